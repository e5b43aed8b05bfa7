import assert from "node:assert/strict";
import { test } from "node:test";

import { paragraphs, segments } from "../../src/fupin_extract/write/review/segments.js";
import { marksIn } from "../../src/fupin_extract/write/review/text.js";

function mark(key, start, end) {
  return { key, start, end };
}

function told(found) {
  return found.map(({ start, end, marks }) => [start, end, marks.map((each) => each.key).join("")]);
}

test("marks that lie in one another are cut, the outer one drawn around", () => {
  assert.deepEqual(told(segments([mark("b", 2, 4), mark("a", 0, 6)], 0, 8)), [
    [0, 2, "a"],
    [2, 4, "ab"],
    [4, 6, "a"],
    [6, 8, ""],
  ]);
});

test("marks that cross are cut at every boundary", () => {
  assert.deepEqual(told(segments([mark("a", 0, 4), mark("b", 2, 7)], 0, 7)), [
    [0, 2, "a"],
    [2, 4, "ba"],
    [4, 7, "b"],
  ]);
});

test("what lies outside is left out, what reaches outside is cut", () => {
  assert.deepEqual(told(segments([mark("a", 0, 5), mark("b", 9, 9), mark("c", 8, 12), mark("d", 20, 22)], 4, 10)), [
    [4, 5, "a"],
    [5, 8, ""],
    [8, 10, "c"],
  ]);
});

test("segments tile their stretch, and each mark is the sum of its segments, whatever the marks", () => {
  let seed = 7;
  const random = (most) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % most;
  };
  for (let round = 0; round < 300; round += 1) {
    const marks = Array.from({ length: random(12) }, (_, place) => {
      const start = random(30);
      return mark(String(place), start, start + random(15));
    });
    const found = segments(marks, 0, 40);
    assert.equal(found[0].start, 0);
    assert.equal(found.at(-1).end, 40);
    found.slice(1).forEach((each, place) => assert.equal(each.start, found[place].end));
    for (const each of marks) {
      const size = found.filter((s) => s.marks.includes(each)).reduce((sum, s) => sum + s.end - s.start, 0);
      assert.equal(size, Math.max(0, Math.min(each.end, 40) - each.start));
    }
  }
});

test("paragraphs end behind every kind of line end, and where a row begins", () => {
  const text = "一\r\n二\n三\u2028四五";
  assert.deepEqual(
    paragraphs(text, [8, 0]).map(({ start, end }) => text.slice(start, end)),
    ["一\r\n", "二\n", "三\u2028", "四", "五"],
  );
});

test("each paragraph has the marks that lie in it, one over several in all of them", () => {
  const parts = [
    { start: 0, end: 5 },
    { start: 5, end: 9 },
    { start: 9, end: 12 },
  ];
  const found = marksIn(parts, [mark("a", 0, 2), mark("b", 3, 10), mark("c", 9, 11)]);
  assert.deepEqual(
    found.map((marks) => marks.map((each) => each.key).join("")),
    ["ab", "b", "bc"],
  );
});
