// Below: deadlines by time, offices by tasks, what is to be checked, what was corrected.

import { button, el, plain, replaceIn } from "../pages/dom.js";
import { UNIT_FIELDS } from "./fields.js";
import { heat } from "./heat.js";
import { nameOf } from "./matrix.js";
import { timeline } from "./timeline.js";
import { fieldName, say } from "./words.js";

const TABS = ["timeline", "heat", "diagnostics", "corrections"];
// More cells than these are drawn when they are asked for.
const CELLS_AT_ONCE = 12000;

export class Drawer {
  // `doing`: pick(row, fact), goTo(span, task), drop(place of an operation), resized().
  constructor(host, doing) {
    this.host = host;
    this.doing = doing;
    this.open = "";
    this.tabs = TABS.map((name) =>
      button("", () => this.choose(name), {
        role: "tab",
        id: `tab-${name}`,
        "aria-controls": `panel-${name}`,
        data: { tab: name },
      }),
    );
    this.panels = TABS.map((name) =>
      el("div", {
        role: "tabpanel",
        id: `panel-${name}`,
        "aria-labelledby": `tab-${name}`,
        tabindex: 0,
        hidden: true,
      }),
    );
    const list = el("div", { role: "tablist", "aria-label": say("drawer") }, this.tabs);
    list.addEventListener("keydown", (event) => this.arrow(event));
    replaceIn(host, list, this.panels);
  }

  arrow(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const place = (this.tabs.indexOf(document.activeElement) + step + TABS.length) % TABS.length;
    this.tabs[place].focus();
    event.preventDefault();
  }

  // Open a tab, or close it where it is open.
  choose(name) {
    this.open = this.open === name ? "" : name;
    this.draw();
    this.doing.resized();
  }

  show(notice, rows, corrections, refused) {
    Object.assign(this, { notice, rows, corrections, refused, everyOffice: false });
    this.draw();
  }

  draw() {
    const counts = { diagnostics: this.notice.diagnostics.length, corrections: this.corrections.operations.length };
    TABS.forEach((name, place) => {
      const open = name === this.open;
      const count = counts[name];
      this.tabs[place].textContent = say(`drawer.${name}`) + (count === undefined ? "" : ` ${count}`);
      this.tabs[place].setAttribute("aria-selected", String(open));
      this.tabs[place].tabIndex = open || (!this.open && place === 0) ? 0 : -1;
      this.panels[place].hidden = !open;
      // What is to be checked is printed too, so it is always there.
      if (open || name === "diagnostics") replaceIn(this.panels[place], this.panelOf(name));
      else this.panels[place].replaceChildren();
    });
    this.host.classList.toggle("open", Boolean(this.open));
  }

  panelOf(name) {
    switch (name) {
      case "timeline":
        return this.timelinePanel();
      case "heat":
        return this.heatPanel();
      case "diagnostics":
        return this.diagnosticsPanel();
      default:
        return this.correctionsPanel();
    }
  }

  timelinePanel() {
    const tasks = this.rows.filter((row) => row.kind !== "overview");
    const groups = timeline(tasks);
    if (!groups.length) return el("p", {}, say("timeline.nothing"));
    return el(
      "ol",
      { class: "timeline" },
      groups.map((group) =>
        el(
          "li",
          {},
          el(
            "h2",
            {},
            group.sort === "dated" ? group.name : say(`when.${group.sort}`),
            " ",
            el("small", {}, say("items", { count: group.items.length })),
          ),
          el(
            "ul",
            {},
            group.items.map(({ row, fact, day }) =>
              el(
                "li",
                {},
                button(
                  [
                    el("b", {}, plain(fact.text)),
                    ` ${day || fact.often || ""} `,
                    el("span", {}, plain(`${row.id} ${nameOf(row)}`)),
                  ],
                  () => this.doing.pick(row, fact),
                  { class: "line" },
                ),
              ),
            ),
          ),
        ),
      ),
    );
  }

  heatPanel() {
    const tasks = this.rows.filter((row) => !row.section && row.kind !== "overview");
    const offices = heat(tasks, this.notice.offices);
    if (!offices.length) return el("p", {}, say("heat.nothing"));
    const most = this.everyOffice ? offices.length : Math.max(5, Math.floor(CELLS_AT_ONCE / tasks.length));
    const heads = tasks.map((row) =>
      el(
        "th",
        { scope: "col", title: plain(nameOf(row)) },
        button(row.id, () => this.doing.pick(row, null)),
      ),
    );
    const table = el(
      "table",
      { class: "heat" },
      el("caption", { class: "away" }, say("drawer.heat")),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, say("head.office")),
          el("th", { scope: "col" }, say("head.count")),
          heads,
        ),
      ),
      el(
        "tbody",
        {},
        offices.slice(0, most).map((office) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, plain(office.name)),
            el("td", { class: "number" }, String(office.cells.size)),
            tasks.map((row) => this.cell(office.cells.get(row.id))),
          ),
        ),
      ),
    );
    const legend = el(
      "p",
      { class: "legend" },
      UNIT_FIELDS.map((field) => [
        el("span", { class: "cell", data: { kind: field } }, say(`short.${field}`)),
        ` ${fieldName(field)} `,
      ]),
    );
    const rest = offices.length - most;
    const more =
      rest > 0
        ? button(say("heat.more", { count: rest }), () => {
            this.everyOffice = true;
            this.draw();
          })
        : null;
    return [legend, el("div", { class: "wide" }, table), more];
  }

  cell(field) {
    return field ? el("td", { data: { kind: field } }, say(`short.${field}`)) : el("td", {});
  }

  diagnosticsPanel() {
    const { diagnostics } = this.notice;
    if (!diagnostics.length) return el("p", {}, say("diagnostics.nothing"));
    return el(
      "table",
      { class: "plain" },
      el("caption", {}, say("drawer.diagnostics")),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ["severity", "message", "task"].map((name) => el("th", { scope: "col" }, say(`head.${name}`))),
        ),
      ),
      el(
        "tbody",
        {},
        diagnostics.map((each) =>
          el(
            "tr",
            { class: each.severity },
            el("td", {}, each.name),
            el("td", {}, plain(each.message)),
            el(
              "td",
              {},
              each.span
                ? button(each.task || say("diagnostics.place"), () => this.doing.goTo(each.span, each.task))
                : "",
            ),
          ),
        ),
      ),
    );
  }

  correctionsPanel() {
    const { operations } = this.corrections;
    if (!operations.length) return el("p", {}, say("corrections.nothing"));
    const bad = new Map(this.refused.map((each) => [each.place, each.reason]));
    return el(
      "ol",
      { class: "corrections" },
      operations.map((operation, place) =>
        el(
          "li",
          { class: bad.has(place) ? "refused" : "" },
          plain(told(operation)),
          bad.has(place) ? el("b", {}, ` ${say(bad.get(place))}`) : null,
          " ",
          button(say("corrections.drop"), () => this.doing.drop(place), {
            "aria-label": say("corrections.drop.of", { what: told(operation) }),
          }),
        ),
      ),
    );
  }
}

// An operation as a line that people read.
export function told(operation) {
  const { task, was, now, note } = operation;
  const values = { task, at: operation.at, into: operation.into, title: operation.title };
  const line = (() => {
    switch (operation.op) {
      case "set": {
        const field = fieldName(operation.field);
        if (was === null) return say("told.added", { ...values, field, now });
        return now === null
          ? say("told.removed", { ...values, field, was })
          : say("told.set", { ...values, field, was, now });
      }
      case "role":
        return say("told.role", { ...values, unit: operation.unit, was: fieldName(was), now: fieldName(now) });
      default:
        return say(`told.${operation.op}`, values);
    }
  })();
  return note ? say("told.noted", { line, note }) : line;
}
