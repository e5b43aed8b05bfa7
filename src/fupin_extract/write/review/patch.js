// What was corrected, as the patch that `fupin-extract parse --patch` takes.

import { toYaml } from "./yaml.js";

export function setOperation(row, field, { fact = null, now, place, value = null, note = "" }) {
  return { op: "set", ...whose(row, fact), field, was: wasOf(row, field, fact), now, place, value, note };
}

function wasOf(row, field, fact) {
  if (field === "title") return row.title || null;
  return fact ? fact.text : null;
}

// The row that says a fact: of one that a table adds, that of the table.
function whose(row, fact) {
  return fact && fact.of ? { task: fact.of.task, span: fact.of.span } : { task: row.id, span: row.span };
}

export function roleOperation(row, fact, now, note = "") {
  return { op: "role", ...whose(row, fact), unit: fact.text, place: fact.span, was: fact.field, now, note };
}

export function splitOperation(row, at, note = "") {
  return { op: "split", task: row.id, span: row.span, at, note };
}

export function joinOperation(row, into, note = "") {
  return { op: "join", task: row.id, span: row.span, into: into.id, note };
}

export function addTaskOperation(span, title, note = "") {
  return { op: "add_task", span, title, note };
}

export function removeTaskOperation(row, note = "") {
  return { op: "remove_task", task: row.id, span: row.span, note };
}

// The rows that an operation is about.
export function tasksOf(operation) {
  return [operation.task, operation.into].filter(Boolean);
}

export const NOTHING = { operations: [], confirmed: {}, notes: {} };

export function withOperation(corrections, operation) {
  const confirmed = { ...corrections.confirmed };
  // Who changes a row has it before his eyes, but has not said that the rest of it is right.
  for (const task of tasksOf(operation)) delete confirmed[task];
  return { ...corrections, confirmed, operations: [...corrections.operations, operation] };
}

export function withConfirmed(corrections, id, yes) {
  const confirmed = { ...corrections.confirmed };
  if (yes) confirmed[id] = true;
  else delete confirmed[id];
  return { ...corrections, confirmed };
}

export function withNote(corrections, id, note) {
  const notes = { ...corrections.notes };
  if (note) notes[id] = note;
  else delete notes[id];
  return { ...corrections, notes };
}

export function stateOf(corrections, id, changed) {
  if (corrections.confirmed[id]) return "confirmed";
  return changed || corrections.operations.some((each) => tasksOf(each).includes(id)) ? "changed" : "untouched";
}

// The patch of a notice: where it comes from, what is corrected, and how far each row of its matrix was checked.
export function patchOf(notice, corrections) {
  const tasks = notice.rows.filter((row) => !row.section);
  return {
    schema_version: "1",
    kind: "fupin-patch",
    source: { sha256: notice.source.sha256, path: notice.source.path, characters: notice.source.characters },
    operations: corrections.operations,
    rows: tasks.map((row) => ({
      task: row.id,
      span: row.span,
      state: stateOf(corrections, row.id, false),
      note: corrections.notes[row.id] || "",
    })),
  };
}

export function patchText(notice, corrections) {
  return toYaml(patchOf(notice, corrections));
}

// notice.patch.yaml of folder/notice.docx.
export function patchName(path) {
  const name = (path || "notice").split(/[\\/]/).pop();
  return `${name.replace(/\.[^.]*$/, "") || "notice"}.patch.yaml`;
}
