import { numbered, repr } from "../../../values/print.js";
import type { Budget, Value } from "../../../values/value.js";

/** `ascii(value)`: its repr with all but ASCII as escapes. */
export function ascii(value: Value, budget: Budget): string {
  return escapeNonAscii(repr(value, budget), budget);
}

/** The text with every character past U+007F written as an escape. */
export function escapeNonAscii(text: string, budget: Budget): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
  return text.replace(/[^\x00-\x7f]/gu, (character) => {
    budget.reserve(10);
    return numbered(character.codePointAt(0) as number);
  });
}
