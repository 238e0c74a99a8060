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
  document.querySelectorAll("[data-print]").forEach((item) => {
    item.hidden = false;
    item.querySelector("button").addEventListener("click", () => window.print());
  });
  document.querySelectorAll("input[data-suggest]").forEach(attach);
  document.querySelectorAll("table[data-sort]").forEach(makeSortable);
})();
