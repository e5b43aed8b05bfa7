// What is kept in the browser from one opening of the page to the next, by the checksum of the notice: some browsers
// keep nothing of a page that was opened from disk, and say so by an error.

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function kept(name) {
  try {
    return JSON.parse(storage().getItem(`fupin-review:${name}`));
  } catch {
    return null;
  }
}

// Whether it could be kept.
export function keep(name, value) {
  try {
    storage().setItem(`fupin-review:${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(name) {
  try {
    storage().removeItem(`fupin-review:${name}`);
  } catch {
    // Nothing was kept.
  }
}
