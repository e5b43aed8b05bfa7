// Many notices: a list with counts. Of each only what the list needs is there before it is drawn.

import { button, el, plain, replaceIn } from "../pages/dom.js";
import { kept } from "../pages/keep.js";
import { say } from "./words.js";

export function drawList(host, notices, choose) {
  const heads = ["head.title", "head.file", "head.count", "unassigned", "check", "head.checked"].map((name) =>
    el("th", { scope: "col" }, say(name)),
  );
  const rows = notices.map((notice, place) => {
    const before = kept(notice.kept_as);
    const checked = before && before.confirmed ? Object.keys(before.confirmed).length : notice.confirmed;
    const numbers = [notice.tasks, notice.unassigned, notice.check, checked].map((number) =>
      el("td", { class: "number" }, String(number)),
    );
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        button(plain(notice.title), () => choose(place)),
      ),
      el("td", {}, plain(notice.path || "")),
      numbers,
    );
  });
  replaceIn(host, el("table", { class: "plain notices" }, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)));
}
