import assert from "node:assert/strict";
import { test } from "node:test";

import { Points } from "../../src/fupin_extract/write/review/points.js";

const TEXT = "甲𠮷乙😀丙";

test("places in code points and in UTF-16 are the same text", () => {
  const points = new Points(TEXT);
  const characters = [...TEXT];
  assert.equal(points.length, characters.length);
  for (let start = 0; start <= characters.length; start += 1) {
    for (let end = start; end <= characters.length; end += 1) {
      assert.equal(points.slice(start, end), characters.slice(start, end).join(""));
    }
    assert.equal(points.point(points.unit(start)), start);
  }
});

test("a place in the middle of a character is where it begins", () => {
  assert.equal(new Points(TEXT).point(2), 1);
  assert.equal(new Points(TEXT).point(5), 3);
});

test("a text within the basic plane counts alike in both", () => {
  const points = new Points("由县财政局牵头");
  assert.deepEqual([points.wide, points.unit(3), points.point(3)], [[], 3, 3]);
});
