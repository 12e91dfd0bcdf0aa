import { HookloomError } from "../errors/error.js";
import { bigBytes } from "./double.js";
import { floatText } from "./float-repr.js";
import { type Budget, checkDepth, Instance, isList, type List, type Value } from "./value.js";

/** `str(value)`: what `{{ value }}` prints. */
export function text(value: Value, budget: Budget): string {
  if (typeof value === "string") return value;
  return value instanceof Instance ? value.text(budget) : repr(value, budget);
}

/** `repr(value)`: how a value prints inside a list or dict. */
export function repr(value: Value, budget: Budget, depth = 0): string {
  switch (typeof value) {
    case "string":
      return quoted(value, budget);
    case "number":
      return Number.isInteger(value) ? String(value) : floatText(value);
    case "boolean":
      return value ? "True" : "False";
    case "bigint":
      return intText(value, budget);
    default:
      if (value === null) return "None";
      if (isList(value)) return listText("[", value, "]", budget, depth);
      return value.repr(budget, depth);
  }
}

/** What an item of a list or dict costs besides its own text: the separator, short numbers, and joining them. */
export const bytesPerPrinted = 16;

/** The items between brackets, as lists and tuples print. */
export function listText(open: string, items: List, close: string, budget: Budget, depth: number): string {
  checkDepth(depth, budget);
  let out = open;
  for (let index = 0; index < items.length; index += 1) {
    budget.reserve(bytesPerPrinted);
    const item = repr(items[index] as Value, budget, depth + 1);
    out += index === 0 ? item : `, ${item}`;
  }
  return out + close;
}

/** Decimal digits of an int past 2^53. */
function intText(value: bigint, budget: Budget): string {
  const bytes = bigBytes(value);
  budget.reserve(bytes);
  // Decimal digits take time by the square of their number.
  budget.spend(Math.floor((bytes * bytes) / 1024));
  const digits = value.toString();
  budget.reserve(digits.length);
  if (digits.length > budget.limits.intDigits + 1) {
    throw new HookloomError("value_error", `An int has more than ${budget.limits.intDigits} digits`);
  }
  return digits;
}

// What Python's repr writes as an escape: all that str.isprintable denies, and the quote and backslash.
const special = /[\\'\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const specials = new RegExp(special.source, "gu");
// biome-ignore lint/suspicious/noControlCharactersInRegex: printable ASCII less quote and backslash
const plain = /^[^\x00-\x1f\x7f-\uffff\\']*$/;

/** A string literal as Python's repr writes it. */
export function quoted(value: string, budget: Budget): string {
  budget.reserve(value.length + 2);
  if (plain.test(value) || !special.test(value)) return `'${value}'`;
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value.replace(specials, (character) => {
    if (character === "'" && quote === '"') return character;
    const spelled = escapes.get(character) ?? numbered(character.codePointAt(0) as number);
    budget.reserve(spelled.length - character.length);
    return spelled;
  });
  return quote + body + quote;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["'", "\\'"],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** A code point as an escape of Python's: `\xNN`, `\uNNNN` or `\UNNNNNNNN`. */
export function numbered(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
