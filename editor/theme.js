// The editor in the colours of the site, which are light or dark by themselves.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

/**
 * Let style-mod give the document its rules in a sheet that is adopted.
 *
 * The site's policy forbids the <style> element that it would write; a sheet that a script adopts is
 * none. There is one editor a page, so that each call replaces what the last one gave.
 */
export const adoptStyles = () => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  StyleModule.mount = (_, modules) =>
    sheet.replaceSync(modules.map((module) => module.getRules()).join("\n"));
};

const look = EditorView.theme({
  "&": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    fontSize: "0.9rem",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "70vh" },
  ".cm-content, .cm-gutter": { minHeight: "19.5em" },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem 0 0.5rem" },
  ".cm-gutters": {
    color: "var(--muted)",
    backgroundColor: "transparent",
    borderRight: "1px solid var(--line)",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 0.6rem" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    textDecoration: "underline wavy var(--area-E)",
  },
  ".cm-wrong": {
    textDecoration: "underline wavy var(--area-E) 2px",
    textUnderlineOffset: "0.25em",
    textDecorationSkipInk: "none",
  },
  ".cm-wrong-line": { backgroundColor: "color-mix(in srgb, var(--area-E) 12%, var(--surface))" },
  ".cm-wrong-number": { color: "var(--area-E)", fontWeight: "700" },
  ".cm-wrong-message": {
    // Padding, not a margin: the editor measures the heights of blocks without theirs.
    padding: "0.15rem 0.75rem 0.45rem 0.5rem",
    color: "var(--ink)",
    fontFamily: "var(--sans)",
    whiteSpace: "normal",
  },
  ".cm-wrong-message::before": { content: "'↑ '", color: "var(--area-E)", fontWeight: "700" },
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    boxShadow: "0 8px 24px rgb(0 0 0 / 0.18)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--sans)",
    maxHeight: "26rem",
    maxWidth: "min(44rem, calc(100vw - 2.5rem))",
    minWidth: "min(18rem, calc(100vw - 2.5rem))",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    justifyContent: "space-between",
    gap: "1.5rem",
    margin: "0",
    padding: "0.3rem 0.6rem",
    lineHeight: "1.5",
    whiteSpace: "normal",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: "var(--ink)",
    backgroundColor: "var(--accent-soft)",
    boxShadow: "inset 3px 0 var(--accent)",
    // Seen where the reader's own colours replace ours.
    outline: "2px solid transparent",
    outlineOffset: "-2px",
  },
  ".cm-completionDetail": {
    color: "var(--muted)",
    fontStyle: "normal",
    flex: "none",
    maxWidth: "50%",
    marginLeft: "0",
    textAlign: "right",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--area-D)", fontWeight: "650" },
  { tag: tags.standard(tags.variableName), color: "var(--area-C)" },
  { tag: tags.variableName, color: "var(--area-A)", whiteSpace: "nowrap" },
  { tag: tags.propertyName, color: "var(--link)" },
  { tag: tags.url, color: "var(--link)" },
  { tag: tags.string, color: "var(--area-B)" },
  { tag: [tags.number, tags.bool], color: "var(--star)" },
  { tag: tags.meta, color: "var(--muted)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

export const theme = [look, syntaxHighlighting(colours)];
