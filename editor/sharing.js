// The address of the query as it stands now, and how the form sends it.

const IN_FRAGMENT = "#query=";

/** Return the query that the address carries where servers do not see it, or null. */
export const queryInFragment = () => {
  if (!location.hash.startsWith(IN_FRAGMENT)) return null;
  try {
    return decodeURIComponent(location.hash.slice(IN_FRAGMENT.length));
  } catch {
    return null;
  }
};

const address = (form) => {
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form));
  url.hash = "";
  return url;
};

const isLong = (form) => address(form).search.length > Number(form.dataset.longest);

/** Send by POST what is too long for an address. */
export const sendByLength = (form) => {
  form.addEventListener("submit", () => {
    form.method = isLong(form) ? "post" : "get";
  });
};

const link = (form) => {
  const url = address(form);
  if (!isLong(form)) return url.href;
  const query = url.searchParams.get("query");
  url.searchParams.delete("query");
  return `${url.href}${IN_FRAGMENT}${encodeURIComponent(query)}`;
};

/** Let a button copy the address of the query as it stands. */
export const offerLink = (form) => {
  const button = form.querySelector("[data-copied]");
  if (!navigator.clipboard || !button) return;
  form.querySelector(".query-link")?.remove();
  const status = form.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = link(form);
    try {
      await navigator.clipboard.writeText(copied);
      status.textContent = button.dataset.copied;
    } catch {
      status.textContent = copied;
    }
  });
};
