// States that follow one another, and the way back. A state is never changed, only replaced.

export class History {
  constructor(state) {
    this.states = [state];
    this.place = 0;
  }

  get now() {
    return this.states[this.place];
  }

  // A new state; what had been undone is gone.
  go(state) {
    this.states = [...this.states.slice(0, this.place + 1), state];
    this.place += 1;
  }

  undo() {
    if (this.place === 0) return false;
    this.place -= 1;
    return true;
  }

  redo() {
    if (this.place + 1 === this.states.length) return false;
    this.place += 1;
    return true;
  }
}
