import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, inOrder, neighbour, wordsOf } from "../../src/fupin_extract/write/diff/choice.js";

const item = (kinds, text) => ({ kinds, text });

test("any of the kinds that are wanted, and all of the words", () => {
  const both = item(["deadlines", "text"], "县财政局 2020年底前");
  assert.ok(fits(both, new Set(), []));
  assert.ok(fits(both, new Set(["text", "units"]), []));
  assert.ok(!fits(both, new Set(["units"]), []));
  assert.ok(fits(both, new Set(["text"]), ["财政", "2020"]));
  assert.ok(!fits(both, new Set(["text"]), ["财政", "2021"]));
});

test("what is searched for are words, in small letters", () => {
  assert.deepEqual(wordsOf("  财政\u3000GDP "), ["财政", "gdp"]);
  assert.deepEqual(wordsOf(" "), []);
});

test("one goes round, and begins at either end", () => {
  const [a, b, c] = ["a", "b", "c"];
  assert.equal(neighbour([a, b, c], a, 1), b);
  assert.equal(neighbour([a, b, c], c, 1), a);
  assert.equal(neighbour([a, b, c], a, -1), c);
  assert.equal(neighbour([a, b, c], null, 1), a);
  assert.equal(neighbour([a, b, c], "gone", -1), c);
  assert.equal(neighbour([], a, 1), null);
});

test("items are put in an order, and the list that was given stays", () => {
  const items = [
    { rank: 2, place: 0 },
    { rank: 0, place: 1 },
  ];
  assert.deepEqual(
    inOrder(items, "rank").map((each) => each.place),
    [1, 0],
  );
  assert.equal(items[0].rank, 2);
});
