// Elements, made without markup: what a text holds can only become text.

// What a reader would not see, or be deceived by: controls and the marks that turn the writing around.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/u;

// A text in a line of its own, with a sign for each character that is not seen.
export function plain(text) {
  return String(text).replace(new RegExp(UNSEEN, "gu"), "\ufffd");
}

// An element with attributes; `on` are listeners, `data` what goes into data-…; children may be texts, lists or null.
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

// A text as it stands, each character that is not seen in an element that shows its number and keeps what it would do
// to the writing to itself.
export function asWritten(text) {
  if (!UNSEEN.test(text)) return [text];
  return text
    .split(new RegExp(`(${UNSEEN.source})`, "u"))
    .filter(Boolean)
    .map((part) => (UNSEEN.test(part) && !/[\n\r\f]/.test(part) ? unseen(part) : part));
}

function unseen(character) {
  const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return el("span", { class: "unseen", data: { code: `U+${code}` } }, character);
}

export function button(text, action, properties = {}) {
  return el("button", { type: "button", ...properties, on: { click: action } }, text);
}

export function replaceIn(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
}
