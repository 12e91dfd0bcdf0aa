import { HookloomError } from "../errors/error.js";
import { checkDigits, negate } from "./arithmetic.js";
import { isAscii } from "./character-kinds.js";
import { type Int, toInt } from "./number.js";
import { isSpaceAt } from "./text.js";
import type { Budget } from "./value.js";

const digitsAlone = /^[0-9A-Za-z]+$/;
const floatPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** An underscore that does not stand between digits: of any base, or decimal ones. */
const misplaced = /(?:^|[^0-9A-Za-z])_|_(?:[^0-9A-Za-z]|$)/;
const misplacedInFloat = /(?:^|\D)_|_(?:\D|$)/;
const infinity = /^[+-]?inf(?:inity)?$/i;
const notANumber = /^[+-]?nan$/i;
const prefixBases: ReadonlyMap<string, number> = new Map([
  ["0b", 2],
  ["0o", 8],
  ["0x", 16],
]);

/**
 * Python's `int(text, base)`: blanks around, a sign, `_` between digits, any script's digits; undefined for
 * what is no int.
 * @throws HookloomError `value_error` for more digits than allowed, as in Python
 */
export function parseInteger(text: string, base: number, budget: Budget): Int | undefined {
  budget.spend(text.length >> 6);
  const written = stripBlanks(asciiDigits(text, budget));
  const negative = written.startsWith("-");
  let digits = negative || written.startsWith("+") ? written.slice(1) : written;
  const prefixBase = prefixBases.get(digits.slice(0, 2).toLowerCase());
  let effective = base;
  if (prefixBase !== undefined && (base === 0 || base === prefixBase)) {
    effective = prefixBase;
    digits = digits.slice(digits[2] === "_" ? 3 : 2);
  } else if (base === 0) {
    effective = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) return undefined;
  }
  digits = withoutUnderscores(digits, misplaced, budget);
  const size = digitsAlone.test(digits) ? digitsToInt(digits, effective, budget) : undefined;
  return size !== undefined && negative ? (negate(size) as Int) : size;
}

function digitsToInt(digits: string, base: number, budget: Budget): Int | undefined {
  const isPowerOfTwo = (base & (base - 1)) === 0;
  if (digits.length > budget.limits.intDigits && !isPowerOfTwo) {
    const message = `An int may not have more than ${budget.limits.intDigits} digits`;
    throw new HookloomError("value_error", message);
  }
  if (digits.length < 11) return smallInt(digits, base);
  checkDigits(Math.ceil(digits.length * Math.log10(base)), budget);
  budget.spend(digits.length);
  if (base === 10) return /^\d+$/.test(digits) ? toInt(BigInt(digits)) : undefined;
  budget.spend(Math.floor((digits.length * digits.length) / 1024));
  let result = 0n;
  const tenDigits = BigInt(base) ** 10n;
  // Ten digits at a time are few enough for a double, in every base.
  for (let at = 0; at < digits.length; at += 10) {
    const piece = digits.slice(at, at + 10);
    const value = smallInt(piece, base);
    if (value === undefined) return undefined;
    const unit = piece.length === 10 ? tenDigits : BigInt(base) ** BigInt(piece.length);
    result = result * unit + BigInt(value);
  }
  return toInt(result);
}

/** The value of ten digits at most. */
function smallInt(digits: string, base: number): number | undefined {
  let result = 0;
  for (const digit of digits) {
    const value = Number.parseInt(digit, 36);
    if (value >= base) return undefined;
    result = result * base + value;
  }
  return result;
}

/** Python's `float(text)`; undefined for what is no float. */
export function parseFloating(text: string, budget: Budget): number | undefined {
  budget.spend(text.length >> 6);
  const number = withoutUnderscores(stripBlanks(asciiDigits(text, budget)), misplacedInFloat, budget);
  if (floatPattern.test(number)) return Number(number);
  if (infinity.test(number))
    return number.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return notANumber.test(number) ? Number.NaN : undefined;
}

/** Without the underscores, or as it is where one of them is misplaced: then it is no number. */
function withoutUnderscores(written: string, wrong: RegExp, budget: Budget): string {
  if (!written.includes("_")) return written;
  budget.spend(written.length >> 3);
  return wrong.test(written) ? written : written.split("_").join("");
}

/** Without the blanks around it: those of `str.strip`, but for U+001C to U+001F. */
function stripBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlankAt(text, start)) start += 1;
  while (end > start && isBlankAt(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isSpaceAt(text, at) && !(code >= 0x1c && code <= 0x1f);
}

/** Writes decimal digits of every script as 0 to 9. */
export function asciiDigits(text: string, budget: Budget): string {
  if (isAscii(text)) return text;
  budget.spend(text.length);
  return text.replace(/\p{Nd}/gu, (digit) => String(decimalDigit(digit)));
}

const decimal = /^\p{Nd}$/u;

/** The value of a decimal digit of any script; undefined for any other character. */
export function decimalDigit(character: string): number | undefined {
  if (!decimal.test(character)) return undefined;
  const code = character.codePointAt(0) as number;
  // Digits stand in runs of ten from zero up; the mathematical ones are five runs without a gap.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let value = 0;
  while (value < 9 && decimal.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
