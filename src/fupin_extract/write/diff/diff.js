// The page of a comparison: filtered, searched, put in order, and gone through from change to change. It reads without
// this script too, so that all it does is to hide and to move what is there.

import { setTheme, themeKept } from "../pages/theme.js";
import { isTyping } from "../pages/typing.js";
import { fits, inOrder, neighbour, wordsOf } from "./choice.js";

const byId = (name) => document.getElementById(name);
const search = byId("search");
const order = byId("order");
const wanted = new Set();
const state = { current: null };

const items = [...document.querySelectorAll("[data-kinds]")].map((element) => ({
  element,
  kinds: element.dataset.kinds.split(" "),
  text: element.textContent.toLowerCase(),
  place: Number(element.dataset.place),
  rank: Number(element.dataset.rank),
  list: element.closest(".list"),
}));
const lists = [...new Set(items.map((item) => item.list).filter(Boolean))];

// What can be gone to: what is shown and not folded away, from the top of the page down.
function reachable() {
  return items.filter(({ element, list }) => !element.hidden && !(list && list.id === "equal" && !list.open));
}

function tellPlace() {
  const there = reachable();
  const at = there.indexOf(state.current) + 1;
  byId("place").textContent = at > 0 ? `${at} / ${there.length}` : String(there.length);
}

function show() {
  const words = wordsOf(search.value);
  for (const item of items) item.element.hidden = !fits(item, wanted, words);
  for (const list of lists) {
    const some = items.some((item) => item.list === list && !item.element.hidden);
    list.hidden = !some;
    // What is asked for is not folded away.
    if (list.id === "equal") list.open = some && (wanted.has("equal") || words.length > 0);
  }
  tellPlace();
}

function goTo(item) {
  if (state.current) state.current.element.classList.remove("current");
  state.current = item;
  if (item) {
    const { element } = item;
    element.classList.add("current");
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  }
  tellPlace();
}

function step(by) {
  goTo(neighbour(reachable(), state.current, by));
}

function putInOrder() {
  const sorted = inOrder(items, order.value);
  for (const list of lists) list.append(...sorted.filter((item) => item.list === list).map((item) => item.element));
  items.sort((a, b) => lists.indexOf(a.list) - lists.indexOf(b.list) || a[order.value] - b[order.value]);
  tellPlace();
}

// Sticky parts differ in height with the room that they have: what is gone to stands below them.
function makeRoom() {
  const { position, height } = getComputedStyle(byId("top"));
  document.documentElement.style.scrollPaddingTop = position === "sticky" ? `calc(${height} + 8px)` : "8px";
}

const KEYS = { n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), "/": () => search.focus() };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === search) search.blur();
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  act();
  event.preventDefault();
});

for (const chip of document.querySelectorAll("[data-filter]")) {
  chip.addEventListener("click", () => {
    const kind = chip.dataset.filter;
    if (!wanted.delete(kind)) wanted.add(kind);
    chip.setAttribute("aria-pressed", String(wanted.has(kind)));
    show();
  });
}

// A link to what is folded or filtered away shows it.
function showTarget() {
  const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) {
    wanted.clear();
    search.value = "";
    for (const chip of document.querySelectorAll("[data-filter]")) chip.setAttribute("aria-pressed", "false");
    show();
  }
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  // What a plan made of a task is read beside the task itself.
  const task = target.closest(".task");
  if (task) task.querySelector("details").open = true;
  (task || target).scrollIntoView({ block: "start" });
  const item = items.find(({ element }) => element.contains(target));
  if (item) {
    if (state.current) state.current.element.classList.remove("current");
    state.current = item;
    item.element.classList.add("current");
    tellPlace();
  }
}

search.addEventListener("input", show);
byId("next").addEventListener("click", () => step(1));
byId("previous").addEventListener("click", () => step(-1));
if (order) order.addEventListener("change", putInOrder);
const equal = byId("equal");
if (equal) equal.addEventListener("toggle", tellPlace);
const theme = byId("theme");
theme.value = themeKept();
theme.addEventListener("change", () => setTheme(theme.value));
setTheme(theme.value);
byId("controls").hidden = false;
addEventListener("resize", makeRoom);
addEventListener("hashchange", showTarget);
makeRoom();
tellPlace();
showTarget();
