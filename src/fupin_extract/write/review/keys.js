// What keys do. Off while somebody writes, and while a Chinese word is being composed.

import { isTyping } from "../pages/typing.js";
import { CORRECTABLE } from "./fields.js";

export const KEYS = [
  ["next", ["j", "ArrowDown"]],
  ["previous", ["k", "ArrowUp"]],
  ["nextToCheck", ["n"]],
  ["confirm", ["c"]],
  ["edit", ["e", "Enter"]],
  ["remove", ["d", "Delete"]],
  ["add", ["a"]],
  ["kind", ["1–7"]],
  ["search", ["/"]],
  ["undo", ["u", "Ctrl+Z"]],
  ["redo", ["r", "Ctrl+Y"]],
  ["export", ["s", "Ctrl+S"]],
  ["help", ["?"]],
];

const WITH_CONTROL = { z: "undo", y: "redo", s: "export" };

// The command of a key, with the kind that a number names; null for none.
export function commandOf(event) {
  if (isTyping(event) || event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    const name = key === "z" && event.shiftKey ? "redo" : WITH_CONTROL[key];
    return name ? { name } : null;
  }
  // Where a person scrolls with the arrows, they scroll.
  if (key.startsWith("Arrow") && event.target && event.target.closest && event.target.closest(".text, #drawer"))
    return null;
  // A button that has the focus is pressed by this key.
  if (key === "Enter" && event.target && ["BUTTON", "SUMMARY", "A"].includes(event.target.tagName)) return null;
  if (/^[1-9]$/.test(key))
    return Number(key) <= CORRECTABLE.length ? { name: "kind", field: CORRECTABLE[key - 1] } : null;
  const found = KEYS.find(([, keys]) => keys.includes(key.length === 1 ? key : event.key));
  return found && found[0] !== "kind" ? { name: found[0] } : null;
}
