// The PREFIX lines of a query: what they declare, and where one more goes.

const DECLARATION = /^\s*PREFIX\s+([\p{L}\p{N}_.-]*):\s*<([^>]*)>/iu;
const PROLOGUE = /^\s*(PREFIX|BASE)\b/i;
const NOTHING = /^\s*(#.*)?$/;

const prologueLines = function* (doc) {
  for (let number = 1; number <= doc.lines; number += 1) {
    const line = doc.line(number);
    if (!NOTHING.test(line.text) && !PROLOGUE.test(line.text)) {
      yield { line, isQuery: true };
      return;
    }
    yield { line, isQuery: false };
  }
};

/** Return the namespaces that a query declares, by prefix. */
export const declared = (doc) => {
  const found = new Map();
  for (const { line } of prologueLines(doc)) {
    const [, prefix, namespace] = DECLARATION.exec(line.text) ?? [];
    if (prefix !== undefined) found.set(prefix, namespace);
  }
  return found;
};

/** Return the change that declares one more prefix: below the others, or above the query. */
export const declaration = (doc, prefix, namespace) => {
  let last = null;
  let query = null;
  for (const { line, isQuery } of prologueLines(doc)) {
    if (isQuery) query = line;
    else if (PROLOGUE.test(line.text)) last = line;
  }
  const words = `PREFIX ${prefix}: <${namespace}>`;
  if (last) return { from: last.to, insert: `\n${words}` };
  return { from: query ? query.from : doc.length, insert: `${words}\n` };
};
