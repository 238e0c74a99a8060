// The place that the server found wrong: marked, with the message below its line, until it changes.
import { RangeSet, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, WidgetType, gutterLineClass } from "@codemirror/view";

class Message extends WidgetType {
  constructor(words) {
    super();
    this.words = words;
  }

  eq(other) {
    return other.words === this.words;
  }

  toDOM() {
    const element = document.createElement("div");
    element.className = "cm-wrong-message";
    // It is read as the description of the field; here it would stand within the query.
    element.setAttribute("aria-hidden", "true");
    element.textContent = this.words;
    return element;
  }
}

class WrongNumber extends GutterMarker {
  elementClass = "cm-wrong-number";
}

const shown = (line, from, to, words) => {
  const message = Decoration.widget({ widget: new Message(words), block: true, side: 1 });
  const marks = [Decoration.line({ class: "cm-wrong-line" }).range(line.from)];
  if (to > from) marks.push(Decoration.mark({ class: "cm-wrong" }).range(from, to));
  return Decoration.set([...marks, message.range(line.to)]);
};

/**
 * Return the place within a document, or null if the document is shorter than the server's.
 *
 * `line` counts from 1; `from` and `to` count UTF-16 units from the beginning of the line.
 */
export const placeIn = (doc, { line, from, to }) => {
  if (!(line >= 1 && line <= doc.lines)) return null;
  const found = doc.line(line);
  return {
    line: found,
    from: Math.min(found.from + from, found.to),
    to: Math.min(found.from + to, found.to),
  };
};

export const wrongPlace = ({ line, from, to }, words) => {
  const field = StateField.define({
    create: () => ({
      from: line.from,
      to: line.to,
      decorations: shown(line, from, to, words),
      numbers: RangeSet.of([new WrongNumber().range(line.from)]),
    }),
    update: (value, { docChanged, changes }) => {
      if (!docChanged || value === null) return value;
      if (changes.touchesRange(value.from, value.to)) return null;
      return {
        from: changes.mapPos(value.from),
        to: changes.mapPos(value.to),
        decorations: value.decorations.map(changes),
        numbers: value.numbers.map(changes),
      };
    },
    provide: (self) => [
      EditorView.decorations.from(self, (value) => value?.decorations ?? Decoration.none),
      gutterLineClass.from(self, (value) => value?.numbers ?? RangeSet.empty),
    ],
  });
  return field;
};
