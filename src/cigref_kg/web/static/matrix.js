// Tables of levels: rows that sort, columns that stand out. The page works without.
"use strict";

(() => {
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
  document.querySelectorAll("table[data-sort]").forEach(makeSortable);
})();
