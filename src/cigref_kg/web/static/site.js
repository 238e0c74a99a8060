// The search suggests while one types; how is only loaded once a field is used. Every page works without.
"use strict";

document.querySelectorAll("input[data-suggest]").forEach((input) => {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  const suggest = async () => (await import(new URL(input.dataset.script, location.href))).attach(input);
  if (document.activeElement === input) suggest();
  else input.addEventListener("focus", suggest, { once: true });
});
