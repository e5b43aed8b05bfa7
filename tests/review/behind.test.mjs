import assert from "node:assert/strict";
import { test } from "node:test";

import { behind, sieved } from "../../src/fupin_extract/write/overview/behind.js";

const ROWS = [
  ["县财政局", "lead", "县财政局", 1, "1.1", "培训"],
  ["县财政局", "supporting", "县财政局", 2, "2", "修路"],
  ["县教育局", "lead", "县教育局", 1, "1.2", "办学"],
];
const NOTICES = { 1: ["方案甲", "青山县"] };

test("the rows of a bar, or of one part of it, with their notice", () => {
  assert.deepEqual(
    behind(ROWS, "县财政局", undefined, NOTICES).map((row) => [row.clause, row.title, row.region]),
    [
      ["1.1", "方案甲", "青山县"],
      ["2", "2", ""],
    ],
  );
  assert.deepEqual(
    behind(ROWS, "县财政局", "supporting", NOTICES).map((row) => row.work),
    ["修路"],
  );
  assert.deepEqual(behind(ROWS, "__proto__", undefined, NOTICES), []);
});

test("rows are found by words anywhere in them", () => {
  const rows = behind(ROWS, "县财政局", undefined, NOTICES);
  assert.equal(sieved(rows, "青山 培训").length, 1);
  assert.equal(sieved(rows, "青山 修路").length, 0);
  assert.equal(sieved(rows, "").length, 2);
});
