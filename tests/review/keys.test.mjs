import assert from "node:assert/strict";
import { test } from "node:test";

import { commandOf } from "../../src/fupin_extract/write/review/keys.js";
import { History } from "../../src/fupin_extract/write/review/undo.js";

function press(key, more = {}) {
  return commandOf({ key, target: { tagName: "BODY" }, ...more });
}

test("keys have commands, in capitals too", () => {
  assert.deepEqual(
    ["j", "K", "ArrowDown", "n", "c", "Enter", "Delete", "?", "/"].map((key) => press(key).name),
    ["next", "previous", "next", "nextToCheck", "confirm", "edit", "remove", "help", "search"],
  );
  assert.deepEqual(
    [press("2"), press("9"), press("x"), press("F5")],
    [{ name: "kind", field: "responsible_units" }, null, null, null],
  );
  assert.deepEqual(
    [
      press("z", { ctrlKey: true }).name,
      press("z", { metaKey: true, shiftKey: true }).name,
      press("c", { ctrlKey: true }),
    ],
    ["undo", "redo", null],
  );
});

test("keys are left alone while somebody writes or composes, and a button has its own", () => {
  for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) assert.equal(press("j", { target: { tagName } }), null);
  assert.equal(press("j", { target: { tagName: "DIV", isContentEditable: true } }), null);
  assert.equal(press("j", { isComposing: true }), null);
  assert.equal(press("j", { keyCode: 229 }), null);
  assert.equal(press("Enter", { target: { tagName: "BUTTON" } }), null);
});

test("states can be gone back to, and forward until there is a new one", () => {
  const history = new History("a");
  history.go("b");
  history.go("c");
  assert.deepEqual(
    [history.undo(), history.now, history.undo(), history.now, history.undo()],
    [true, "b", true, "a", false],
  );
  assert.deepEqual([history.redo(), history.now], [true, "b"]);
  history.go("d");
  assert.deepEqual([history.redo(), history.now], [false, "d"]);
});
