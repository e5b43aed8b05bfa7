// The one place where the page takes its data from. Another shell for it replaces this module, and nothing else.

const parsed = new Map();

function read(name) {
  if (!parsed.has(name)) parsed.set(name, JSON.parse(document.getElementById(`data-${name}`).textContent));
  return parsed.get(name);
}

// Without a place: the words of the page and the list of its notices. With one: all of that notice.
export function load(place) {
  return read(place === undefined ? "about" : `notice-${place}`);
}
