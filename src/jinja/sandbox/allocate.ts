import { textLength } from "../../values/text.js";
import { type Budget, bytesPerItem, type List, type Value } from "../../values/value.js";

/**
 * What makes data grow: text and lists that are longer than what they are made of. Every function pays for its result
 * before it builds it, so no argument can make it build too much. Code elsewhere that makes data grow is built on these,
 * or pays in the same way.
 */

/** `left + right` for text */
export function concat(left: string, right: string, budget: Budget): string {
  budget.reserve(left.length + right.length);
  return left + right;
}

/** `text * count` */
export function repeat(text: string, count: number, budget: Budget): string {
  if (count <= 0 || text === "") return "";
  budget.reserve(text.length * count);
  return text.repeat(count);
}

/** The parts with a separator between them. */
export function joinText(parts: readonly string[], separator: string, budget: Budget): string {
  let length = separator.length * Math.max(0, parts.length - 1);
  for (const part of parts) length += part.length;
  budget.reserve(length);
  budget.spend(parts.length);
  return parts.join(separator);
}

/** `left` and `right` fill characters around the text. */
export function pad(text: string, left: number, right: number, fill: string, budget: Budget): string {
  return repeat(fill, left, budget) + text + repeat(fill, right, budget);
}

/** Fills on both sides up to a width in code points. CPython puts the odd one on the left where the width is odd. */
export function center(text: string, width: number, fill: string, budget: Budget): string {
  const gap = Math.max(0, width - textLength(text));
  const left = Math.floor(gap / 2) + (gap % 2 === 1 && width % 2 === 1 ? 1 : 0);
  return pad(text, left, gap - left, fill, budget);
}

/** Fills on the left up to a width in code points. */
export function padStart(text: string, width: number, fill: string, budget: Budget): string {
  return pad(text, width - textLength(text), 0, fill, budget);
}

/** Fills on the right up to a width in code points. */
export function padEnd(text: string, width: number, fill: string, budget: Budget): string {
  return pad(text, 0, width - textLength(text), fill, budget);
}

/** `left + right` for lists */
export function concatLists(left: List, right: List, budget: Budget): List {
  budget.reserve((left.length + right.length) * bytesPerItem);
  budget.spend(left.length + right.length);
  return left.concat(right);
}

/** `list * count` */
export function repeatList(list: List, count: number, budget: Budget): List {
  const length = count <= 0 ? 0 : list.length * count;
  budget.reserve(length * bytesPerItem);
  budget.spend(length);
  const result: List = [];
  for (let index = 0; index < length; index += 1) result.push(list[index % list.length] as Value);
  return result;
}

/** Text that grows piece by piece. */
export class TextBuilder {
  text = "";
  readonly #budget: Budget;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  add(piece: string): this {
    this.#budget.reserve(piece.length);
    this.text += piece;
    return this;
  }
}
