// What a person does to a notice: corrects a fact or a row, makes one of selected text, says that a row is right.

import { el } from "../pages/dom.js";
import { told } from "./drawer.js";
import { CORRECTABLE } from "./fields.js";
import { keep, kept } from "../pages/keep.js";
import { addTaskOperation, joinOperation, removeTaskOperation, roleOperation } from "./patch.js";
import { setOperation, splitOperation } from "./patch.js";
import { NOTHING, patchName, patchText, withConfirmed, withNote, withOperation } from "./patch.js";
import { applied, withoutOperation } from "./rows.js";
import { History } from "./undo.js";
import { say } from "./words.js";

export class Corrector {
  constructor(review) {
    this.review = review;
    // Whether something would be lost with the page.
    this.lost = false;
    window.addEventListener("beforeunload", (event) => {
      if (this.lost) event.preventDefault();
    });
    document.addEventListener("selectionchange", () => this.selectionChanged());
  }

  // Go on from what the browser has kept of this notice, else from what the page came with.
  begin(notice) {
    this.history = new History({ ...NOTHING, ...(kept(notice.kept_as) || notice.begun) });
  }

  get corrections() {
    return this.history.now;
  }

  go(corrections, what) {
    this.history.go(corrections);
    this.changed(what);
  }

  changed(what) {
    this.lost = !keep(this.review.notice.kept_as, this.history.now);
    if (this.lost) what = `${what} ${say("said.not_kept")}`;
    this.review.refresh();
    this.review.say(what);
  }

  // The text at its place is how an operation finds it in another version of the file.
  do(given) {
    const start = given.at !== undefined ? given.at : (given.place || given.span)[0];
    const operation = {
      ...given,
      near: this.review.points.slice(start, Math.min(start + 20, this.review.points.length)),
    };
    const { refused } = applied(this.review.rows, [operation]);
    if (refused.length) {
      this.review.say(say(refused[0].reason));
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
    const { operations } = this.history.now;
    const left = withoutOperation(this.review.notice.rows, operations, place);
    const more = operations.length - left.length - 1;
    const what = more ? say("said.dropped.more", { count: more }) : say("said.dropped");
    this.go({ ...this.history.now, operations: left }, what);
  }

  confirm(id, yes) {
    const row = this.review.rowOf(id);
    if (!row || row.section) return;
    this.go(withConfirmed(this.history.now, id, yes), say(yes ? "said.confirmed" : "said.unconfirmed", { row: id }));
  }

  confirmAndGo() {
    if (!this.review.current) {
      this.review.nextToCheck();
      return;
    }
    this.confirm(this.review.current, true);
    this.review.step(1, (row) => this.review.stateOf(row.id) !== "confirmed");
  }

  editFact(row, fact) {
    if (!CORRECTABLE.includes(fact.field)) return;
    this.review.pick(row.id, fact, "text");
    this.review.dialogs.fact({
      row,
      fact,
      isNew: false,
      save: (given) => this.saveFact(row, fact, given),
      remove: () => this.removeFact(row, fact),
    });
  }

  saveFact(row, fact, { field, text, value, note }) {
    if (text !== fact.text || value)
      this.do(setOperation(row, fact.field, { fact, now: text, place: fact.span, value, note }));
    if (field === fact.field) return;
    const now = this.review.rowOf(row.id);
    const moved = now.facts.find(
      (each) => each.field === fact.field && each.text === text && String(each.span) === String(fact.span),
    );
    if (moved) this.do(roleOperation(now, moved, field, note));
  }

  removeFact(row, fact) {
    this.do(setOperation(row, fact.field, { fact, now: null, place: fact.span }));
  }

  removeCurrent() {
    const row = this.review.current && this.review.rowOf(this.review.current);
    if (row && this.review.fact && CORRECTABLE.includes(this.review.fact.field)) this.removeFact(row, this.review.fact);
    else this.review.say(say("said.choose_fact"));
  }

  addFact(row, field, place) {
    const text = place ? this.review.points.slice(...place).replace(/\s*[\r\n\f\v\u0085\u2028\u2029]\s*/g, "") : "";
    const save = (given) =>
      this.do(
        setOperation(row, given.field, { now: given.text, place: place || null, value: given.value, note: given.note }),
      );
    this.review.dialogs.fact({
      row,
      fact: { field: field || "responsible_units", text, span: place },
      isNew: true,
      save,
    });
  }

  editRow(row) {
    const place = this.review.rows.findIndex((each) => each.id === row.id);
    const previous =
      this.review.rows
        .slice(0, place)
        .reverse()
        .find((each) => !each.section) || null;
    this.review.dialogs.row({
      row,
      previous,
      title: row.title,
      note: this.history.now.notes[row.id] || "",
      doing: {
        editFact: (of, fact) => this.editFact(of, fact),
        addFact: (to) => this.addFact(to),
        join: (from, into) => {
          this.review.current = into.id;
          this.do(joinOperation(from, into));
        },
        removeRow: (of) => this.do(removeTaskOperation(of)),
        saveRow: (of, title, note) => this.saveRow(of, title, note),
      },
    });
  }

  saveRow(row, title, note) {
    if (note !== (this.history.now.notes[row.id] || ""))
      this.go(withNote(this.history.now, row.id, note), say("said.noted"));
    if (title !== row.title) this.do(setOperation(row, "title", { now: title || null, place: null }));
  }

  // What is made of selected text

  selectionChanged() {
    const place = this.review.main.hidden || this.review.dialogs.isOpen ? null : this.review.text.selected();
    if (place) this.review.picker.showAt(document.getSelection().getRangeAt(0).getBoundingClientRect());
    else this.review.picker.hide();
  }

  // The row that a selection belongs to: the one around it, else the one at hand.
  rowFor(place) {
    const around = this.review.rowAt(place[0]);
    const current = this.review.current && this.review.rowOf(this.review.current);
    return current && around && current.span[0] <= place[0] && place[1] <= current.span[1]
      ? current
      : around || current;
  }

  addSelected(field) {
    const place = this.review.text.selected();
    const row = place && this.rowFor(place);
    if (!row) {
      this.review.say(say(place ? "said.choose_row" : "said.select"));
      return;
    }
    this.review.pick(row.id, null, "matrix");
    this.addFact(row, field, place);
    this.review.picker.hide();
  }

  addTask() {
    const place = this.review.text.selected();
    if (!place) return;
    const title = [...this.review.points.slice(...place).split(/[\r\n。]/)[0]].slice(0, 30).join("");
    this.review.picker.hide();
    this.do(addTaskOperation(place, title));
  }

  split() {
    const place = this.review.text.selected();
    const row = place && this.review.rowAt(place[0]);
    this.review.picker.hide();
    if (!row || row.section || place[0] <= row.span[0]) this.review.say(say("said.no_split"));
    else this.do(splitOperation(row, place[0]));
  }

  // What goes out

  exportPatch() {
    const blob = new Blob([patchText(this.review.notice, this.history.now)], {
      type: "application/yaml;charset=utf-8",
    });
    const link = el("a", { href: URL.createObjectURL(blob), download: patchName(this.review.notice.source.path) });
    link.click();
    this.lost = false;
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    this.review.say(say("said.exported", { name: link.download }));
  }
}
