// Rows of the matrix, and what an operation of a patch makes of them. Nothing is changed: what is given stays as it was.

import { DOERS } from "./fields.js";

export class Refused extends Error {}

// Rows after the operations, in their order, and those that did not fit, each with the reason.
export function applied(base, operations) {
  let rows = base;
  const refused = [];
  operations.forEach((operation, place) => {
    try {
      rows = apply(rows, operation);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ place, operation, reason: error.message });
    }
  });
  return { rows, refused };
}

export function apply(rows, operation) {
  if (operation.op === "add_task") return addTask(rows, operation);
  const place = rows.findIndex((row) => owns(row, operation.task));
  if (place < 0) throw new Refused("refused.task");
  const row = rows[place];
  switch (operation.op) {
    case "set":
      return replaced(rows, place, operation.field === "title" ? setTitle(row, operation) : setFact(row, operation));
    case "role":
      return replaced(rows, place, setRole(row, operation));
    case "split":
      return replaced(rows, place, ...split(rows, row, operation));
    case "join":
      return join(rows, place, operation);
    case "remove_task":
      return replaced(rows, place);
    default:
      throw new Refused("refused.unknown");
  }
}

// A row, also where the fact is told by the row of a table that repeats it.
function owns(row, task) {
  return row.id === task || row.facts.some((fact) => fact.of && fact.of.task === task);
}

function replaced(rows, place, ...instead) {
  return [...rows.slice(0, place), ...instead.map(settled), ...rows.slice(place + 1)];
}

// Whether somebody answers for a row follows from its facts.
function settled(row) {
  const unassigned = !row.section && row.kind !== "overview" && !row.facts.some((f) => DOERS.includes(f.field));
  return { ...row, unassigned };
}

function samePlace(fact, place) {
  return Boolean(place && fact.span) && fact.span[0] === place[0] && fact.span[1] === place[1];
}

// The fact that an operation means: at its place, else the only one of this text.
export function factOf(row, field, text, place) {
  const named = row.facts.filter((fact) => fact.field === field && fact.text === text);
  const found = named.find((fact) => samePlace(fact, place)) || (named.length === 1 ? named[0] : null);
  if (!found) throw new Refused("refused.fact");
  return found;
}

function setTitle(row, { was, now }) {
  if (row.title !== (was || "")) throw new Refused("refused.fact");
  return { ...row, title: now || "", changed: true };
}

function setFact(row, { field, was, now, place, value }) {
  const before = was === null ? null : factOf(row, field, was, place);
  const facts = row.facts.filter((fact) => fact !== before);
  if (now !== null) {
    const fact = { field, text: now, span: place, corrected: true };
    if (value) fact.value = value;
    if (before && before.of) fact.of = before.of;
    facts.splice(before ? row.facts.indexOf(before) : facts.length, 0, fact);
  }
  return { ...row, facts, changed: true };
}

function setRole(row, { unit, place, was, now }) {
  const before = factOf(row, was, unit, place);
  const facts = row.facts.map((fact) => (fact === before ? { ...fact, field: now, corrected: true } : fact));
  return { ...row, facts, changed: true };
}

// The second part of a row that is split.
export function secondId(rows, id) {
  const known = new Set(rows.map((row) => row.id));
  let part = 2;
  while (known.has(`${id}/${part}`)) part += 1;
  return `${id}/${part}`;
}

function split(rows, row, { at }) {
  const [start, end] = row.span;
  if (!(start < at && at < end)) throw new Refused("refused.place");
  const outside = (fact) => !fact.span || fact.span[0] < start || fact.span[1] > end;
  return [
    {
      ...row,
      span: [start, at],
      facts: row.facts.filter((fact) => outside(fact) || fact.span[0] < at),
      changed: true,
    },
    {
      ...row,
      id: secondId(rows, row.id),
      title: "",
      glimpse: "",
      checks: [],
      span: [at, end],
      facts: row.facts.filter((fact) => outside(fact) || fact.span[0] >= at),
      changed: true,
    },
  ];
}

function join(rows, place, { into }) {
  const row = rows[place];
  const target = rows.findIndex((each) => each.id === into);
  if (target < 0 || target === place) throw new Refused("refused.task");
  const to = rows[target];
  const known = new Set(to.facts.map((fact) => `${fact.field} ${fact.text} ${fact.span}`));
  const joined = {
    ...to,
    span: [Math.min(to.span[0], row.span[0]), Math.max(to.span[1], row.span[1])],
    facts: [...to.facts, ...row.facts.filter((fact) => !known.has(`${fact.field} ${fact.text} ${fact.span}`))],
    checks: [...to.checks, ...row.checks],
    changed: true,
  };
  const left = rows.filter((_, each) => each !== place);
  return replaced(left, left.indexOf(to), joined);
}

export function newId(rows) {
  const known = new Set(rows.map((row) => row.id));
  let number = 1;
  while (known.has(`+${number}`)) number += 1;
  return `+${number}`;
}

function addTask(rows, { span, title }) {
  const row = {
    id: newId(rows),
    section: false,
    kind: "task",
    path: [],
    title,
    glimpse: "",
    span,
    facts: [],
    checks: [],
    changed: true,
  };
  const after = rows.filter((each) => each.span[0] <= span[0]).length;
  return [...rows.slice(0, after), settled(row), ...rows.slice(after)];
}
