// Forms about people: the answer comes into the page, and what was sent stays in the browser's own
// history, so that Back and Forward find it again. The server keeps nothing. Without this, forms
// are sent as forms are.
"use strict";

(() => {
  const main = document.getElementById("content");

  const answer = async (action, sent) => {
    const response = await fetch(action, { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.getElementById("content");
    if (!found) return false;
    main.replaceChildren(...found.childNodes);
    main.querySelector("[autofocus]")?.focus();
    attach();
    return response.ok;
  };

  // What the page holds now: tables sent as files stand in it as text.
  const held = (form) => ({
    action: form.action,
    fields: [...new FormData(form)].filter(([, value]) => typeof value === "string"),
  });

  const send = (event) => {
    const form = event.target;
    const wanted = event.submitter?.name === "format" ? event.submitter.value : form.elements.format?.value;
    if (wanted) return; // a file, which the browser fetches
    event.preventDefault();
    main.setAttribute("aria-busy", "true");
    answer(form.action, new FormData(form, event.submitter))
      .then((good) => {
        const whole = main.querySelector("form[enctype]");
        history[good ? "pushState" : "replaceState"](whole && held(whole), "", form.action);
      })
      .catch(() => form.submit())
      .finally(() => main.removeAttribute("aria-busy"));
  };

  const attach = () => {
    for (const form of main.querySelectorAll("form[data-stays]")) form.addEventListener("submit", send);
  };

  const restore = ({ action, fields }) => {
    const sent = new FormData();
    for (const [name, value] of fields) sent.append(name, value);
    return answer(action, sent);
  };

  attach();
  addEventListener("popstate", ({ state }) => (state ? restore(state) : location.reload()));
  if (history.state?.fields) restore(history.state);
})();
