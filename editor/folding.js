// Names without case, accents and ligatures, with single spaces: as the server folds them.
export const fold = (text) =>
  text
    .replace(/œ/gi, "oe")
    .replace(/æ/gi, "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_./]+/gu, " ")
    .trimStart();
