import { characterBefore } from "./text.js";
import type { Budget } from "./value.js";

/** `text.lstrip(set)`: without the characters of a set at its start. */
export function stripStart(text: string, set: string, budget: Budget): string {
  budget.spend((text.length + set.length) >> 3);
  const strip = new Set(set);
  let start = 0;
  while (start < text.length) {
    const character = String.fromCodePoint(text.codePointAt(start) as number);
    if (!strip.has(character)) break;
    start += character.length;
  }
  return text.slice(start);
}

/** `text.rstrip(set)`: without the characters of a set at its end. */
export function stripEnd(text: string, set: string, budget: Budget): string {
  budget.spend((text.length + set.length) >> 3);
  const strip = new Set(set);
  let end = text.length;
  while (end > 0) {
    const character = characterBefore(text, end);
    if (!strip.has(character)) break;
    end -= character.length;
  }
  return text.slice(0, end);
}
