// Suggestions while typing (ARIA combobox), brought by site.js to a field that is used.

const DELAY = 120;

export const attach = (input) => {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.found);
  list.hidden = true;
  input.parentElement.append(list);
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
    // Paths of pages begin where the suggestions come from: at the root of the site.
    const url = new URL(hit.page, new URL(input.dataset.suggest, location.href));
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

  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  };

  input.addEventListener("input", askSoon);
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

  if (input.value !== input.defaultValue) askSoon(); // typed while this came
};
