// Which rows are shown.

import { isUnit } from "./fields.js";

export const EVERYTHING = { kinds: [], office: "", when: "", rowKind: "", state: "", words: "", overview: false };

// The last day of a deadline, or the sort of one that has none.
export function dayOf(fact) {
  const value = fact.value || {};
  return value.end || value.due || null;
}

export function sortOf(fact) {
  if (dayOf(fact)) return "dated";
  const kind = (fact.value || {}).kind;
  return kind === "recurring" || kind === "open" ? kind : "undated";
}

function fitsWhen(row, when) {
  const deadlines = row.facts.filter((fact) => fact.field === "deadlines");
  if (when === "none") return deadlines.length === 0;
  if (/^\d{4}$/.test(when)) return deadlines.some((fact) => (dayOf(fact) || "").startsWith(when));
  return deadlines.some((fact) => sortOf(fact) === when);
}

function fitsState(row, state, stateOfRow) {
  if (state === "unassigned") return row.unassigned;
  if (state === "check") return isToCheck(row, stateOfRow);
  return state === stateOfRow;
}

// What is to be checked first: what the reader was told about, or what nobody answers for, until somebody has looked.
export function isToCheck(row, stateOfRow) {
  return stateOfRow === "untouched" && (row.unassigned || row.checks.length > 0);
}

function fitsOffice(row, names, kinds) {
  const roles = kinds.filter(isUnit);
  return row.facts.some(
    (fact) => isUnit(fact.field) && names.has(fact.text) && (!roles.length || roles.includes(fact.field)),
  );
}

// Whether a row is shown. `offices` are names by what was chosen, `searched` is the row's text in lower case.
export function fits(row, filter, { names, searched, state }) {
  if (row.kind === "overview" && !filter.overview && filter.rowKind !== "overview") return false;
  if (filter.rowKind && row.kind !== filter.rowKind) return false;
  if (filter.state && !fitsState(row, filter.state, state)) return false;
  if (filter.kinds.length && !row.facts.some((fact) => filter.kinds.includes(fact.field))) return false;
  if (filter.office && !fitsOffice(row, names, filter.kinds)) return false;
  if (filter.when && !fitsWhen(row, filter.when)) return false;
  const wanted = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((word) => searched.includes(word));
}

// What is searched of a row: its text, and the names that a shared ending was given back to.
export function searchedOf(row, points) {
  const facts = row.facts.map((fact) => fact.text);
  return [row.id, row.title, points.slice(...row.span), ...facts].join("\n").toLowerCase();
}

// All names of the office that a name stands for: 县人社局 with 县人力资源和社会保障局.
export function namesOf(offices, name) {
  const office = offices.find((each) => each.name === name || each.names.includes(name));
  return new Set(office ? [name, office.name, ...office.names] : [name]);
}
