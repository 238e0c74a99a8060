// Suggestions while typing (ARIA combobox) and tables that sort. Every page works without.
"use strict";

(() => {
  const DELAY = 120;

  const attach = (input) => {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `${input.id}-suggestions`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.found);
    list.hidden = true;
    input.parentElement.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);

    const status = document.createElement("p");
    status.className = "vh";
    status.setAttribute("role", "status");
    input.form.append(status);

    let hits = [];
    let active = -1;
    let timer = 0;
    let latest = 0;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const address = (hit) => {
      const url = new URL(hit.page, new URL(input.dataset.root, location.href));
      const language = new URLSearchParams(location.search).get("lang");
      if (language) url.searchParams.set("lang", language);
      return url;
    };

    const select = (place) => {
      active = place;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[place].id);
    };

    const show = (found) => {
      hits = found;
      list.replaceChildren(...hits.map((hit, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = `${hit.code}  ${hit.title}`;
        if (hit.matched.by === "other name") {
          const detail = document.createElement("span");
          detail.className = "detail";
          detail.lang = hit.matched.language;
          detail.textContent = hit.matched.text;
          item.append(detail);
        }
        if (hit.company) {
          const owner = document.createElement("span");
          owner.className = "tag";
          owner.textContent = hit.company;
          item.append(" ", owner);
        }
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          location.assign(address(hit));
        });
        return item;
      }));
      active = -1;
      list.hidden = hits.length === 0;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      status.textContent = `${input.dataset.found} ${hits.length}`;
    };

    const ask = async () => {
      const query = input.value.trim();
      if (query.length < 2) { close(); return; }
      const turn = ++latest;
      const url = new URL(input.dataset.suggest, location.href);
      url.searchParams.set("q", query);
      try {
        const response = await fetch(url);
        if (!response.ok || turn !== latest) return;
        show((await response.json()).hits);
      } catch {
        close();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, DELAY);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        select(((active + 1 + step + hits.length + 1) % (hits.length + 1)) - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.assign(address(hits[active]));
      }
    });
  };

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    [...table.tHead.rows[0].cells].slice(1).forEach((head, index) => {
      const column = index + 1;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort-button";
      button.textContent = "↕";
      button.setAttribute("aria-label", `${table.dataset.sort} ${head.textContent.trim().replace(/\s+/g, " ")}`);
      const code = head.querySelector(".head-code").textContent;
      const sort = () => {
        const descending = head.getAttribute("aria-sort") !== "descending";
        [...table.tHead.rows[0].cells].forEach((cell) => cell.removeAttribute("aria-sort"));
        if (descending) head.setAttribute("aria-sort", "descending");
        const level = (row) => Number(row.cells[column].textContent) || 0;
        const rows = descending ? [...original].sort((a, b) => level(b) - level(a)) : original;
        body.append(...rows);
        // The order stands in the address, so that a link shows the same.
        const url = new URL(location.href);
        if (descending) url.searchParams.set("sort", code);
        else url.searchParams.delete("sort");
        history.replaceState(null, "", url);
      };
      button.addEventListener("click", sort);
      head.append(button);
      if (new URLSearchParams(location.search).get("sort") === code) sort();
    });
  };

  const highlightColumns = (table) => {
    const mark = (cell, isOn) => {
      if (cell && cell.cellIndex > 0) {
        for (const row of table.rows) row.cells[cell.cellIndex]?.classList.toggle("in-column", isOn);
      }
    };
    for (const [event, isOn] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      table.addEventListener(event, ({ target }) => mark(target.closest("td, th"), isOn));
    }
  };

  document.querySelectorAll("table.matrix").forEach(highlightColumns);
  // What is picked for comparison follows from page to page, in this tab alone: no cookie.
  const MOST_COMPARED = 4;
  const titleBeside = (box) => (box.closest(".picked")?.querySelector("a span:last-child") ?? document.querySelector("h1")).lastChild.textContent.trim();
  const keepBasket = (basket) => {
    const key = `compare ${basket.elements.edition?.value ?? ""}`;
    const boxes = [...document.querySelectorAll("input[form=basket]")];
    const starts = basket.hidden;
    const list = document.createElement("ul");
    list.className = "inline";
    basket.append(list);
    let picked = JSON.parse(sessionStorage.getItem(key) ?? "[]");

    const chip = ([code, title]) => {
      const item = document.createElement("li");
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "p", value: code });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet-button", textContent: `${title} ×` });
      button.setAttribute("aria-label", `${basket.dataset.remove} ${title}`);
      button.addEventListener("click", () => {
        picked = picked.filter(([other]) => other !== code);
        show();
        (list.querySelector("button") ?? boxes[0])?.focus();
      });
      if (!boxes.some((box) => box.value === code)) item.append(field);
      item.append(button);
      return item;
    };

    const show = () => {
      sessionStorage.setItem(key, JSON.stringify(picked));
      for (const box of boxes) {
        box.checked = picked.some(([code]) => code === box.value);
        box.disabled = !box.checked && picked.length >= MOST_COMPARED;
      }
      list.replaceChildren(...picked.map(chip));
      basket.querySelector(".quiet").hidden = picked.length > 1;
      basket.hidden = starts && !picked.length;
    };

    for (const box of boxes) {
      box.addEventListener("change", () => {
        picked = picked.filter(([code]) => code !== box.value);
        if (box.checked) picked.push([box.value, titleBeside(box)]);
        show();
      });
    }
    show();
  };

  const copyText = async ({ currentTarget: button }) => {
    const parts = document.querySelectorAll("article h1, .main-column :is(h2, h3, p, .statements li, .prose li, .competence-line)");
    const line = (part) => {
      const own = [...part.childNodes].filter((node) => node.nodeName !== "UL").map((node) => node.textContent);
      const text = own.join("").replace(/\s+/g, " ").trim();
      return { H2: `\n${text}\n`, LI: `• ${text}`, DIV: `• ${text}` }[part.nodeName] ?? text;
    };
    await navigator.clipboard.writeText([...parts].map(line).join("\n") + `\n\n${location.href}\n`);
    const words = button.textContent;
    button.textContent = button.dataset.copy;
    setTimeout(() => { button.textContent = words; }, 2000);
  };

  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.setAttribute("aria-live", "polite");
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", copyText);
  });
  document.querySelectorAll("#basket").forEach(keepBasket);
  document.querySelectorAll("input[data-suggest]").forEach(attach);
  document.querySelectorAll("table[data-sort]").forEach(makeSortable);
})();
