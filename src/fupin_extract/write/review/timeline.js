// The deadlines of a notice by their days.

import { dayOf, sortOf } from "./filter.js";

const SORTS = ["dated", "recurring", "open", "undated"];

// Groups in the order of time: a month and what ends in it, then what comes again, what has no end, what no day is
// known of.
export function timeline(rows) {
  const groups = new Map();
  for (const row of rows) {
    for (const fact of row.facts) {
      if (fact.field !== "deadlines") continue;
      const sort = sortOf(fact);
      const name = sort === "dated" ? dayOf(fact).slice(0, 7) : sort;
      if (!groups.has(name)) groups.set(name, { name, sort, items: [] });
      groups.get(name).items.push({ row, fact, day: dayOf(fact) || "" });
    }
  }
  const order = (group) => `${SORTS.indexOf(group.sort)}${group.name}`;
  const sorted = [...groups.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  for (const group of sorted) group.items.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
  return sorted;
}
