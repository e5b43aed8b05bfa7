// The top: which notice, how much of it is checked, the filters, of which the legend is one, and what can be done.

import { button, el, plain, replaceIn } from "../pages/dom.js";
import { FIELDS } from "./fields.js";
import { EVERYTHING, dayOf } from "./filter.js";
import { THEMES, setTheme, themeKept } from "../pages/theme.js";
import { fieldName, say } from "./words.js";

const COUNTED = ["unassigned", "check", "confirmed", "changed"];

function option(value, text, chosen) {
  return el("option", { value, selected: value === chosen }, plain(text));
}

export class Bar {
  // `doing`: filter(filter), next(), undo(), redo(), exportPatch(), keys(), list(), chooseNotice(place), tab(name).
  constructor(host, doing, notices) {
    this.host = host;
    this.doing = doing;
    this.notices = notices;
    this.filter = { ...EVERYTHING };
    this.theme = el(
      "select",
      { "aria-label": say("theme") },
      THEMES.map((name) => option(name, say(`theme.${name}`), themeKept())),
    );
    this.theme.addEventListener("change", () => setTheme(this.theme.value));
    this.counts = el("div", { class: "counts", role: "group", "aria-label": say("counts") });
    this.legend = el("div", { class: "legend", role: "group", "aria-label": say("legend") });
    this.selects = el("div", { class: "selects", role: "group", "aria-label": say("filters") });
    this.search = el("input", {
      type: "search",
      placeholder: say("search"),
      "aria-label": say("search"),
      autocomplete: "off",
    });
    this.search.addEventListener("input", (event) => {
      if (!event.isComposing) this.change({ words: this.search.value });
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
      this.search.blur();
      if (event.key === "Enter") doing.next();
      event.preventDefault();
    });
    this.search.addEventListener("compositionend", () => this.change({ words: this.search.value }));
    this.undo = button(say("undo"), doing.undo);
    this.redo = button(say("redo"), doing.redo);
    this.tabs = el(
      "div",
      { class: "tabs", role: "group", "aria-label": say("panes") },
      ["text", "matrix"].map((name) => button(say(`pane.${name}`), () => this.tab(name), { data: { tab: name } })),
    );
  }

  show(place, notice) {
    this.filter = { ...EVERYTHING };
    this.search.value = "";
    this.notice = notice;
    const chooser = this.notices.length > 1 ? this.chooser(place) : null;
    replaceIn(
      this.host,
      el(
        "div",
        { class: "line" },
        chooser,
        el("h1", {}, plain(notice.title)),
        this.counts,
        this.search,
        el(
          "div",
          { class: "acts" },
          this.undo,
          this.redo,
          button(say("export"), this.doing.exportPatch, { class: "main" }),
          this.theme,
          button("?", this.doing.keys, { "aria-label": say("keys"), title: say("keys") }),
        ),
      ),
      el("div", { class: "line" }, this.legend, this.selects),
      this.tabs,
    );
    this.tab("matrix");
  }

  showList() {
    replaceIn(
      this.host,
      el(
        "div",
        { class: "line" },
        el("h1", {}, say("list.title", { count: this.notices.length })),
        el("div", { class: "acts" }, this.theme),
      ),
    );
  }

  chooser(place) {
    const select = el(
      "select",
      { "aria-label": say("chooser"), class: "chooser" },
      this.notices.map((each, at) => option(String(at), each.title, String(place))),
    );
    select.addEventListener("change", () => this.doing.chooseNotice(Number(select.value)));
    return [button(say("list"), this.doing.list), select];
  }

  tab(name) {
    for (const each of this.tabs.children) each.setAttribute("aria-pressed", String(each.dataset.tab === name));
    this.doing.tab(name);
  }

  change(some) {
    this.filter = { ...this.filter, ...some };
    this.doing.filter(this.filter);
    this.press();
  }

  // What the buttons say of the filter.
  press() {
    for (const each of this.legend.children)
      each.setAttribute("aria-pressed", String(this.filter.kinds.includes(each.dataset.kind)));
    for (const each of this.counts.querySelectorAll("button"))
      each.setAttribute("aria-pressed", String((each.dataset.state || "") === this.filter.state));
    this.clear.hidden = Object.entries(EVERYTHING).every(
      ([name, value]) => String(this.filter[name]) === String(value),
    );
  }

  draw({ rows, counts, canUndo, canRedo }) {
    this.undo.disabled = !canUndo;
    this.redo.disabled = !canRedo;
    const all = button(say("count.tasks", { count: counts.tasks }), () => this.change({ state: "" }));
    replaceIn(
      this.counts,
      all,
      COUNTED.map((state) =>
        button(
          say(`count.${state}`, { count: counts[state] }),
          () => this.change({ state: this.filter.state === state ? "" : state }),
          { data: { state } },
        ),
      ),
    );
    const sizes = new Map(FIELDS.map((field) => [field, 0]));
    for (const row of rows) for (const fact of row.facts) sizes.set(fact.field, sizes.get(fact.field) + 1);
    replaceIn(
      this.legend,
      FIELDS.filter((field) => sizes.get(field)).map((field) =>
        button(
          [el("span", { class: "swatch mark", data: { kind: field } }, fieldName(field)), ` ${sizes.get(field)}`],
          () => this.toggle(field),
          { data: { kind: field } },
        ),
      ),
    );
    this.drawSelects(rows);
    this.press();
  }

  toggle(field) {
    const { kinds } = this.filter;
    this.change({ kinds: kinds.includes(field) ? kinds.filter((kind) => kind !== field) : [...kinds, field] });
  }

  drawSelects(rows) {
    const years = new Set();
    for (const row of rows)
      for (const fact of row.facts) if (fact.field === "deadlines" && dayOf(fact)) years.add(dayOf(fact).slice(0, 4));
    const when = ["dated", "recurring", "open", "undated", "none"].map((name) => [name, say(`when.${name}`)]);
    this.clear = button(say("filter.clear"), () => {
      this.search.value = "";
      this.change({ ...EVERYTHING });
      this.drawSelects(rows);
      this.press();
    });
    replaceIn(
      this.selects,
      this.select(
        "office",
        say("filter.office"),
        this.notice.offices.map((office) => [office.name, office.name]),
      ),
      this.select("when", say("filter.when"), [...[...years].sort().map((year) => [year, year]), ...when]),
      this.select(
        "rowKind",
        say("filter.kind"),
        ["task", "safeguard", "overview"].map((name) => [name, say(`kind.${name}`)]),
      ),
      this.clear,
    );
  }

  select(name, every, options) {
    const select = el(
      "select",
      { "aria-label": every, data: { filter: name } },
      option("", every, this.filter[name]),
      options.map(([value, text]) => option(value, text, this.filter[name])),
    );
    select.addEventListener("change", () => this.change({ [name]: select.value }));
    return select;
  }
}
