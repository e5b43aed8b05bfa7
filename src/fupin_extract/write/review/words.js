// What the page says, in the language that it was written in.

import { load } from "./data.js";

export function say(name, values = {}) {
  const text = load().words[name];
  if (text === undefined) throw new Error(`no word for ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

export function fieldName(field) {
  return say(`field.${field}`);
}
