// The matrix as a table: a row a task, a section before its rows, what stands over them as headings.
//
// Its rows are laid out each by itself, so that a browser draws only those that are seen: of a thousand rows a table that
// is laid out as one takes a second. What such a layout would hide of the table from a screen reader, the roles tell.

import { el, plain, replaceIn } from "../pages/dom.js";
import { FIELDS } from "./fields.js";
import { fieldName, say } from "./words.js";

// A matrix has these whether anything stands in them or not.
const ALWAYS = ["lead_units", "responsible_units", "deadlines"];
// Shares of the width: of the task, and the least and the most of another column.
const TASK_SHARE = 23;
const [LEAST, MOST] = [7, 32];

// How wide the columns are, in shares: the more stands in the cells of one that are not empty, and the more of them there
// are, the wider it is.
export function shares(rows, fields) {
  return fields.map((field) => {
    const sizes = rows
      .map((row) => row.facts.filter((f) => f.field === field).reduce((sum, f) => sum + shownText(f).length + 2, 0))
      .filter(Boolean)
      .sort((a, b) => a - b);
    const usual = sizes[Math.floor(sizes.length * 0.7)] || 0;
    const filled = 0.4 + (0.6 * sizes.length) / Math.max(rows.length, 1);
    return Math.min(MOST, LEAST + (usual * filled) / 1.7);
  });
}

export function nameOf(row) {
  return row.title || row.glimpse || "";
}

export function shownText(fact) {
  return fact.shown || fact.text;
}

export class MatrixPane {
  // `doing` are what a click does: pick(row, fact), confirm(row), editFact(row, fact), editRow(row).
  constructor(host, doing) {
    this.host = host;
    this.doing = doing;
    this.host.addEventListener("click", (event) => this.clicked(event));
    this.host.addEventListener("dblclick", (event) => {
      const fact = this.factAt(event.target);
      if (fact) this.doing.editFact(...fact);
    });
  }

  show() {
    this.drawn = new Map();
    this.body = null;
    this.fields = [];
    this.host.replaceChildren();
  }

  factAt(target) {
    const element = target.closest("[data-fact]");
    const row = this.rowAt(target);
    return element && row ? [row, row.facts[Number(element.dataset.fact)]] : null;
  }

  rowAt(target) {
    const element = target.closest("tr[data-row]");
    return element ? this.rows.find((row) => row.id === element.dataset.row) : null;
  }

  clicked(event) {
    const row = this.rowAt(event.target);
    if (!row) return;
    const fact = this.factAt(event.target);
    if (event.target.closest("[data-do=confirm]")) this.doing.confirm(row);
    else if (event.target.closest("[data-do=edit]")) this.doing.editRow(row);
    else this.doing.pick(row, fact ? fact[1] : null);
  }

  // Draw the rows, each with its state (`untouched`, `confirmed`, `changed`); what is drawn alike already stays.
  draw(rows, states) {
    const fields = FIELDS.filter(
      (field) =>
        field !== "citations" &&
        (ALWAYS.includes(field) || rows.some((row) => row.facts.some((fact) => fact.field === field))),
    );
    if (!this.body || fields.join() !== this.fields.join()) this.table(fields, rows);
    const drawn = new Map();
    const elements = [];
    let path = "";
    for (const row of rows) {
      const here = JSON.stringify(row.path);
      if (here !== path && row.path.length && !row.section)
        elements.push(this.reused(drawn, `path ${here} ${row.id}`, () => this.heading(row.path)));
      // A section stands over its rows itself.
      path = row.section ? JSON.stringify([...row.path, row.title]) : here;
      const state = states.get(row.id);
      elements.push(this.reused(drawn, `${state} ${JSON.stringify(row)}`, () => this.row(row, state)));
    }
    this.drawn = drawn;
    this.rows = rows;
    const now = this.body.children;
    if (now.length !== elements.length || elements.some((element, place) => now[place] !== element)) {
      this.body.replaceChildren(...elements);
    }
    this.elements = new Map(elements.filter((e) => e.dataset.row !== undefined).map((e) => [e.dataset.row, e]));
  }

  reused(drawn, key, make) {
    const element = this.drawn.get(key) || make();
    drawn.set(key, element);
    return element;
  }

  table(fields, rows) {
    this.fields = fields;
    const widths = [TASK_SHARE, ...shares(rows, fields)];
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const parts = widths.map((width) => ((width / whole) * 100).toFixed(1));
    this.drawn = new Map();
    this.body = el("tbody", { role: "rowgroup" });
    const head = (text, kind) => el("th", { scope: "col", role: "columnheader", class: kind }, text);
    const table = el(
      "table",
      { role: "table", "aria-label": say("matrix") },
      el(
        "thead",
        { role: "rowgroup" },
        el(
          "tr",
          { role: "row" },
          head(say("head.check"), "check"),
          head(say("head.id"), "id"),
          head(say("head.task"), "task"),
          fields.map((field) => head(fieldName(field), field)),
        ),
      ),
      this.body,
    );
    table.style.setProperty("--columns", `3.4em 4.6em ${parts.map((part) => `minmax(5.4em, ${part}fr)`).join(" ")}`);
    // On paper it is laid out as one table.
    [...table.querySelectorAll("th")]
      .slice(2)
      .forEach((each, place) => each.style.setProperty("--width", `${parts[place]}%`));
    replaceIn(this.host, table, el("p", { class: "nothing", hidden: true }, say("matrix.nothing")));
  }

  heading(path) {
    const text = path.filter(Boolean).map(plain).join(" / ");
    return el(
      "tr",
      { class: "path", role: "row" },
      el("th", { scope: "rowgroup", role: "rowheader", colspan: this.fields.length + 3 }, text),
    );
  }

  row(row, state) {
    const named = `${row.id} ${nameOf(row)}`;
    const tick = row.section
      ? null
      : el(
          "button",
          {
            type: "button",
            class: "tick",
            "aria-pressed": state === "confirmed" ? "true" : "false",
            "aria-label": say("row.confirm", { row: named }),
            title: say(`state.${state}`),
            data: { do: "confirm" },
          },
          state === "changed" ? "✎" : "✓",
        );
    const badges = [
      row.unassigned ? el("span", { class: "badge bad" }, say("unassigned")) : null,
      row.checks.length ? el("span", { class: "badge warn", title: row.checks.join("\n") }, say("check")) : null,
    ];
    const edit = el(
      "button",
      {
        type: "button",
        class: "pencil",
        "aria-label": say("row.edit", { row: named }),
        title: say("row.edit", { row: row.id }),
        tabindex: -1,
        data: { do: "edit" },
      },
      "✎",
    );
    const cells = this.fields.map((field) =>
      el(
        "td",
        { role: "cell", data: { name: fieldName(field) } },
        row.facts.map((fact, place) => (fact.field === field ? this.fact(fact, place) : null)),
      ),
    );
    return el(
      "tr",
      { role: "row", class: `${row.section ? "section " : ""}${state}`, data: { row: row.id } },
      el("td", { role: "cell", class: "check" }, tick),
      el(
        "th",
        { scope: "row", role: "rowheader", class: "id" },
        el("button", { type: "button", class: "goto", tabindex: -1 }, row.id),
      ),
      el("td", { role: "cell", class: "task" }, plain(nameOf(row)), badges, edit),
      cells,
    );
  }

  fact(fact, place) {
    const classes = ["fact", fact.inherited ? "hollow" : "", fact.corrected ? "corrected" : ""];
    const told = [fieldName(fact.field), fact.written, fact.often, fact.inherited ? say("inherited") : ""];
    return el(
      "button",
      {
        type: "button",
        class: classes.filter(Boolean).join(" "),
        tabindex: -1,
        title: told.filter(Boolean).map(plain).join(" · "),
        data: { fact: place, kind: fact.field },
      },
      plain(shownText(fact)),
    );
  }

  // Only the rows that are named are shown, and the headings that have some of them.
  filter(shown) {
    let heading = null;
    let any = false;
    for (const element of this.body.children) {
      const id = element.dataset.row;
      if (id === undefined) {
        if (heading) heading.hidden = true;
        heading = element;
      } else {
        const hidden = !shown.has(id);
        if (element.hidden !== hidden) element.hidden = hidden;
        any = any || !hidden;
        if (heading && !hidden) {
          if (heading.hidden) heading.hidden = false;
          heading = null;
        }
      }
    }
    if (heading) heading.hidden = true;
    this.host.querySelector(".nothing").hidden = any;
  }

  point(id, fact, scroll) {
    for (const old of this.host.querySelectorAll(".current")) {
      old.classList.remove("current");
      old.removeAttribute("aria-current");
    }
    for (const old of this.host.querySelectorAll("tr [tabindex='0']")) old.tabIndex = -1;
    const element = this.elements.get(id);
    if (!element) return;
    element.classList.add("current");
    element.setAttribute("aria-current", "true");
    // Of all the buttons of the table, those of the row at hand are on the way of the tabulator.
    for (const each of element.querySelectorAll("[tabindex]")) each.tabIndex = 0;
    const row = this.rows.find((each) => each.id === id);
    const place = fact ? row.facts.indexOf(fact) : -1;
    const chosen = place >= 0 ? element.querySelector(`[data-fact="${place}"]`) : null;
    if (chosen) chosen.classList.add("current");
    if (scroll) element.scrollIntoView({ block: "nearest" });
  }
}
