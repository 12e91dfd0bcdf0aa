import type { Source } from "./source.js";

const known = new WeakMap<Source, Places>();

/** The places of a source, for whoever asks for many of them; `Source.locate` is for one. */
export function placesIn(source: Source): Places {
  const places = known.get(source) ?? new Places(source.text);
  known.set(source, places);
  return places;
}

/** Lines, columns and original offsets of places in a text, each found without going through all of it. */
export class Places {
  readonly #text: string;
  /** Where each line starts. */
  readonly #lines: number[] = [0];
  /** Where each newline was two characters in the text as it was given. */
  readonly #double: number[] = [];
  /** The place that was asked for last: those behind it in its line are counted on from there. */
  #last = { at: 0, line: 1, column: 1 };

  /**
   * @param text the text with its newlines made `\n`
   * @param given the text as it was given, if that may be another
   */
  constructor(text: string, given = text) {
    this.#text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#lines.push(at + 1);
    let found = 0;
    for (let at = given.indexOf("\r\n"); at >= 0; at = given.indexOf("\r\n", at + 2)) {
      this.#double.push(at - found);
      found += 1;
    }
  }

  /** The line of a place, from 1. */
  line(at: number): number {
    return countBelow(this.#lines, at + 1);
  }

  /** The column of a place in code points, from 1. */
  column(at: number): number {
    const line = this.line(at);
    const isBehind = line === this.#last.line && at >= this.#last.at;
    let column = isBehind ? this.#last.column : 1;
    for (const _ of this.#text.slice(isBehind ? this.#last.at : this.#lines[line - 1], at)) column += 1;
    this.#last = { at, line, column };
    return column;
  }

  /** Where the place was in the text as it was given. */
  given(at: number): number {
    return at + countBelow(this.#double, at);
  }
}

/** How many of the numbers, which rise, are below another. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
