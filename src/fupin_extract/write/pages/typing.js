// Whether a key is part of what somebody writes, a Chinese word that is being composed too.

const WRITES = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export function isTyping(event) {
  const { target } = event;
  // 229 is what older browsers say of a key that goes to the input method.
  if (event.isComposing || event.keyCode === 229) return true;
  return Boolean(target) && (WRITES.has(target.tagName) || target.isContentEditable === true);
}
