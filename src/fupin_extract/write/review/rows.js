// Rows of the matrix, and what an operation of a patch makes of them. Nothing is changed: what is given stays as it was.

import { DOERS, UNIT_FIELDS, isUnit } from "./fields.js";

export class Refused extends Error {}

// Rows after the operations, in their order, and those that did not fit, each with the reason.
export function applied(base, operations) {
  let rows = base;
  const refused = [];
  // An id that a row has had is never another's.
  const taken = new Set(base.map((row) => row.id));
  operations.forEach((operation, place) => {
    try {
      rows = apply(rows, operation, taken);
      for (const row of rows) taken.add(row.id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({ place, operation, reason: error.message });
    }
  });
  return { rows, refused };
}

// The operations without the one at a place, and without those that fit only because of it: another program might find
// them a row by their place in the text.
export function withoutOperation(base, operations, place) {
  const left = operations.filter((_, each) => each !== place);
  const refused = (those) => applied(base, those).refused.map((each) => each.operation);
  const before = refused(operations);
  const now = refused(left).filter((operation) => !before.includes(operation));
  return left.filter((operation) => !now.includes(operation));
}

function apply(rows, operation, taken) {
  if (operation.op === "add_task") return addTask(rows, operation, taken);
  const place = rows.findIndex((row) => owns(row, operation.task));
  if (place < 0) throw new Refused("refused.task");
  const row = rows[place];
  switch (operation.op) {
    case "set":
      if (operation.field === "title") return replaced(rows, place, setTitle(row, operation));
      return everywhere(rows, row, (each) => setFact(each, operation));
    case "role":
      return everywhere(rows, row, (each) => setRole(each, operation));
    case "split":
      return replaced(rows, place, ...split(row, operation, taken));
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

// What is set right in a section is so in the rows below that have it from there. One more unit of it counts for the rows
// that have others of it, else for those that name nobody.
function everywhere(rows, row, change) {
  const changed = change(row);
  const gone = row.section ? row.facts.find((fact) => !changed.facts.includes(fact)) : null;
  const come = row.section ? changed.facts.find((fact) => !row.facts.includes(fact) && answers(fact)) : null;
  // Who answers, not by when: a row that names its own units may have its deadline from above.
  const hands = row.facts.filter(answers);
  return rows.map((each) => {
    if (each === row) return settled(changed);
    if (gone && each.facts.some((fact) => isFrom(fact, gone)))
      return settled({ ...change(each), changed: each.changed });
    const counts = hands.length
      ? each.facts.some((fact) => hands.some((from) => answersFrom(fact, from)))
      : !each.facts.some(answers);
    if (gone || !come || each.section || !each.id.startsWith(`${row.id}.`) || !counts) return each;
    const handed = isUnit(come.field) ? { ...come, inherited: true } : come;
    return settled({ ...each, facts: answersOnce([...each.facts, handed], handed) });
  });
}

// Whether a fact of a row is one that it has from a section.
function isFrom(fact, from) {
  const above = fact.inherited || fact.field === "persons";
  return Boolean(above) && fact.field === from.field && fact.text === from.text && standsWith(fact, from);
}

// Whether somebody answers for a row because of a section, in whatever role now. Of persons is not told that they are
// inherited.
function answersFrom(fact, from) {
  const above = fact.inherited || fact.field === "persons";
  return Boolean(above) && answers(fact) && fact.text === from.text && standsWith(fact, from);
}

function standsWith(fact, other) {
  return samePlace(fact, other.span) || (!fact.span && !other.span);
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
  if (!before && !value && !isUnit(field) && row.facts.some((fact) => isTold(fact, field, now, place)))
    return { ...row, changed: true };
  const facts = row.facts.filter((fact) => fact !== before);
  if (now !== null) {
    const fact = { field, text: now, span: place, corrected: true };
    if (value) fact.value = value;
    if (before && before.of) fact.of = before.of;
    if (isInherited(row, before, place)) fact.inherited = true;
    facts.splice(before ? row.facts.indexOf(before) : facts.length, 0, fact);
    return { ...row, facts: answersOnce(facts, fact), changed: true };
  }
  return { ...row, facts, changed: true };
}

// Whether what is to be added has been read there already.
function isTold(fact, field, text, place) {
  const meets = Boolean(fact.span && place) && Math.max(fact.span[0], place[0]) < Math.min(fact.span[1], place[1]);
  return meets && fact.field === field && fact.text === text;
}

// Whether what a row is given stands above it: where what it had did, else outside of the row.
function isInherited(row, before, place) {
  if (before && samePlace(before, place)) return Boolean(before.inherited);
  if (before && !before.span && !place) return Boolean(before.inherited);
  return Boolean(place) && !row.section && !holds(row.span, { span: place });
}

// A unit answers for a row once: where it has another role already, the new one counts.
function answersOnce(facts, unit) {
  if (!isUnit(unit.field)) return facts;
  return facts.filter((fact) => fact === unit || !isUnit(fact.field) || fact.text !== unit.text);
}

function setRole(row, { unit, place, was, now }) {
  const before = factOf(row, was, unit, place);
  const moved = { ...before, field: now, corrected: true };
  const facts = row.facts.map((fact) => (fact === before ? moved : fact));
  return { ...row, facts: answersOnce(facts, moved), changed: true };
}

// The first of these names that is not taken: 2.1#2, n1.
function freeId(taken, start, number) {
  let next = number;
  while (taken.has(`${start}${next}`)) next += 1;
  return `${start}${next}`;
}

function holds(span, fact) {
  return Boolean(fact.span) && span[0] <= fact.span[0] && fact.span[1] <= span[1];
}

// A row in two. What it has from elsewhere stays with both, and where only one half says who answers, this counts for
// the other too.
function split(row, { at }, taken) {
  const [start, end] = row.span;
  if (!(start < at && at < end)) throw new Refused("refused.place");
  // What stands nowhere in the text stands where its row begins, or above it.
  const nowhere = (fact, goes) => Boolean(fact.inherited) || goes(start);
  const belongs = (fact, goes) =>
    fact.span ? !holds(row.span, fact) || goes(fact.span[0]) : nowhere(fact, goes);
  const half = (goes) => row.facts.filter((fact) => belongs(fact, goes));
  const first = { ...row, span: [start, at], facts: half((place) => place < at), changed: true };
  const second = {
    ...row,
    id: freeId(taken, `${row.id}#`, 2),
    title: "",
    glimpse: "",
    checks: [],
    span: [at, end],
    facts: half((place) => place >= at),
    changed: true,
  };
  return [withAnswersOf(first, second), withAnswersOf(second, first)];
}

function answers(fact) {
  return isUnit(fact.field) || fact.field === "persons";
}

function withAnswersOf(row, other) {
  if (row.facts.some(answers)) return row;
  const lent = other.facts.filter(answers).map((fact) => (isUnit(fact.field) ? { ...fact, inherited: true } : fact));
  return { ...row, facts: [...lent, ...row.facts] };
}

// A row becomes part of the one directly before it; who leads in one of them leads.
function join(rows, place, { into }) {
  const row = rows[place];
  const tasks = rows.filter((each) => !each.section);
  const to = tasks[tasks.indexOf(row) - 1];
  if (!to || to.id !== into) throw new Refused("refused.join");
  const units = [];
  const led = new Set();
  for (const field of UNIT_FIELDS) {
    const here = [...to.facts, ...row.facts].filter((fact) => fact.field === field && !led.has(fact.text));
    // Of a unit that both name, the later place counts.
    const named = new Map(here.map((fact) => [fact.text, fact]));
    units.push(...named.values());
    for (const name of named.keys()) led.add(name);
  }
  const others = (each) => each.facts.filter((fact) => !isUnit(fact.field));
  const known = new Set(others(to).map((fact) => JSON.stringify([fact.field, fact.text, fact.span])));
  const more = others(row).filter((fact) => !known.has(JSON.stringify([fact.field, fact.text, fact.span])));
  const joined = {
    ...to,
    span: [Math.min(to.span[0], row.span[0]), Math.max(to.span[1], row.span[1])],
    facts: [...units, ...others(to), ...more],
    checks: [...to.checks, ...row.checks],
    changed: true,
  };
  const left = rows.filter((_, each) => each !== place);
  return replaced(left, left.indexOf(to), joined);
}

// A stretch of the text as a row, with what was read from it; the row that it is taken out of has the rest.
function addTask(rows, { span, title }, taken) {
  if (rows.some((row) => !row.section && span[0] <= row.span[0] && row.span[1] <= span[1]))
    throw new Refused("refused.taken");
  const inside = (fact) => holds(span, fact);
  const around = rows.find((row) => !row.section && row.span[0] <= span[0] && span[1] <= row.span[1]);
  const row = {
    id: freeId(taken, "n", 1),
    section: false,
    kind: "task",
    path: around ? around.path : [],
    title,
    glimpse: "",
    span,
    facts: around ? around.facts.filter(inside) : [],
    checks: [],
    changed: true,
  };
  const rest = rows.map((each) =>
    each === around ? settled({ ...each, facts: each.facts.filter((f) => !inside(f)), changed: true }) : each,
  );
  const after = rest.filter((each) => each.span[0] <= span[0]).length;
  return [...rest.slice(0, after), settled(row), ...rest.slice(after)];
}
