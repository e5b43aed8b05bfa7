// The page: the list of its notices, or one of them.

import { load } from "./data.js";
import { commandOf } from "./keys.js";
import { drawList } from "./list.js";
import { Review } from "./review.js";
import { setTheme, themeKept } from "../pages/theme.js";

const screen = {
  list: document.getElementById("list"),
  review: document.getElementById("review"),
  drawer: document.getElementById("drawer"),
};

function turnTo(name) {
  screen.list.hidden = name !== "list";
  screen.review.hidden = name !== "review";
  screen.drawer.hidden = name !== "review";
}

const review = new Review({
  list: () => showList(),
  chooseNotice: (place) => showNotice(place),
});

function showList() {
  turnTo("list");
  review.bar.showList();
  drawList(screen.list, load().notices, showNotice);
}

function showNotice(place) {
  turnTo("review");
  review.show(place);
}

const COMMANDS = {
  next: () => review.step(1),
  previous: () => review.step(-1),
  nextToCheck: () => review.nextToCheck(),
  confirm: () => review.corrector.confirmAndGo(),
  edit: () => {
    const row = review.current && review.rowOf(review.current);
    if (!row) return;
    if (review.fact) review.corrector.editFact(row, review.fact);
    else review.corrector.editRow(row);
  },
  remove: () => review.corrector.removeCurrent(),
  add: () => review.corrector.addSelected(null),
  kind: ({ field }) => review.corrector.addSelected(field),
  search: () => review.bar.search.focus(),
  undo: () => review.corrector.undo(),
  redo: () => review.corrector.redo(),
  export: () => review.corrector.exportPatch(),
  help: () => review.dialogs.keys(),
};

document.addEventListener("keydown", (event) => {
  const command = commandOf(event);
  if (!command || screen.review.hidden || review.dialogs.isOpen) return;
  COMMANDS[command.name](command);
  event.preventDefault();
});

setTheme(themeKept());
if (load().notices.length > 1) showList();
else showNotice(0);
