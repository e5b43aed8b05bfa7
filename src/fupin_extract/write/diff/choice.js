// What of a page is shown, and where one goes next. An item has kinds, its text, and its places in each order.

// Whether an item is of a kind that is wanted (of any, where none is) and has all the words.
export function fits(item, wanted, words) {
  if (wanted.size > 0 && !item.kinds.some((kind) => wanted.has(kind))) return false;
  return words.every((word) => item.text.includes(word));
}

// What somebody searches for, as words.
export function wordsOf(search) {
  return search.trim().toLowerCase().split(/\s+/u).filter(Boolean);
}

// The item after the current one, or before it, round and round; from nowhere the first or the last.
export function neighbour(items, current, step) {
  if (items.length === 0) return null;
  const at = items.indexOf(current);
  if (at < 0) return step > 0 ? items[0] : items[items.length - 1];
  return items[(at + step + items.length) % items.length];
}

// Items by a number that each has.
export function inOrder(items, by) {
  return [...items].sort((a, b) => a[by] - b[by]);
}
