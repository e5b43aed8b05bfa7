// Marks of a text, which may lie in one another and cross, cut at every boundary.

// Stretches that tile [start, end), each with the marks that cover all of it, the outermost first.
export function segments(marks, start, end) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start && mark.start < mark.end);
  const cuts = new Set([start, end]);
  for (const mark of inside) {
    cuts.add(Math.max(mark.start, start));
    cuts.add(Math.min(mark.end, end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const waiting = [...inside].sort((a, b) => a.start - b.start || b.end - a.end);
  const found = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < places.length; i += 1) {
    while (next < waiting.length && waiting[next].start <= places[i]) {
      open.push(waiting[next]);
      next += 1;
    }
    open = open.filter((mark) => mark.end > places[i]);
    // Of two that cross, the longer is drawn around the shorter.
    const covering = [...open].sort((a, b) => b.end - b.start - (a.end - a.start));
    found.push({ start: places[i], end: places[i + 1], marks: covering });
  }
  return found;
}

// A text as paragraphs: cut behind each line end, and where it must be cut besides. Places are in UTF-16.
export function paragraphs(text, cuts) {
  const ends = new Set([text.length]);
  for (const match of text.matchAll(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g)) ends.add(match.index + match[0].length);
  for (const cut of cuts) if (cut > 0 && cut < text.length) ends.add(cut);
  const found = [];
  let start = 0;
  for (const end of [...ends].sort((a, b) => a - b)) {
    if (end > start) found.push({ start, end });
    start = end;
  }
  return found;
}
