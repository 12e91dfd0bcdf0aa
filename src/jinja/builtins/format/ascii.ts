import { repr } from "../../../values/print.js";
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
    const code = character.codePointAt(0) as number;
    if (code < 0x100) return `\\x${code.toString(16)}`;
    if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
    return `\\U${code.toString(16).padStart(8, "0")}`;
  });
}
