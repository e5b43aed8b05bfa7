// One notice on the page: its text, its matrix, what was corrected.

import { Bar } from "./bar.js";
import { load } from "./data.js";
import { Dialogs } from "./dialogs.js";
import { el, replaceIn } from "./dom.js";
import { Drawer, told } from "./drawer.js";
import { markKey, marksOf } from "./fields.js";
import { EVERYTHING, fits, isToCheck, namesOf, searchedOf } from "./filter.js";
import { showFound } from "./found.js";
import { keep, kept } from "./keep.js";
import { MatrixPane } from "./matrix.js";
import { NOTHING, addTaskOperation, joinOperation, patchName, patchText, removeTaskOperation, roleOperation, setOperation, splitOperation, stateOf, withConfirmed, withNote, withOperation } from "./patch.js";
import { Picker } from "./picker.js";
import { Points } from "./points.js";
import { applied } from "./rows.js";
import { TextPane } from "./text.js";
import { History } from "./undo.js";
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
      confirm: (row) => this.confirm(row.id, this.stateOf(row.id) !== "confirmed"),
      editFact: (row, fact) => this.editFact(row, fact),
      editRow: (row) => this.editRow(row),
    };
    this.dialogs = new Dialogs();
    this.text = new TextPane(text, (...where) => this.pickPlace(...where));
    this.matrix = new MatrixPane(matrix, editing);
    this.picker = new Picker({ add: (field) => this.addSelected(field), addTask: () => this.addTask(), split: () => this.split() });
    this.drawer = new Drawer(document.getElementById("drawer"), {
      pick: (row, fact) => this.pick(row.id, fact, "both"),
      goTo: (span, task) => this.goTo(span, task),
      drop: (place) => this.drop(place),
      resized: () => this.point(true, true),
    });
    this.bar = new Bar(document.getElementById("bar"), {
      ...shell,
      filter: (filter) => this.setFilter(filter),
      next: () => this.step(1),
      undo: () => this.undo(),
      redo: () => this.redo(),
      exportPatch: () => this.exportPatch(),
      keys: () => this.dialogs.keys(),
      tab: (name) => { this.main.dataset.tab = name; },
    }, load().notices);
    document.addEventListener("selectionchange", () => this.selectionChanged());
  }

  show(place) {
    this.notice = load(place);
    this.points = new Points(this.notice.text);
    this.history = new History({ ...NOTHING, ...(kept(this.notice.kept_as) || this.notice.begun) });
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
    const corrections = this.history.now;
    const { rows, refused } = applied(this.notice.rows, corrections.operations);
    this.rows = rows;
    this.states = new Map(rows.map((row) => [row.id, stateOf(corrections, row.id, row.changed)]));
    this.text.draw(marksOf(rows, this.notice.loose), rows);
    this.matrix.draw(rows, this.states);
    this.bar.draw({ rows, counts: this.counts(), canUndo: this.history.place > 0, canRedo: this.history.place + 1 < this.history.states.length });
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
    const fit = (row) => fits(row, this.filter, { names, searched: this.filter.words ? this.searchedIn(row) : "", state: this.stateOf(row.id) });
    this.shown = new Set(this.rows.filter(fit).map((row) => row.id));
    this.matrix.filter(this.shown);
    this.text.colour(this.filter.kinds);
    // Who types goes on typing meanwhile.
    clearTimeout(this.finding);
    this.finding = setTimeout(() => showFound(this.filter.words, this.text.parts.map((part) => part.element)), 120);
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
    const row = having.find((each) => each.id === this.current) || having.find((each) => this.shown.has(each.id)) || having[0] || this.rowAt(place) || this.rowAt(line);
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
    const found = this.step(1, (row) => isToCheck(row, this.stateOf(row.id)))
      || this.step(1, (row) => this.stateOf(row.id) === "untouched");
    if (!found) this.say(say("said.all"));
  }

  // What is corrected

  go(corrections, what) {
    this.history.go(corrections);
    this.changed(what);
  }

  changed(what) {
    if (!keep(this.notice.kept_as, this.history.now)) what = `${what} ${say("said.not_kept")}`;
    this.refresh();
    this.say(what);
  }

  // The text at its place is how an operation finds it in another version of the file.
  do(given) {
    const start = given.at !== undefined ? given.at : (given.place || given.span)[0];
    const operation = { ...given, near: this.points.slice(start, Math.min(start + 20, this.points.length)) };
    const { refused } = applied(this.rows, [operation]);
    if (refused.length) {
      this.say(say(refused[0].reason));
      return;
    }
    this.go(withOperation(this.history.now, operation), told(operation));
  }

  undo() {
    if (this.history.undo()) this.changed(say("said.undone"));
  }

  redo() {
    if (this.history.redo()) this.changed(say("said.redone"));
  }

  drop(place) {
    const operations = this.history.now.operations.filter((_, each) => each !== place);
    this.go({ ...this.history.now, operations }, say("said.dropped"));
  }

  confirm(id, yes) {
    const row = this.rowOf(id);
    if (!row || row.section) return;
    this.go(withConfirmed(this.history.now, id, yes), say(yes ? "said.confirmed" : "said.unconfirmed", { row: id }));
  }

  confirmAndGo() {
    if (!this.current) {
      this.nextToCheck();
      return;
    }
    this.confirm(this.current, true);
    this.step(1, (row) => this.stateOf(row.id) !== "confirmed");
  }

  editFact(row, fact) {
    if (["citations", "duties"].includes(fact.field)) return;
    this.pick(row.id, fact, "text");
    this.dialogs.fact({ row, fact, isNew: false, save: (given) => this.saveFact(row, fact, given), remove: () => this.removeFact(row, fact) });
  }

  saveFact(row, fact, { field, text, value, note }) {
    if (text !== fact.text || value) this.do(setOperation(row, fact.field, { fact, now: text, place: fact.span, value, note }));
    if (field === fact.field) return;
    const now = this.rowOf(row.id);
    const moved = now.facts.find((each) => each.field === fact.field && each.text === text && String(each.span) === String(fact.span));
    if (moved) this.do(roleOperation(now, moved, field, note));
  }

  removeFact(row, fact) {
    this.do(setOperation(row, fact.field, { fact, now: null, place: fact.span }));
  }

  removeCurrent() {
    const row = this.current && this.rowOf(this.current);
    if (row && this.fact && !["citations", "duties"].includes(this.fact.field)) this.removeFact(row, this.fact);
    else this.say(say("said.choose_fact"));
  }

  addFact(row, field, place) {
    const text = place ? this.points.slice(...place).replace(/\s*[\r\n\f\v\u0085\u2028\u2029]\s*/g, "") : "";
    const save = (given) => this.do(setOperation(row, given.field, { now: given.text, place: place || null, value: given.value, note: given.note }));
    this.dialogs.fact({ row, fact: { field: field || "responsible_units", text, span: place }, isNew: true, save });
  }

  editRow(row) {
    const place = this.rows.findIndex((each) => each.id === row.id);
    const previous = this.rows.slice(0, place).reverse().find((each) => !each.section) || null;
    this.dialogs.row({ row, previous, title: row.title, note: this.history.now.notes[row.id] || "", doing: {
      editFact: (of, fact) => this.editFact(of, fact),
      addFact: (to) => this.addFact(to),
      join: (from, into) => { this.current = into.id; this.do(joinOperation(from, into)); },
      removeRow: (of) => this.do(removeTaskOperation(of)),
      saveRow: (of, title, note) => this.saveRow(of, title, note),
    } });
  }

  saveRow(row, title, note) {
    if (note !== (this.history.now.notes[row.id] || "")) this.go(withNote(this.history.now, row.id, note), say("said.noted"));
    if (title !== row.title) this.do(setOperation(row, "title", { now: title || null, place: null }));
  }

  // What is made of selected text

  selectionChanged() {
    const place = this.main.hidden || this.dialogs.isOpen ? null : this.text.selected();
    if (place) this.picker.showAt(document.getSelection().getRangeAt(0).getBoundingClientRect());
    else this.picker.hide();
  }

  // The row that a selection belongs to: the one around it, else the one at hand.
  rowFor(place) {
    const around = this.rowAt(place[0]);
    const current = this.current && this.rowOf(this.current);
    return current && around && current.span[0] <= place[0] && place[1] <= current.span[1] ? current : around || current;
  }

  addSelected(field) {
    const place = this.text.selected();
    const row = place && this.rowFor(place);
    if (!row) {
      this.say(say(place ? "said.choose_row" : "said.select"));
      return;
    }
    this.pick(row.id, null, "matrix");
    this.addFact(row, field, place);
    this.picker.hide();
  }

  addTask() {
    const place = this.text.selected();
    if (!place) return;
    const title = [...this.points.slice(...place).split(/[\r\n。]/)[0]].slice(0, 30).join("");
    this.picker.hide();
    this.do(addTaskOperation(place, title));
  }

  split() {
    const place = this.text.selected();
    const row = place && this.rowAt(place[0]);
    this.picker.hide();
    if (!row || row.section || place[0] <= row.span[0]) this.say(say("said.no_split"));
    else this.do(splitOperation(row, place[0]));
  }

  // What goes out

  exportPatch() {
    const blob = new Blob([patchText(this.notice, this.history.now)], { type: "application/yaml;charset=utf-8" });
    const link = el("a", { href: URL.createObjectURL(blob), download: patchName(this.notice.source.path) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.say(say("said.exported", { name: link.download }));
  }

  say(text) {
    document.getElementById("said").textContent = text;
  }
}
