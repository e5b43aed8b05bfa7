import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING, fits, isToCheck, namesOf, searchedOf } from "../../src/fupin_extract/write/review/filter.js";
import { heat } from "../../src/fupin_extract/write/review/heat.js";
import { Points } from "../../src/fupin_extract/write/review/points.js";
import { timeline } from "../../src/fupin_extract/write/review/timeline.js";

function fact(field, text, value) {
  return { field, text, span: [0, 1], value };
}

function row(id, facts, more = {}) {
  return { id, kind: "task", title: "", span: [0, 8], facts, checks: [], unassigned: false, ...more };
}

const ROW = row("1", [fact("lead_units", "县人社局"), fact("deadlines", "年底前", { kind: "by", end: "2024-12-31" })]);
const OFFICES = [{ name: "县人力资源和社会保障局", names: ["县人社局", "县人力资源和社会保障局"] }];

function shown(each, filter, state = "untouched") {
  const names = namesOf(OFFICES, filter.office || "");
  return fits(
    each,
    { ...EVERYTHING, ...filter },
    { names, searched: searchedOf(each, new Points("开展培训 ABC")), state },
  );
}

test("an office is found by any of its names, in the roles that are chosen", () => {
  assert.deepEqual(
    [
      { office: "县人力资源和社会保障局" },
      { office: "县财政局" },
      { office: "县人社局", kinds: ["lead_units"] },
      { office: "县人社局", kinds: ["lead_units", "deadlines"] },
    ].map((f) => shown(ROW, f)),
    [true, false, true, true],
  );
  assert.equal(
    shown(row("2", [...ROW.facts, fact("supporting_units", "县教育局")]), {
      office: "县人社局",
      kinds: ["supporting_units"],
    }),
    false,
  );
});

test("deadlines are filtered by year, by sort, and by their absence", () => {
  const monthly = row("2", [fact("deadlines", "每月", { kind: "recurring" })]);
  assert.deepEqual(
    ["2024", "2025", "dated", "recurring", "none"].map((when) => shown(ROW, { when })),
    [true, false, true, false, false],
  );
  assert.deepEqual(
    ["dated", "recurring", "undated", "none"].map((when) => shown(monthly, { when })),
    [false, true, false, false],
  );
  assert.equal(shown(row("3", []), { when: "none" }), true);
});

test("all words that are searched stand in the row, in whatever case", () => {
  assert.deepEqual(
    ["培训", "abc 人社局", "培训 财政局", " "].map((words) => shown(ROW, { words })),
    [true, true, false, true],
  );
});

test("overview rows are shown when they are asked for", () => {
  const overview = row("0", [], { kind: "overview" });
  assert.deepEqual(
    [shown(overview, {}), shown(overview, { rowKind: "overview" }), shown(ROW, { rowKind: "overview" })],
    [false, true, false],
  );
});

test("what is to be checked is what nobody has looked at and something is wanting of", () => {
  assert.deepEqual(
    [
      isToCheck({ unassigned: true, checks: [] }, "untouched"),
      isToCheck({ unassigned: true, checks: [] }, "confirmed"),
      isToCheck(ROW, "untouched"),
    ],
    [true, false, false],
  );
  assert.deepEqual(
    ["unassigned", "check", "confirmed"].map((state) => shown(row("1", [], { unassigned: true }), { state })),
    [true, true, false],
  );
});

test("a timeline is months, then what has no last day", () => {
  const rows = [
    row("1", [fact("deadlines", "长期", { kind: "open" }), fact("deadlines", "6月底前", { end: "2025-06-30" })]),
    row("2", [fact("deadlines", "30日内", { due: "2025-06-02" }), fact("deadlines", "三天内", {})]),
    ROW,
  ];
  assert.deepEqual(
    timeline(rows).map((group) => [group.name, group.items.map((item) => item.fact.text).join()]),
    [
      ["2024-12", "年底前"],
      ["2025-06", "30日内,6月底前"],
      ["open", "长期"],
      ["undated", "三天内"],
    ],
  );
});

test("an office has a row of the heat map under all of its names, and leads where it leads once", () => {
  const rows = [
    row("1", [fact("responsible_units", "县人力资源和社会保障局"), fact("lead_units", "县人社局")]),
    row("2", [fact("supporting_units", "县人社局"), fact("lead_units", "县教育局")]),
  ];
  assert.deepEqual(
    heat(rows, OFFICES).map(({ name, cells }) => [name, [...cells]]),
    [
      [
        "县人力资源和社会保障局",
        [
          ["1", "lead_units"],
          ["2", "supporting_units"],
        ],
      ],
      ["县教育局", [["2", "lead_units"]]],
    ],
  );
});
