/*! The editor of queries: CodeMirror with parts of Lezer, style-mod, w3c-keyname, crelt and
find-cluster-break, all under the MIT License:

Copyright (C) 2016-2024 by Marijn Haverbeke <marijn@haverbeke.berlin> and others

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

cigref-kg's own part is under the Apache License 2.0. Sources: src/cigref_kg/web/editor. */
// The field of the query page becomes an editor; without this script it stays a field.
import { autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { completions } from "./completion.js";
import { sparql } from "./language.js";
import { narrowQuestions } from "./questions.js";
import { offerLink, queryInFragment, sendByLength } from "./sharing.js";
import { adoptStyles, theme } from "./theme.js";
import { placeIn, wrongPlace } from "./wrong_place.js";

const NO_TERMS = { prefixes: {}, terms: [], things: [] };

/** Return a function that fetches the terms the first time that they are needed. */
const termsAt = (address) => {
  let terms = null;
  return () => {
    terms ??= fetch(address)
      .then((response) => (response.ok ? response.json() : NO_TERMS))
      .catch(() => NO_TERMS);
    return terms;
  };
};

/** Return where the server found the query wrong, unless the field was changed since. */
const failureIn = (field, doc) => {
  const { line, from, to, message } = field.dataset;
  if (line === undefined || field.value !== field.defaultValue) return null;
  const place = placeIn(doc, { line: Number(line), from: Number(from), to: Number(to) });
  return place && { place, message };
};

const attributes = (field, hint) => {
  const described = [field.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" ");
  // The text is what the keyboard reaches and scrolls, which is said for those who check.
  const found = { "aria-labelledby": field.labels[0].id, "aria-describedby": described, tabindex: "0" };
  if (field.ariaInvalid) found["aria-invalid"] = field.ariaInvalid;
  return found;
};

const edit = (field) => {
  const { form } = field;
  const hint = document.getElementById("query-keys");
  const load = termsAt(field.dataset.terms);
  const run = () => {
    form.requestSubmit();
    return true;
  };
  const doc = EditorState.create({ doc: queryInFragment() ?? field.value }).doc;
  const failure = queryInFragment() === null ? failureIn(field, doc) : null;
  const view = new EditorView({
    doc,
    selection: { anchor: failure ? failure.place.from : 0 },
    extensions: [
      // Tab is left to the browser: it leaves the editor.
      keymap.of([
        { key: "Mod-Enter", run },
        { key: "Ctrl-Enter", run },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      // Enter begins a line unless a suggestion was chosen: « ?p » must not turn into « ?profile ».
      autocompletion({ override: [completions(load)], icons: false, selectOnOpen: false }),
      history(),
      sparql,
      bracketMatching(),
      indentOnInput(),
      lineNumbers(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(attributes(field, hint)),
      EditorState.phrases.of({ Completions: field.dataset.suggestions }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) field.value = update.state.doc.toString();
        if (update.focusChanged && update.view.hasFocus) load();
      }),
      theme,
      failure ? wrongPlace(failure.place, failure.message) : [],
    ],
  });
  field.value = doc.toString();
  field.required = false;
  field.hidden = true;
  hint.hidden = false;
  field.after(view.dom);
  field.labels[0].addEventListener("click", () => view.focus());
  if (failure) showPlace(view, failure.place.from);
  const show = (query) =>
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query } });
  window.addEventListener("hashchange", () => {
    const query = queryInFragment();
    if (query !== null) show(query);
  });
  // Whoever comes back finds in the field what was typed: the browser puts it there, but late.
  window.addEventListener("pageshow", () => {
    if (field.value !== view.state.doc.toString()) show(field.value);
  });
};

/** Scroll the editor, and not the page, to a place. */
const showPlace = (view, place) => {
  view.requestMeasure({
    read: () => view.lineBlockAt(place).top - view.scrollDOM.clientHeight / 2,
    write: (top) => {
      view.scrollDOM.scrollTop = top;
    },
  });
};

/** Show the answer again whose address was followed: the editor took another height than the field. */
const keepAnswerInView = () => {
  const [navigation] = performance.getEntriesByType("navigation");
  if (location.hash !== "#answer" || navigation?.type !== "navigate") return;
  document.getElementById("answer")?.scrollIntoView({ behavior: "instant" });
};

const field = document.querySelector("textarea[data-terms]");
if (field && "adoptedStyleSheets" in document) {
  adoptStyles();
  edit(field);
  keepAnswerInView();
  sendByLength(field.form);
  offerLink(field.form);
}
document.querySelectorAll("[data-narrows]").forEach(narrowQuestions);
