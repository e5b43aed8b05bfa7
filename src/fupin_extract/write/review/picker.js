// What can be made of a stretch of text that is selected: a fact of some kind, a task, the second half of a row.

import { button, el, replaceIn } from "../pages/dom.js";
import { CORRECTABLE } from "./fields.js";
import { fieldName, say } from "./words.js";

export class Picker {
  // `doing`: add(field), addTask(), split().
  constructor(doing) {
    const kinds = CORRECTABLE.map((field, place) =>
      button([el("kbd", {}, String(place + 1)), ` ${fieldName(field)}`], () => doing.add(field), {
        data: { kind: field },
      }),
    );
    this.bar = el("div", { id: "picker", role: "toolbar", "aria-label": say("picker"), hidden: true });
    replaceIn(
      this.bar,
      kinds,
      button(say("picker.split"), () => doing.split()),
      button(say("picker.task"), () => doing.addTask()),
    );
    // The text stays selected while a button is pressed.
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
    document.body.append(this.bar);
  }

  get isOpen() {
    return !this.bar.hidden;
  }

  showAt(rectangle) {
    this.bar.hidden = false;
    const { offsetWidth, offsetHeight } = this.bar;
    const left = Math.max(4, Math.min(rectangle.left, window.innerWidth - offsetWidth - 4));
    const below = rectangle.bottom + 6;
    const top = below + offsetHeight < window.innerHeight ? below : Math.max(4, rectangle.top - offsetHeight - 6);
    this.bar.style.left = `${left}px`;
    this.bar.style.top = `${top}px`;
  }

  hide() {
    this.bar.hidden = true;
  }
}
