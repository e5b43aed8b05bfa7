// What is kept in the browser from one opening of the page to the next, by the checksum of the notice. Some browsers keep
// nothing of a page that was opened from disk, and say so by an error: then it is kept as long as the page is open.

const meanwhile = new Map();

export function kept(name) {
  if (meanwhile.has(name)) return meanwhile.get(name);
  try {
    return JSON.parse(window.localStorage.getItem(`fupin-review:${name}`));
  } catch {
    return null;
  }
}

// Whether it could be kept.
export function keep(name, value) {
  try {
    window.localStorage.setItem(`fupin-review:${name}`, JSON.stringify(value));
    meanwhile.delete(name);
    return true;
  } catch {
    meanwhile.set(name, value);
    return false;
  }
}

export function forget(name) {
  meanwhile.delete(name);
  try {
    window.localStorage.removeItem(`fupin-review:${name}`);
  } catch {
    // Nothing was kept.
  }
}
