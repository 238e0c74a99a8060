// Jobs kept to compare, and a job's page printed or copied. Every page works without.
"use strict";

(() => {
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
})();
