import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NOTHING,
  joinOperation,
  patchName,
  patchOf,
  removeTaskOperation,
  roleOperation,
  setOperation,
  splitOperation,
  addTaskOperation,
  stateOf,
  withConfirmed,
  withNote,
  withOperation,
} from "../../src/fupin_extract/write/review/patch.js";
import { valueOf } from "../../src/fupin_extract/write/review/dialogs.js";
import { applied, withoutOperation } from "../../src/fupin_extract/write/review/rows.js";
import { toYaml } from "../../src/fupin_extract/write/review/yaml.js";

function fact(field, text, start, more = {}) {
  return { field, text, span: [start, start + text.length], ...more };
}

function row(id, span, facts, more = {}) {
  return {
    id,
    section: false,
    kind: "task",
    path: [],
    title: `任务${id}`,
    glimpse: "",
    span,
    facts,
    checks: [],
    unassigned: false,
    ...more,
  };
}

const FINANCE = fact("lead_units", "县财政局", 12);
const ROWS = [
  row("1.1", [0, 30], [FINANCE, fact("deadlines", "年底前", 3, { value: { kind: "by", end: "2024-12-31" } })]),
  row("1.2", [30, 60], [fact("responsible_units", "县教育局", 40)]),
];
const NOTICE = { rows: ROWS, source: { sha256: "ab", path: "目录/通知.docx", characters: 60 } };

function texts(rows) {
  return rows.map((each) => [each.id, each.facts.map((f) => `${f.field} ${f.text}`)]);
}

function after(...operations) {
  return applied(ROWS, operations);
}

test("a unit is replaced at its place, and what was given stays as it was", () => {
  const before = JSON.stringify(ROWS);
  const { rows } = after(
    setOperation(ROWS[0], "lead_units", { fact: FINANCE, now: "县发展改革局", place: FINANCE.span }),
  );
  assert.deepEqual(texts(rows)[0], ["1.1", ["lead_units 县发展改革局", "deadlines 年底前"]]);
  assert.equal(JSON.stringify(ROWS), before);
});

test("what is removed is gone, and a row that nobody answers for is unassigned", () => {
  const { rows } = after(setOperation(ROWS[0], "lead_units", { fact: FINANCE, now: null, place: FINANCE.span }));
  assert.deepEqual([texts(rows)[0][1], rows[0].unassigned], [["deadlines 年底前"], true]);
});

test("a fact is added with its value", () => {
  const { rows } = after(
    setOperation(ROWS[1], "deadlines", { now: "明年6月", place: [31, 35], value: { kind: "by", end: "2025-06-30" } }),
  );
  assert.deepEqual(rows[1].facts[1], {
    field: "deadlines",
    text: "明年6月",
    span: [31, 35],
    corrected: true,
    value: { kind: "by", end: "2025-06-30" },
  });
});

test("a role is another, the unit the same", () => {
  assert.deepEqual(
    texts(after(roleOperation(ROWS[0], FINANCE, "supporting_units")).rows)[0][1][0],
    "supporting_units 县财政局",
  );
});

test("a unit answers for a row once, in the role that was given last", () => {
  const rows = [row("1", [0, 30], [FINANCE, fact("supporting_units", "县教育局", 20)])];
  const renamed = setOperation(rows[0], "supporting_units", {
    fact: rows[0].facts[1],
    now: "县财政局",
    place: [20, 24],
  });
  assert.deepEqual(texts(applied(rows, [renamed]).rows), [["1", ["supporting_units 县财政局"]]]);
});

test("a row is split at a place, its facts by theirs, and what comes from elsewhere is in both", () => {
  const inherited = fact("supporting_units", "各乡镇", 100, { inherited: true });
  const rows = [row("1.1", [0, 30], [...ROWS[0].facts, inherited])];
  const split = applied(rows, [splitOperation(rows[0], 10)]).rows;
  assert.deepEqual(texts(split), [
    ["1.1", ["deadlines 年底前", "supporting_units 各乡镇"]],
    ["1.1#2", ["lead_units 县财政局", "supporting_units 各乡镇"]],
  ]);
  assert.deepEqual(
    split.map((each) => each.span),
    [
      [0, 10],
      [10, 30],
    ],
  );
});

test("where one half of a row says who answers, this counts for the other", () => {
  const [first, second] = applied(ROWS, [splitOperation(ROWS[0], 10)]).rows;
  assert.deepEqual(
    first.facts.map((each) => [each.text, Boolean(each.inherited)]),
    [
      ["县财政局", true],
      ["年底前", false],
    ],
  );
  assert.deepEqual(
    second.facts.map((each) => [each.text, Boolean(each.inherited)]),
    [["县财政局", false]],
  );
});

test("of two rows that are joined, who leads in one leads", () => {
  const rows = [
    ROWS[0],
    row("1.2", [30, 60], [fact("responsible_units", "县财政局", 40), fact("lead_units", "县教育局", 50)]),
  ];
  assert.deepEqual(texts(applied(rows, [joinOperation(rows[1], rows[0])]).rows)[0][1], [
    "lead_units 县财政局",
    "lead_units 县教育局",
    "deadlines 年底前",
  ]);
  assert.deepEqual(
    applied([...ROWS, row("1.3", [60, 70], [])], [joinOperation(row("1.3", [60, 70], []), ROWS[0])]).refused.map(
      (each) => each.reason,
    ),
    ["refused.join"],
  );
});

test("what is set right in a section is so in the rows that have it from there", () => {
  const unit = fact("responsible_units", "县财政局", 2);
  const section = row("2", [0, 8], [unit], { section: true });
  const rows = [
    section,
    row("2.1", [8, 20], [{ ...unit, inherited: true }]),
    row("2.2", [20, 30], [fact("responsible_units", "县财政局", 25)]),
  ];
  const found = applied(rows, [
    setOperation(section, "responsible_units", { fact: unit, now: "县教育局", place: unit.span }),
  ]).rows;
  assert.deepEqual(
    found.map((each) => each.facts[0].text),
    ["县教育局", "县教育局", "县财政局"],
  );
});

test("one more unit of a section counts for the rows that have others of it, else for those that name nobody", () => {
  const unit = fact("responsible_units", "县财政局", 2);
  const below = [row("2.1", [8, 20], [{ ...unit, inherited: true }]), row("2.2", [20, 30], []), row("3", [30, 40], [])];
  const named = (section) => {
    const more = setOperation(section, "responsible_units", { now: "县教育局", place: null });
    return applied([section, ...below], [more])
      .rows.slice(1)
      .map((each) => each.facts.map((f) => f.text).join());
  };
  assert.deepEqual(named(row("2", [0, 8], [unit], { section: true })), ["县财政局,县教育局", "", ""]);
  assert.deepEqual(named(row("2", [0, 8], [], { section: true })), ["县财政局", "县教育局", ""]);
});

test("what fits only because of an operation goes with it, and nothing else does", () => {
  const cut = splitOperation(ROWS[0], ROWS[0].span[0] + 2);
  const second = { ...ROWS[0], id: `${ROWS[0].id}#2` };
  const of = setOperation(second, "lead_units", { now: "县水务局", place: null });
  const other = setOperation(ROWS[0], "lead_units", { now: "县林业局", place: null });
  const never = setOperation({ ...ROWS[0], id: "99" }, "lead_units", { now: "县林业局", place: null });
  assert.deepEqual(withoutOperation(ROWS, [cut, of, other, never], 0), [other, never]);
  assert.deepEqual(withoutOperation(ROWS, [cut, of, other, never], 2), [cut, of, never]);
});

test("a row that names its own units has no more from a section for its deadline", () => {
  const unit = fact("responsible_units", "县财政局", 2);
  const time = fact("deadlines", "年底前", 5);
  const own = row("2.1", [10, 30], [fact("responsible_units", "县水务局", 20), { ...time, inherited: true }]);
  const section = row("2", [0, 8], [unit, time], { section: true });
  const more = setOperation(section, "lead_units", { now: "县教育局", place: null });
  const { rows } = applied([section, own], [more]);
  assert.deepEqual(
    rows[1].facts.map((each) => each.text),
    ["县水务局", "年底前"],
  );
});

test("a row that is taken out of another takes with it what stands there", () => {
  const { rows } = after(addTaskOperation([10, 20], "新任务"));
  assert.deepEqual(texts(rows).slice(0, 2), [
    ["1.1", ["deadlines 年底前"]],
    ["n1", ["lead_units 县财政局"]],
  ]);
  assert.deepEqual(
    after(addTaskOperation([0, 40], "甲")).refused.map((each) => each.reason),
    ["refused.taken"],
  );
});

test("rows are joined, added and removed", () => {
  assert.deepEqual(texts(after(joinOperation(ROWS[1], ROWS[0])).rows), [
    ["1.1", ["lead_units 县财政局", "responsible_units 县教育局", "deadlines 年底前"]],
  ]);
  assert.deepEqual(
    after(addTaskOperation([32, 38], "新任务")).rows.map((each) => [each.id, each.unassigned]),
    [
      ["1.1", false],
      ["1.2", false],
      ["n1", true],
    ],
  );
  assert.deepEqual(texts(after(removeTaskOperation(ROWS[0])).rows).length, 1);
});

test("what does not fit is named, and the rest is done", () => {
  const wrong = { ...setOperation(ROWS[0], "lead_units", { fact: FINANCE, now: "甲", place: null }), was: "没有的局" };
  const { rows, refused } = after(wrong, { ...wrong, task: "9" }, removeTaskOperation(ROWS[1]));
  assert.deepEqual(
    [rows.length, refused.map((each) => [each.place, each.reason])],
    [
      1,
      [
        [0, "refused.fact"],
        [1, "refused.task"],
      ],
    ],
  );
});

test("of two facts of one text, that at the place is meant", () => {
  const twice = [row("1", [0, 9], [fact("targets", "1个", 2), fact("targets", "1个", 6)])];
  const { rows } = applied(twice, [
    setOperation(twice[0], "targets", { fact: twice[0].facts[1], now: "2个", place: [6, 8] }),
  ]);
  assert.deepEqual(
    rows[0].facts.map((each) => each.text),
    ["1个", "2个"],
  );
});

test("a fact that a table tells belongs to the row of the table", () => {
  const rows = [row("1.1", [0, 30], [{ ...FINANCE, of: { task: "t1.1", span: [200, 220] } }])];
  const operation = setOperation(rows[0], "lead_units", { fact: rows[0].facts[0], now: "甲局", place: FINANCE.span });
  assert.deepEqual([operation.task, operation.span], ["t1.1", [200, 220]]);
  assert.deepEqual(texts(applied(rows, [operation]).rows), [["1.1", ["lead_units 甲局"]]]);
});

test("a row that is changed is no longer confirmed, and can be again", () => {
  const confirmed = withConfirmed(NOTHING, "1.1", true);
  const changed = withOperation(confirmed, removeTaskOperation(ROWS[0]));
  assert.deepEqual(
    [confirmed, changed, withConfirmed(changed, "1.1", true)].map((each) => stateOf(each, "1.1", false)),
    ["confirmed", "changed", "confirmed"],
  );
});

test("what a fact means is told where it was changed, and only then", () => {
  const day = { value: { kind: "by", end: "2024-12-31" } };
  assert.deepEqual(
    [
      valueOf({ start: "", end: "2024-12-31" }, day),
      valueOf({ start: "", end: "2024-11-30" }, day),
      valueOf({ start: "2024-01-01", end: "2024-12-31" }, day),
      valueOf({ start: "2024-01-01", end: "" }, day),
      valueOf({ start: "", end: "" }, day),
      valueOf({ start: "", end: "2025-01-01" }, {}),
    ],
    [
      null,
      { kind: "by", end: "2024-11-30" },
      { kind: "during", start: "2024-01-01", end: "2024-12-31" },
      { kind: "from", start: "2024-01-01" },
      null,
      { kind: "by", end: "2025-01-01" },
    ],
  );
  const number = { value: { role: "limit", comparator: "<=", value: 5, unit: "户", per: "村" } };
  assert.equal(valueOf({ value: "5", unit: "户" }, number), null);
  assert.equal(valueOf({ value: "", unit: "户" }, number), null);
  assert.deepEqual(valueOf({ value: "6", unit: "户" }, number), { ...number.value, value: 6 });
  const range = { value: { role: "target", comparator: "range", value: 1, value_max: 2, unit: "门" } };
  assert.deepEqual(valueOf({ value: "3", unit: "门" }, range), {
    role: "target",
    comparator: "=",
    value: 3,
    unit: "门",
  });
  assert.equal(valueOf({}, number), null);
});

test("the patch names every row, its state and its note", () => {
  const state = withNote(withConfirmed(NOTHING, "1.2", true), "1.2", "请再看");
  const patch = patchOf({ ...NOTICE, rows: [...ROWS, row("2", [70, 80], [], { section: true })] }, state);
  assert.deepEqual(patch.rows, [
    { task: "1.1", span: [0, 30], state: "untouched", note: "" },
    { task: "1.2", span: [30, 60], state: "confirmed", note: "请再看" },
  ]);
  assert.deepEqual([patchName("目录/通知.v2.docx"), patchName(null)], ["通知.v2.patch.yaml", "notice.patch.yaml"]);
});

test("YAML is texts in quotes, numbers, lists, and null", () => {
  const value = {
    a: 'x: "y"\n#\u2028\u0085',
    b: [1, 2],
    c: null,
    d: [
      { e: "on", f: { g: 1.5 } },
      { e: [], f: null },
    ],
    h: [],
  };
  assert.equal(
    toYaml(value),
    [
      String.raw`a: "x: \"y\"\n#\u2028\u0085"`,
      "b: [1, 2]",
      "c: null",
      "d:",
      '  - e: "on"',
      "    f:",
      "      g: 1.5",
      "  - e: []",
      "    f: null",
      "h: []",
      "",
    ].join("\n"),
  );
});
