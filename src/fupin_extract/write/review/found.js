// Words that are searched, shown where they stand in the text; where a browser cannot, rows are found all the same.

// The places of a word in a text, in whatever case.
export function placesOf(word, text) {
  const found = [];
  if (!word) return found;
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) found.push(at);
  return found;
}

function rangeIn(paragraph, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.length;
    if (start >= before && start < after) range.setStart(node, start - before);
    if (end > before && end <= after) {
      range.setEnd(node, end - before);
      return range;
    }
    before = after;
  }
  return range;
}

export function showFound(words, paragraphs) {
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.delete("found");
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return;
  const ranges = paragraphs.flatMap((paragraph) =>
    wanted.flatMap((word) =>
      placesOf(word, paragraph.textContent).map((at) => rangeIn(paragraph, at, at + word.length)),
    ),
  );
  CSS.highlights.set("found", new Highlight(...ranges));
}
