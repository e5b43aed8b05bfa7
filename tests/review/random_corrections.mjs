// Corrections made by chance in a notice (its data on standard input, a seed as argument): the patch that the page would
// export, and the rows that it would show.

import { readFileSync } from "node:fs";

import {
  NOTHING,
  addTaskOperation,
  joinOperation,
  patchOf,
  removeTaskOperation,
  roleOperation,
} from "../../src/fupin_extract/write/review/patch.js";
import { setOperation, splitOperation, withOperation } from "../../src/fupin_extract/write/review/patch.js";
import { CORRECTABLE, UNIT_FIELDS, isUnit } from "../../src/fupin_extract/write/review/fields.js";
import { applied } from "../../src/fupin_extract/write/review/rows.js";

const notice = JSON.parse(readFileSync(0, "utf8"));
let seed = Number(process.argv[2]);
const random = (most) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * most);
};
const any = (list) => list[random(list.length)];

// What a person might do to a row, or null where this row has nothing of the kind.
function correction(rows, row) {
  const facts = row.facts.filter((fact) => CORRECTABLE.includes(fact.field));
  const fact = facts.length ? any(facts) : null;
  // What is done with rows is not done with sections.
  switch (random(row.section ? 5 : 9)) {
    case 0:
      return fact && isUnit(fact.field)
        ? setOperation(row, fact.field, { fact, now: `县${any(["水务", "林业", "民政"])}局`, place: fact.span })
        : null;
    case 1:
      return fact ? setOperation(row, fact.field, { fact, now: null, place: fact.span }) : null;
    case 2: {
      const field = fact && isUnit(fact.field) ? any(UNIT_FIELDS.filter((each) => each !== fact.field)) : null;
      return field ? roleOperation(row, fact, field) : null;
    }
    case 3:
      return setOperation(row, "responsible_units", { now: `县第${random(1000)}局`, place: null });
    case 4: {
      // What stands elsewhere, or was taken away before.
      const there = any(any(notice.rows).facts.filter((each) => CORRECTABLE.includes(each.field) && each.span) || []);
      return there ? setOperation(row, there.field, { now: there.text, place: there.span }) : null;
    }
    case 5:
      return row.span[1] - row.span[0] > 3
        ? splitOperation(row, row.span[0] + 1 + random(row.span[1] - row.span[0] - 2))
        : null;
    case 6: {
      const tasks = rows.filter((each) => !each.section);
      const before = tasks[tasks.indexOf(row) - 1];
      return before ? joinOperation(row, before) : null;
    }
    case 7: {
      const start = row.span[0] + random(row.span[1] - row.span[0] - 1);
      return addTaskOperation([start, start + 1 + random(row.span[1] - start - 1)], "新任务");
    }
    default:
      return removeTaskOperation(row);
  }
}

let corrections = NOTHING;
let { rows } = notice;
for (let tried = 0; corrections.operations.length < Number(process.argv[3]) && tried < 200; tried += 1) {
  const operation = rows.length ? correction(rows, any(rows)) : null;
  if (!operation) continue;
  const more = withOperation(corrections, operation);
  const done = applied(notice.rows, more.operations);
  if (done.refused.length) continue;
  corrections = more;
  rows = done.rows;
}
console.log(JSON.stringify({ patch: patchOf(notice, corrections), rows }));
