// The windows in which a fact or a row is corrected, and the one that shows the keys.

import { button, el, plain, replaceIn } from "../pages/dom.js";
import { CORRECTABLE, UNIT_FIELDS, isUnit } from "./fields.js";
import { KEYS } from "./keys.js";
import { nameOf, shownText } from "./matrix.js";
import { fieldName, say } from "./words.js";

function labelled(word, control) {
  return el("label", {}, el("span", {}, say(word)), control);
}

function choice(name, fields, chosen) {
  return el(
    "select",
    { name },
    fields.map((field) => el("option", { value: field, selected: field === chosen }, fieldName(field))),
  );
}

function input(name, value, type = "text", more = {}) {
  return el("input", {
    name,
    type,
    value: value === null || value === undefined ? "" : String(value),
    autocomplete: "off",
    ...more,
  });
}

// What a record can hold; a browser takes years of six figures.
const DAYS = { min: "0001-01-01", max: "9999-12-31" };
// A text that may tell a number. Of one that tells none the value must be given.
const NUMBER = /[\d\uff10-\uff19〇零一二三四五六七八九十百千万亿两半双全]/;

export class Dialogs {
  constructor() {
    this.dialog = el("dialog", {});
    this.dialog.addEventListener("close", () => this.dialog.replaceChildren());
    document.body.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  // A window with a title; what the form holds goes to `save`.
  open(title, content, save, buttons = []) {
    const heading = el("h2", { id: "dialog-title" }, plain(title));
    const form = el(
      "form",
      {},
      heading,
      content,
      el(
        "p",
        { class: "buttons" },
        save ? el("button", { type: "submit", class: "main" }, say("save")) : null,
        buttons,
        button(say(save ? "cancel" : "close"), () => this.dialog.close()),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(form));
      this.dialog.close();
      if (save) save(values);
    });
    this.dialog.setAttribute("aria-labelledby", "dialog-title");
    replaceIn(this.dialog, form);
    this.dialog.showModal();
    const first = form.querySelector("input, textarea, select, button");
    if (first) first.focus();
  }

  // A fact of a row, or a new one (`fact` without a text that it had). `save` gets {field, text, value, note}.
  fact({ row, fact, isNew, save, remove }) {
    const kinds = isNew ? CORRECTABLE : isUnit(fact.field) ? UNIT_FIELDS : [fact.field];
    const text = input("text", fact.text, "text", { required: true, pattern: ".*\\S.*" });
    const kind = choice("field", kinds, fact.field);
    const values = el("div", { class: "values" });
    const demand = () => {
      const number = values.querySelector("[name=value]");
      if (number) number.required = !NUMBER.test(text.value);
    };
    const draw = () => {
      replaceIn(values, this.valueInputs(kind.value, fact));
      demand();
    };
    kind.addEventListener("change", draw);
    text.addEventListener("input", demand);
    draw();
    const title = say(isNew ? "dialog.new" : "dialog.fact", { row: `${row.id} ${nameOf(row)}` });
    const drop = isNew
      ? null
      : button(
          say("remove"),
          () => {
            this.dialog.close();
            remove();
          },
          { class: "danger" },
        );
    const content = [
      labelled("dialog.text", text),
      labelled("dialog.kind", kind),
      values,
      labelled("dialog.note", input("note", "")),
    ];
    this.open(
      title,
      content,
      (given) =>
        save({ field: given.field, text: given.text.trim(), value: valueOf(given, fact), note: given.note.trim() }),
      drop,
    );
    text.select();
  }

  valueInputs(field, fact) {
    const value = (fact.field === field && fact.value) || {};
    if (field === "deadlines") {
      const start = input("start", value.start, "date", DAYS);
      const end = input("end", value.end || value.due, "date", DAYS);
      start.addEventListener("change", () => {
        end.min = start.value || DAYS.min;
      });
      return [labelled("dialog.start", start), labelled("dialog.end", end)];
    }
    if (field === "targets") {
      return [
        labelled("dialog.value", input("value", value.value, "number", { step: "any" })),
        labelled("dialog.unit", input("unit", value.unit)),
      ];
    }
    return [];
  }

  row({ row, previous, title, note, doing }) {
    const facts = row.facts.filter((fact) => CORRECTABLE.includes(fact.field));
    const list = el(
      "ul",
      { class: "facts" },
      facts.map((fact) =>
        el(
          "li",
          {},
          `${fieldName(fact.field)} `,
          button(
            plain(shownText(fact)),
            () => {
              this.dialog.close();
              doing.editFact(row, fact);
            },
            { class: "fact", data: { kind: fact.field } },
          ),
        ),
      ),
    );
    const act = (word, action, more = {}) =>
      button(
        say(word),
        () => {
          this.dialog.close();
          action();
        },
        more,
      );
    const content = [
      labelled("dialog.title", input("title", title)),
      labelled("dialog.note", input("note", note)),
      list,
    ];
    const buttons = [act("row.add", () => doing.addFact(row))];
    if (!row.section) {
      if (previous) buttons.push(act("row.join", () => doing.join(row, previous)));
      buttons.push(act("row.remove", () => doing.removeRow(row), { class: "danger" }));
    }
    this.open(
      say("dialog.row", { row: row.id }),
      content,
      (given) => doing.saveRow(row, given.title.trim(), given.note.trim()),
      buttons,
    );
  }

  keys() {
    const rows = KEYS.map(([name, keys]) =>
      el(
        "tr",
        {},
        el(
          "th",
          { scope: "row" },
          keys.map((key) => [el("kbd", {}, key), " "]),
        ),
        el("td", {}, say(`key.${name}`)),
      ),
    );
    const kinds = CORRECTABLE.map((field, place) =>
      el("span", {}, el("kbd", {}, String(place + 1)), ` ${fieldName(field)} `),
    );
    this.open(
      say("keys"),
      [el("table", { class: "plain" }, el("tbody", {}, rows)), el("p", { class: "legend" }, kinds)],
      null,
    );
  }
}

// The structured value of a deadline or a target, where it was given another than the fact had; else the text is read
// by the rules.
export function valueOf(given, fact) {
  const before = fact.value || {};
  if (given.start !== undefined) {
    if (given.start === (before.start || "") && given.end === (before.end || before.due || "")) return null;
    if (!given.start && !given.end) return null;
    const value = { kind: given.start ? (given.end ? "during" : "from") : "by" };
    if (given.start) value.start = given.start;
    if (given.end) value.end = given.end;
    return value;
  }
  if (given.value !== undefined && given.value !== "") {
    if (Number(given.value) === before.value && given.unit === (before.unit || "")) return null;
    const value = { role: "target", comparator: "=", ...before };
    // One number is no range.
    delete value.value_max;
    if (value.comparator === "range") value.comparator = "=";
    return { ...value, value: Number(given.value), unit: given.unit || null };
  }
  return null;
}
