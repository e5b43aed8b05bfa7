// The text of the notice, with every fact in its place.

import { asWritten, el, plain, replaceIn } from "../pages/dom.js";
import { paragraphs, segments } from "./segments.js";
import { say } from "./words.js";

// The marks that lie in each of the paragraphs, both in the order of the text.
export function marksIn(parts, marks) {
  let open = [];
  let next = 0;
  return parts.map((part) => {
    open = open.filter((mark) => mark.end > part.start);
    while (next < marks.length && marks[next].start < part.end) {
      open.push(marks[next]);
      next += 1;
    }
    return open.filter((mark) => mark.end > part.start);
  });
}

export class TextPane {
  // `picked` is told what was clicked on: a mark's key or null, the place in code points, and where its line begins.
  constructor(host, picked) {
    this.host = host;
    this.host.addEventListener("click", (event) => {
      const paragraph = event.target.closest("p[data-start]");
      if (!paragraph || !document.getSelection().isCollapsed) return;
      const mark = event.target.closest("[data-mark]");
      const at = document.getSelection().anchorNode;
      const place = at && paragraph.contains(at) ? this.placeOf(at, document.getSelection().anchorOffset) : null;
      const { start, end } = paragraph.dataset;
      // A click behind the end of a line is in this line.
      picked(mark ? mark.dataset.mark : null, Math.min(place === null ? start : place, end - 1), Number(start));
    });
  }

  show(notice, points) {
    this.notice = notice;
    this.points = points;
    this.drawn = new Map();
    this.parts = [];
    this.host.replaceChildren();
  }

  // Draw what differs from what is drawn: marks in code points, and the rows whose beginnings are set off.
  draw(marks, rows) {
    const starts = new Map(rows.map((row) => [this.points.unit(row.span[0]), row.id]));
    const parts = paragraphs(this.points.text, starts.keys());
    const units = marks.map((m) => ({ ...m, start: this.points.unit(m.start), end: this.points.unit(m.end) }));
    const inside = marksIn(parts, units);
    const drawn = new Map();
    parts.forEach((part, place) => {
      const label = starts.get(part.start) || "";
      const told = inside[place].map((mark) => `${mark.key}${mark.inherited}`).join(" ");
      const key = `${part.start}-${part.end} ${label} ${told}`;
      part.element = this.drawn.get(key) || this.paragraph(part, inside[place], label);
      drawn.set(key, part.element);
    });
    const same = parts.length === this.parts.length && parts.every((p, i) => p.element === this.parts[i].element);
    this.drawn = drawn;
    this.parts = parts;
    if (!same) this.place();
  }

  paragraph(part, marks, label) {
    const content = segments(marks, part.start, part.end).map((segment) => {
      const text = asWritten(this.points.text.slice(segment.start, segment.end));
      return segment.marks.reduceRight(
        (inner, mark, depth) => [this.mark(mark, segment.marks.length - depth, inner)],
        text,
      );
    });
    const data = { start: this.points.point(part.start), end: this.points.point(part.end) };
    if (label) data.row = label;
    const blank = !this.points.text.slice(part.start, part.end).trim();
    return el("p", { data, class: blank ? "blank" : null }, content);
  }

  mark(mark, depth, content) {
    const data = { mark: mark.key, kind: mark.field, depth: Math.min(depth, 3) };
    return el("span", { class: mark.inherited && mark.rows.length ? "mark hollow" : "mark", data }, content);
  }

  // The paragraphs into the page; what stands before the first clause and behind the last is folded away.
  place() {
    const [first, last] = this.notice.rows.length
      ? this.notice.body.map((place) => this.points.unit(place))
      : [0, Infinity];
    const groups = [[], [], []];
    for (const part of this.parts) groups[part.end <= first ? 0 : part.start >= last ? 2 : 1].push(part);
    replaceIn(
      this.host,
      this.about(),
      this.folded(groups[0], "text.before"),
      groups[1].map((p) => p.element),
      this.folded(groups[2], "text.after"),
    );
  }

  // What the notice says of itself.
  about() {
    const { about } = this.notice;
    return about.length
      ? el(
          "dl",
          {},
          about.map(([name, text]) => [el("dt", {}, name), el("dd", {}, plain(text))]),
        )
      : null;
  }

  folded(parts, word) {
    const size = parts.reduce((sum, part) => sum + part.end - part.start, 0);
    if (!size) return null;
    return el(
      "details",
      {},
      el("summary", {}, say(word, { count: size })),
      parts.map((part) => part.element),
    );
  }

  // The place in code points of a point of the page, or null where it is not in the text.
  placeOf(node, offset) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const paragraph = element && element.closest("p[data-start]");
    if (!paragraph || !this.host.contains(paragraph)) return null;
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEnd(node, offset);
    const start = this.points.unit(Number(paragraph.dataset.start));
    return this.points.point(start + range.toString().length);
  }

  // What is selected, in code points without the blanks at its ends; null where nothing of the text is.
  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.host)) return null;
    const parts = this.parts.filter((part) => range.intersectsNode(part.element));
    if (!parts.length) return null;
    const at = (place, part, edge) => (place === null ? this.points.point(part[edge]) : place);
    let start = at(this.placeOf(range.startContainer, range.startOffset), parts[0], "start");
    let end = at(this.placeOf(range.endContainer, range.endOffset), parts[parts.length - 1], "end");
    const characters = [...this.points.slice(start, end)];
    while (characters.length && !characters[0].trim()) {
      characters.shift();
      start += 1;
    }
    while (characters.length && !characters[characters.length - 1].trim()) {
      characters.pop();
      end -= 1;
    }
    return characters.length ? [start, end] : null;
  }

  // Only these kinds are coloured; all of them where none is named.
  colour(kinds) {
    this.host.className = kinds.length
      ? `pane text some ${kinds.map((kind) => `only-${kind}`).join(" ")}`
      : "pane text";
  }

  // Show which row, and which mark of it, is the one at hand.
  point(row, key, scroll) {
    for (const old of this.host.querySelectorAll(".current")) old.classList.remove("current");
    if (!row) return;
    const [start, end] = row.span.map((place) => this.points.unit(place));
    const parts = this.parts.filter((part) => part.start < end && part.end > start);
    for (const part of parts) part.element.classList.add("current");
    const marks = key ? [...this.host.querySelectorAll(`[data-mark="${key}"]`)] : [];
    for (const mark of marks) mark.classList.add("current");
    const target = marks[0] || (parts[0] && parts[0].element);
    if (!target || !scroll) return;
    const fold = target.closest("details");
    if (fold) fold.open = true;
    target.scrollIntoView({ block: marks.length ? "center" : "start" });
  }
}
