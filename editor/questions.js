// The worked questions narrowed down to those that have some words.
import { fold } from "./folding.js";

export const narrowQuestions = (field) => {
  const items = [...document.querySelectorAll(`#${field.dataset.narrows} li`)];
  const groups = document.querySelectorAll(`#${field.dataset.narrows} details`);
  const texts = items.map((item) => fold(item.textContent));
  const status = field.parentElement.querySelector("[role=status]");
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = fold(field.value).split(" ");
    items.forEach((item, index) => {
      item.hidden = !words.every((word) => texts[index].includes(word));
    });
    for (const group of groups) group.open = field.value.trim() !== "" && group.querySelector("li:not([hidden])") !== null;
    status.textContent = `${field.dataset.found} ${items.filter((item) => !item.hidden).length}`;
  });
};
