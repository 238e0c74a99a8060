// What can be completed: keywords, variables, prefixes, terms, and things by any of their names.
import { pickedCompletion } from "@codemirror/autocomplete";
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { fold } from "./folding.js";
import { FUNCTIONS, KEYWORDS } from "./language.js";
import { declaration, declared } from "./prologue.js";

// A list that is seen whole: who needs more types another letter.
const MOST = 12;
const PARSING = 50;
const IRI = /<[^<>"{}|^`\\\s]*$/;
const VARIABLE = /[?$][\p{L}\p{N}_]*$/u;
const PREFIXED = /(?:[\p{L}][\p{L}\p{N}_.-]*)?:[\p{L}\p{N}_-]*$/u;
const WORDS = /[\p{L}\p{N}][\p{L}\p{N}.’'/_ -]*$/u;
const WHOLE_NUMBER = /^\d+$/;

const pick = (view, completion, changes, end) =>
  view.dispatch({
    changes,
    selection: { anchor: end },
    scrollIntoView: true,
    userEvent: "input.complete",
    annotations: pickedCompletion.of(completion),
  });

/** Return what puts `text` in the place of what was typed, with one more declaration if need be. */
const applying = (text, added) => (view, completion, from, to) => {
  const before = added ? [declaration(view.state.doc, ...added)] : [];
  const shift = before.reduce((sum, change) => sum + change.insert.length, 0);
  pick(view, completion, [...before, { from, to, insert: text }], from + shift + text.length);
};

/** Return how to write a term in this document: by a prefix that it declares or that is free. */
const writing = (term, known, prefixes) => {
  const [prefix, local] = term.name.split(":");
  const namespace = prefixes[prefix];
  for (const [own, meant] of known) if (meant === namespace) return [`${own}:${local}`, null];
  if (!known.has(prefix)) return [term.name, [prefix, namespace]];
  return [`<${namespace}${local}>`, null];
};

const scored = (options) =>
  options
    .filter(([score]) => score > 0)
    .sort(([a], [b]) => b - a)
    .slice(0, MOST)
    .map(([, option]) => option);

const begins = (words, typed) => ` ${words}`.includes(` ${typed}`);

const scoreOfThing = (thing, typed) => {
  const code = thing.code.toLowerCase();
  if (code && (code === typed || code.replace(/[./]/g, "") === typed)) return 100;
  if (code && code.startsWith(typed)) return 85;
  const title = fold(thing.label);
  if (title.startsWith(typed)) return 80;
  if (begins(title, typed)) return 75;
  if (thing.names.includes(` ${typed}`)) return 60;
  return hasNameOf(thing, typed.trim().split(" ")) ? 55 : 0;
};

/** Tell whether several words all begin words of one name; one letter says too little for that. */
const hasNameOf = (thing, words) =>
  words.length > 1 &&
  words.every((word) => word.length > 1) &&
  thing.names.split("|").some((name) => words.every((word) => name.includes(` ${word}`)));

const scoreOfTerm = (term, typed, wantsClass) => {
  const local = fold(term.name.split(":")[1]);
  const label = fold(term.label);
  let score = 0;
  if (local.startsWith(typed)) score = 90;
  else if (begins(label, typed)) score = 70;
  else if (typed.length > 2 && local.includes(typed)) score = 50;
  return score && wantsClass === (term.kind === "class") ? score + 20 : score;
};

const titled = (thing) => (thing.code ? `${thing.code} ${thing.label}` : thing.label);

const iris = (things, typed) =>
  scored(
    things.map((thing) => {
      const score = thing.iri.toLowerCase().startsWith(typed) ? 50 : scoreOfThing(thing, typed);
      const text = `<${thing.iri}>`;
      return [score, { label: titled(thing), detail: thing.kind, apply: applying(text) }];
    }),
  );

const codes = (things, typed) =>
  scored(
    things
      .filter((thing) => thing.code)
      .map((thing) => [
        typed ? scoreOfThing(thing, typed) : 1,
        { label: titled(thing), detail: thing.kind, apply: applying(thing.code) },
      ]),
  );

const variables = (doc, from, to) => {
  const uses = new Map();
  const text = doc.sliceString(0, from) + doc.sliceString(to);
  for (const [name] of text.matchAll(/[?$][\p{L}\p{N}_]+/gu)) {
    uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return scored([...uses].map(([name, count]) => [count, { label: name }]));
};

const CLASS_FOLLOWS = /(^|\s)(a|rdf:type)\s+$/;

const ofTerms = ({ prefixes, terms }, known, score) =>
  terms.map((term) => {
    const [text, added] = writing(term, known, prefixes);
    return [score(term), { label: text, detail: term.label, apply: applying(text, added) }];
  });

const ofNothing = (content, known, before) => {
  const wanted = CLASS_FOLLOWS.test(before) ? "class" : "property";
  return scored(ofTerms(content, known, (term) => Number(term.kind === wanted)));
};

const ofPrefix = (content, known, prefix, local, wantsClass) => {
  const { prefixes, terms } = content;
  const namespace = known.get(prefix) ?? prefixes[prefix];
  const typed = fold(local);
  const own = terms.filter((term) => prefixes[term.name.split(":")[0]] === namespace);
  return scored(
    ofTerms({ prefixes, terms: own }, known, (term) =>
      typed ? scoreOfTerm(term, typed, wantsClass) : 1 + (wantsClass === (term.kind === "class")),
    ),
  );
};

const ofPrefixes = (prefixes, known, typed, isDeclaration) =>
  Object.entries(prefixes)
    .filter(([prefix]) => prefix.startsWith(typed))
    .map(([prefix, namespace]) => {
      const added = isDeclaration || known.has(prefix) ? null : [prefix, namespace];
      const text = isDeclaration ? `${prefix}: <${namespace}>` : `${prefix}:`;
      const score = prefix === typed ? 95 : 88;
      return [score, { label: `${prefix}:`, detail: namespace, apply: applying(text, added) }];
    });

const reserved = (typed) =>
  [...KEYWORDS, ...FUNCTIONS]
    .filter((name) => name.toLowerCase().startsWith(typed))
    .map((name) => [name.length === typed.length ? 120 : 92, { label: name }]);

const ofWord = (content, known, typed, before) => {
  const { prefixes, things } = content;
  if (/\bPREFIX\s+$/i.test(before)) return scored(ofPrefixes(prefixes, known, typed, true));
  const wantsClass = CLASS_FOLLOWS.test(before);
  return scored([
    ...(typed.includes(" ") ? [] : reserved(typed)),
    ...ofPrefixes(prefixes, known, typed, false),
    ...ofTerms(content, known, (term) => scoreOfTerm(term, typed, wantsClass)),
    ...(wantsClass ? [] : things).map((thing) => [
      scoreOfThing(thing, typed),
      { label: titled(thing), detail: thing.kind, apply: applying(`<${thing.iri}>`) },
    ]),
  ]);
};

/** Tell whether words say enough to be completed unasked: 2022 and “the ” most often stand as typed. */
const isTelling = (typed) => {
  const said = typed.trim();
  if (said.length < 2 || WHOLE_NUMBER.test(said)) return false;
  return said === typed || said.includes(" ");
};

/** Return the longest run of words before the cursor that names something, with what it names. */
const ofWords = (content, known, words, before, explicit) => {
  const starts = [...words.matchAll(/(?<=^| )[\p{L}\p{N}]/gu)].map((match) => match.index);
  for (const start of starts.slice(-6)) {
    const typed = words.slice(start);
    if (!explicit && !isTelling(typed)) continue;
    const options = ofWord(content, known, fold(typed), before + words.slice(0, start));
    if (options.length) return { start, options };
  }
  return null;
};

/** Tell in what the cursor stands: a comment, a string with where it begins, or neither. */
const surroundings = (state, pos) => {
  const node = (ensureSyntaxTree(state, pos, PARSING) ?? syntaxTree(state)).resolveInner(pos, -1);
  if (node.name === "comment") return { isComment: true };
  if (node.name !== "string" || node.from >= pos) return {};
  const written = state.sliceDoc(node.from, pos);
  const quote = /^("""|'''|"|')/.exec(written)?.[0] ?? "";
  const isClosed = written.length >= 2 * quote.length && written.endsWith(quote);
  return isClosed ? {} : { string: node.from + quote.length };
};

/**
 * Return the source of completions.
 *
 * `load` gives a promise of the terms that the server prepared.
 */
export const completions = (load) => async (context) => {
  const { state, pos, explicit } = context;
  const { isComment, string } = surroundings(state, pos);
  if (isComment || (string !== undefined && !explicit)) return null;
  const content = await load();
  if (context.aborted) return null;
  if (string !== undefined) {
    const options = codes(content.things, fold(state.sliceDoc(string, pos)));
    return { from: string, options, filter: false };
  }
  const line = state.doc.lineAt(pos);
  const before = line.text.slice(0, pos - line.from);
  const known = declared(state.doc);

  const iri = IRI.exec(before)?.[0];
  if (iri !== undefined) {
    if (iri.length < 3 && !explicit) return null;
    const options = iris(content.things, fold(iri.slice(1)));
    const to = line.text[pos - line.from] === ">" ? pos + 1 : pos;
    return { from: pos - iri.length, to, options, filter: false };
  }
  const variable = VARIABLE.exec(before)?.[0];
  if (variable !== undefined) {
    const options = variables(state.doc, pos - variable.length, pos).filter(
      ({ label }) => label.startsWith(variable) && label !== variable,
    );
    return { from: pos - variable.length, options, filter: false };
  }
  const prefixed = PREFIXED.exec(before)?.[0];
  if (prefixed !== undefined) {
    if (/\bPREFIX\s+\S*$/i.test(before)) return null;
    const [prefix, local] = prefixed.split(":");
    const rest = before.slice(0, before.length - prefixed.length);
    const options = ofPrefix(content, known, prefix, local, CLASS_FOLLOWS.test(rest));
    return { from: pos - prefixed.length, options, filter: false };
  }
  const words = WORDS.exec(before)?.[0] ?? "";
  if (!words) {
    return explicit ? { from: pos, options: ofNothing(content, known, before), filter: false } : null;
  }
  const rest = before.slice(0, before.length - words.length);
  if (/[@^]$/.test(rest)) return null;
  const found = ofWords(content, known, words, rest, explicit);
  return found && { from: pos - words.length + found.start, options: found.options, filter: false };
};
