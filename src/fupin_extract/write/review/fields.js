// The kinds of facts, in the order in which the matrix and the legend have them.

export const UNIT_FIELDS = ["lead_units", "responsible_units", "supporting_units", "supervising_units"];
// Those that a patch can correct; citations and duties are only shown.
export const CORRECTABLE = [...UNIT_FIELDS, "persons", "deadlines", "targets"];
export const FIELDS = [...CORRECTABLE, "citations", "duties"];
// Who does a task; those who watch over it do not.
export const DOERS = ["lead_units", "responsible_units", "supporting_units", "persons"];

export function isUnit(field) {
  return UNIT_FIELDS.includes(field);
}

// One mark for all facts of a kind that stand at one place.
export function markKey(fact) {
  return `${fact.field}:${fact.span[0]}-${fact.span[1]}`;
}

// Every place of the text that holds facts: which kind, of which rows, and whether only rows elsewhere have it.
export function marksOf(rows, loose) {
  const found = new Map();
  const add = (fact, row) => {
    if (!fact.span) return;
    const key = markKey(fact);
    const mark = found.get(key) || {
      key,
      field: fact.field,
      start: fact.span[0],
      end: fact.span[1],
      rows: [],
      inherited: true,
    };
    if (row) mark.rows.push(row.id);
    mark.inherited = mark.inherited && Boolean(fact.inherited);
    found.set(key, mark);
  };
  for (const row of rows) for (const fact of row.facts) add(fact, row);
  for (const fact of loose) add(fact, null);
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}
