// One notice on the page: its text, its matrix, what was corrected.

import { Bar } from "./bar.js";
import { Corrector } from "./correct.js";
import { load } from "./data.js";
import { Dialogs } from "./dialogs.js";
import { el, replaceIn } from "../pages/dom.js";
import { Drawer } from "./drawer.js";
import { markKey, marksOf } from "./fields.js";
import { EVERYTHING, fits, isToCheck, namesOf, searchedOf } from "./filter.js";
import { showFound } from "./found.js";
import { MatrixPane } from "./matrix.js";
import { stateOf } from "./patch.js";
import { Picker } from "./picker.js";
import { Points } from "./points.js";
import { applied } from "./rows.js";
import { TextPane } from "./text.js";
import { say } from "./words.js";

export class Review {
  // `shell`: list(), chooseNotice(place).
  constructor(shell) {
    this.main = document.getElementById("review");
    const text = el("section", { class: "pane text", tabindex: 0, "aria-label": say("pane.text") });
    const matrix = el("section", { class: "pane matrix", tabindex: 0, "aria-label": say("pane.matrix") });
    replaceIn(this.main, text, matrix);
    const editing = {
      pick: (row, fact) => this.pick(row.id, fact, "text"),
      confirm: (row) => this.corrector.confirm(row.id, this.stateOf(row.id) !== "confirmed"),
      editFact: (row, fact) => this.corrector.editFact(row, fact),
      editRow: (row) => this.corrector.editRow(row),
    };
    this.dialogs = new Dialogs();
    this.corrector = new Corrector(this);
    this.text = new TextPane(text, (...where) => this.pickPlace(...where));
    this.matrix = new MatrixPane(matrix, editing);
    this.picker = new Picker({
      add: (field) => this.corrector.addSelected(field),
      addTask: () => this.corrector.addTask(),
      split: () => this.corrector.split(),
    });
    this.drawer = new Drawer(document.getElementById("drawer"), {
      pick: (row, fact) => this.pick(row.id, fact, "both"),
      goTo: (span, task) => this.goTo(span, task),
      drop: (place) => this.corrector.drop(place),
      resized: () => this.point(true, true),
    });
    this.bar = new Bar(
      document.getElementById("bar"),
      {
        ...shell,
        filter: (filter) => this.setFilter(filter),
        next: () => this.step(1),
        undo: () => this.corrector.undo(),
        redo: () => this.corrector.redo(),
        exportPatch: () => this.corrector.exportPatch(),
        keys: () => this.dialogs.keys(),
        tab: (name) => {
          this.main.dataset.tab = name;
        },
      },
      load().notices,
    );
  }

  show(place) {
    this.notice = load(place);
    this.points = new Points(this.notice.text);
    this.corrector.begin(this.notice);
    this.filter = { ...EVERYTHING };
    this.current = null;
    this.fact = null;
    this.searched = new Map();
    this.text.show(this.notice, this.points);
    this.matrix.show();
    this.bar.show(place, this.notice);
    this.refresh();
  }

  stateOf(id) {
    return this.states.get(id);
  }

  rowOf(id) {
    return this.rows.find((row) => row.id === id) || null;
  }

  // Everything anew from what was corrected; each part draws only what differs.
  refresh() {
    const { corrections, history } = this.corrector;
    const { rows, refused } = applied(this.notice.rows, corrections.operations);
    this.rows = rows;
    this.states = new Map(rows.map((row) => [row.id, stateOf(corrections, row.id, row.changed)]));
    this.text.draw(marksOf(rows, this.notice.loose), rows);
    this.matrix.draw(rows, this.states);
    this.bar.draw({
      rows,
      counts: this.counts(),
      canUndo: history.place > 0,
      canRedo: history.place + 1 < history.states.length,
    });
    this.drawer.show(this.notice, rows, corrections, refused);
    this.applyFilter();
    if (this.current && !this.rowOf(this.current)) this.current = null;
    this.point(false, false);
  }

  counts() {
    const tasks = this.rows.filter((row) => !row.section && row.kind !== "overview");
    const count = (test) => tasks.filter(test).length;
    return {
      tasks: tasks.length,
      unassigned: count((row) => row.unassigned),
      check: count((row) => isToCheck(row, this.stateOf(row.id))),
      confirmed: count((row) => this.stateOf(row.id) === "confirmed"),
      changed: count((row) => this.stateOf(row.id) === "changed"),
    };
  }

  // Which rows are shown

  setFilter(filter) {
    this.filter = filter;
    this.applyFilter();
    const count = this.rows.filter((row) => this.shown.has(row.id) && !row.section).length;
    this.say(say("said.shown", { count }));
  }

  applyFilter() {
    const names = namesOf(this.notice.offices, this.filter.office);
    const fit = (row) =>
      fits(row, this.filter, {
        names,
        searched: this.filter.words ? this.searchedIn(row) : "",
        state: this.stateOf(row.id),
      });
    this.shown = new Set(this.rows.filter(fit).map((row) => row.id));
    this.matrix.filter(this.shown);
    this.text.colour(this.filter.kinds);
    // Who types goes on typing meanwhile.
    clearTimeout(this.finding);
    this.finding = setTimeout(
      () =>
        showFound(
          this.filter.words,
          this.text.parts.map((part) => part.element),
        ),
      120,
    );
  }

  searchedIn(row) {
    if (!this.searched.has(row)) this.searched.set(row, searchedOf(row, this.points));
    return this.searched.get(row);
  }

  // Which row is at hand

  pick(id, fact, scroll) {
    this.current = id;
    this.fact = fact;
    this.point(scroll !== "matrix", scroll !== "text");
  }

  point(inText, inMatrix) {
    const row = this.current && this.rowOf(this.current);
    if (row && this.fact && !row.facts.includes(this.fact)) this.fact = null;
    this.text.point(row, this.fact && this.fact.span ? markKey(this.fact) : null, inText);
    this.matrix.point(this.current, this.fact, inMatrix);
  }

  // A click on the text: the row that has the mark, the one that is at hand if it has it; else the row of the place.
  pickPlace(key, place, line) {
    const having = key ? this.rows.filter((row) => row.facts.some((fact) => fact.span && markKey(fact) === key)) : [];
    const row =
      having.find((each) => each.id === this.current) ||
      having.find((each) => this.shown.has(each.id)) ||
      having[0] ||
      this.rowAt(place) ||
      this.rowAt(line);
    if (!row) return;
    this.pick(row.id, key ? row.facts.find((fact) => fact.span && markKey(fact) === key) || null : null, "matrix");
    this.matrix.point(this.current, this.fact, true);
  }

  // The innermost row in which a place is.
  rowAt(place) {
    const around = this.rows.filter((row) => row.span[0] <= place && place < row.span[1]);
    return around.sort((a, b) => a.span[1] - a.span[0] - (b.span[1] - b.span[0]))[0] || null;
  }

  goTo(span, task) {
    if (task && this.rowOf(task)) this.pick(task, null, "both");
    else this.text.point({ span }, null, true);
  }

  step(by, wanted = () => true) {
    const rows = this.rows.filter((row) => this.shown.has(row.id) && !row.section);
    if (!rows.length) return false;
    const at = rows.findIndex((row) => row.id === this.current);
    for (let tried = 1; tried <= rows.length; tried += 1) {
      const place = at < 0 ? (by > 0 ? tried - 1 : rows.length - tried) : at + by * tried;
      const row = rows[((place % rows.length) + rows.length) % rows.length];
      if (wanted(row)) {
        this.pick(row.id, null, "both");
        return true;
      }
    }
    return false;
  }

  // First those of which something is known to be wanting, then any that nobody has looked at.
  nextToCheck() {
    const found =
      this.step(1, (row) => isToCheck(row, this.stateOf(row.id))) ||
      this.step(1, (row) => this.stateOf(row.id) === "untouched");
    if (!found) this.say(say("said.all"));
  }

  say(text) {
    const said = document.getElementById("said");
    said.textContent = text;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => said.replaceChildren(), 6000);
  }
}
