// Offices by tasks: who has to do what, as what.

import { UNIT_FIELDS, isUnit } from "./fields.js";

// The offices that have most to do first, each with its field in each row that names it. `offices` are the groups of
// names that are one office.
export function heat(rows, offices) {
  const canonical = new Map();
  for (const office of offices) for (const name of office.names) canonical.set(name, office.name);
  const found = new Map();
  for (const row of rows) {
    for (const fact of row.facts) {
      if (!isUnit(fact.field)) continue;
      const name = canonical.get(fact.text) || fact.text;
      if (!found.has(name)) found.set(name, { name, cells: new Map() });
      const { cells } = found.get(name);
      // Who leads and is responsible leads.
      const before = cells.get(row.id);
      if (!before || UNIT_FIELDS.indexOf(fact.field) < UNIT_FIELDS.indexOf(before)) cells.set(row.id, fact.field);
    }
  }
  return [...found.values()].sort((a, b) => b.cells.size - a.cells.size);
}
