// SPARQL 1.1 as the editor needs it: tokens for colours, and where a new line begins.
import { StreamLanguage } from "@codemirror/language";

export const KEYWORDS = (
  "AS ASC ASK BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING " +
  "IN LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR UNDEF UNION " +
  "VALUES WHERE"
).split(" ");
export const FUNCTIONS = (
  "ABS AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR " +
  "GROUP_CONCAT HOURS IF IRI isBLANK isIRI isLITERAL isNUMERIC isURI LANG LANGMATCHES LCASE MAX " +
  "MD5 MIN MINUTES MONTH NOW RAND REGEX REPLACE ROUND sameTerm SAMPLE SECONDS SHA1 SHA256 SHA384 " +
  "SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM " +
  "TIMEZONE TZ UCASE URI UUID YEAR"
).split(" ");

const KEYWORD = new Set([...KEYWORDS, "SERVICE", "SILENT"].map((word) => word.toLowerCase()));
const FUNCTION = new Set(FUNCTIONS.map((word) => word.toLowerCase()));
const OPENING = "{([";
const CLOSING = "})]";

const start = () => ({ quote: "", opened: [], last: "" });

const string = (stream, state) => {
  while (!stream.eol()) {
    if (stream.match(state.quote)) {
      state.quote = "";
      return "string";
    }
    if (stream.next() === "\\") stream.next();
  }
  // Only a long string goes on in the next line.
  if (state.quote.length === 1) state.quote = "";
  return "string";
};

const bracket = (stream, state, mark) => {
  if (OPENING.includes(mark)) state.opened.push(stream.indentation());
  else state.opened.pop();
  return "bracket";
};

const word = (stream) => {
  const said = stream.current().toLowerCase();
  if (said === "true" || said === "false") return "bool";
  if (said === "a" || KEYWORD.has(said)) return "keyword";
  return FUNCTION.has(said) ? "builtin" : null;
};

const token = (stream, state) => {
  if (state.quote) return string(stream, state);
  if (stream.eatSpace()) return null;
  const mark = stream.peek();
  if (mark === "#") {
    stream.skipToEnd();
    return "comment";
  }
  state.last = mark;
  if (stream.match(/^<[^<>"{}|^`\\\s]*>/)) return "url";
  if (stream.match(/^[?$][\p{L}\p{N}_]+/u)) return "variableName";
  const quote = stream.match(/^("""|'''|"|')/);
  if (quote) {
    state.quote = quote[0];
    return string(stream, state);
  }
  if (stream.match(/^@[a-z]+(-[a-z\d]+)*/i)) return "meta";
  if (stream.match(/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i)) return "number";
  if (stream.match(/^(_:|[\p{L}][\p{L}\p{N}_.-]*:|:)([\p{L}\p{N}_:%-]|\\.|\.(?=[\p{L}\p{N}_:%-]))*/u)) {
    return "propertyName";
  }
  // With apostrophes: a name may be typed in French, to be completed.
  if (stream.match(/^[\p{L}_][\p{L}\p{N}_]*(['’][\p{L}\p{N}_]+)*/u)) return word(stream);
  stream.next();
  if ((OPENING + CLOSING).includes(mark)) return bracket(stream, state, mark);
  return /[.;,]/.test(mark) ? "punctuation" : "operator";
};

// A block is indented, and so is what follows the first line of a subject.
const indent = (state, after, context) => {
  const { opened, last } = state;
  if (!opened.length) return 0;
  const outside = opened[opened.length - 1];
  if (CLOSING.includes(after.charAt(0)) && after) return outside;
  const inside = outside + context.unit;
  const { text } = context.state.doc.lineAt(Math.max(0, context.pos - 1));
  const before = text.length - text.trimStart().length;
  return last === ";" || last === "," ? Math.max(before, inside + context.unit) : inside;
};

export const sparql = StreamLanguage.define({
  name: "sparql",
  startState: start,
  token,
  indent,
  languageData: { commentTokens: { line: "#" }, indentOnInput: /^\s*[})\]]$/ },
});
