// Places in a text. Records count code points, JavaScript counts UTF-16: 𠮷 is one of the first and two of the second.

// How many numbers of a sorted list are below a limit.
export function countBelow(numbers, limit) {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Points {
  constructor(text) {
    this.text = text;
    // The characters that are two in UTF-16, by their places in code points and in UTF-16: in most texts there are none.
    this.wide = [];
    this.wideUnits = [];
    for (let unit = 0; unit < text.length; unit += 1) {
      if (text.codePointAt(unit) > 0xffff) {
        this.wide.push(unit - this.wide.length);
        this.wideUnits.push(unit);
        unit += 1;
      }
    }
  }

  get length() {
    return this.text.length - this.wide.length;
  }

  // The place in UTF-16 of a place in code points.
  unit(point) {
    return point + countBelow(this.wide, point);
  }

  // The place in code points of one in UTF-16; one in the middle of a character is where this begins.
  point(unit) {
    return unit - countBelow(this.wideUnits, unit);
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}
