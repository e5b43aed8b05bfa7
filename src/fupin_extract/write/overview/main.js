// The page of a database: a bar, a cell or a link leads to the rows behind it.

import { button, el, plain, replaceIn } from "../pages/dom.js";
import { setTheme, themeKept } from "../pages/theme.js";
import { behind, sieved } from "./behind.js";

const parsed = new Map();

// The one place where the page takes its data from.
function load(name) {
  if (!parsed.has(name)) parsed.set(name, JSON.parse(document.getElementById(`data-${name}`).textContent));
  return parsed.get(name);
}

function say(name, values = {}) {
  return load("about").words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

function cells(chart, record) {
  const texts = [load(chart).parts[record.part], record.fact, record.region, record.title, record.clause, record.work];
  return texts.map((text) => el("td", {}, plain(text)));
}

function tableOf(chart, records) {
  const names = ["part", "fact", "region", "notice", "clause", "work"];
  const heads = names.map((name) => el("th", { scope: "col" }, say(`col.${name}`)));
  const rows = records.map((record) => el("tr", {}, cells(chart, record)));
  return el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows));
}

// What the rows are of, and whether they are all.
function captionOf(chart, bar, part, count) {
  const { bars, parts } = load(chart);
  const [label, every] = bars[bar];
  const all = part === undefined ? Object.values(every).reduce((sum, rows) => sum + rows, 0) : every[part];
  const name = part === undefined ? label : `${label} × ${parts[part]}`;
  const some = count < all;
  return say(some ? "rows.some" : "rows.title", { name: plain(name), count, all }) + (some ? ` ${say("rows.ask")}` : "");
}

function show(chart, bar, part) {
  const host = document.getElementById(`behind-${chart}`);
  const records = behind(load(chart).rows, bar, part, load("about").notices);
  const caption = captionOf(chart, bar, part, records.length);
  const title = el("h3", { tabindex: -1 }, caption);
  const body = el("div", { class: "rows", tabindex: 0, role: "group", "aria-label": caption });
  const sieve = el("input", {
    type: "search",
    "aria-label": say("rows.sieve"),
    placeholder: say("rows.sieve"),
    on: { input: () => replaceIn(body, tableOf(chart, sieved(records, sieve.value))) },
  });
  const close = button(say("rows.close"), () => {
    host.hidden = true;
    mark(chart, null);
  });
  replaceIn(body, tableOf(chart, records));
  replaceIn(host, el("div", { class: "head" }, title, sieve, close), body);
  host.hidden = false;
  mark(chart, bar);
  title.focus({ preventScroll: true });
  host.scrollIntoView({ block: "nearest" });
}

function mark(chart, bar) {
  for (const drawn of document.querySelectorAll(`#${chart} g[data-bar]`)) {
    drawn.classList.toggle("current", drawn.dataset.bar === bar);
  }
}

document.querySelector("main").addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-bar]");
  if (!chosen) return;
  show(chosen.closest(".chart").id, chosen.dataset.bar, chosen.dataset.part);
  event.preventDefault();
});

const theme = document.getElementById("theme");
theme.value = themeKept();
theme.addEventListener("change", () => setTheme(theme.value));
setTheme(theme.value);
theme.hidden = false;
