import { numbered } from "../../values/print.js";

/** A string literal that cannot be read; the message is CPython's. */
export class BadEscape extends Error {}

const simple: ReadonlyMap<string, string> = new Map([
  ["\n", ""],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

const widths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/**
 * The text between the quotes of a string literal, as CPython's `unicode-escape` codec reads it.
 * @throws BadEscape
 */
export function unescapeString(body: string): string {
  if (!body.includes("\\")) return body;
  let out = "";
  let at = 0;
  for (let next = body.indexOf("\\"); next >= 0; next = body.indexOf("\\", at)) {
    out += body.slice(at, next);
    const kind = body[next + 1] as string;
    const width = widths.get(kind);
    const character = simple.get(kind);
    if (character !== undefined) {
      out += character;
      at = next + 2;
    } else if (width !== undefined) {
      const digits = /^[0-9a-fA-F]*/.exec(body.slice(next + 2, next + 2 + width))?.[0] as string;
      if (digits.length < width) {
        throw new BadEscape(
          `truncated \\${kind}${kind === "U" ? "XXXXXXXX" : "XXXX".slice(0, width)} escape`,
        );
      }
      const code = Number.parseInt(digits, 16);
      if (code > 0x10ffff) throw new BadEscape("illegal Unicode character");
      out += String.fromCodePoint(code);
      at = next + 2 + width;
    } else if (kind === "N") {
      throw new BadEscape(
        body[next + 2] === "{" ? "unknown Unicode character name" : "malformed \\N character escape",
      );
    } else if (kind >= "0" && kind <= "7") {
      const digits = /^[0-7]{1,3}/.exec(body.slice(next + 1, next + 4))?.[0] as string;
      out += String.fromCharCode(Number.parseInt(digits, 8));
      at = next + 1 + digits.length;
    } else if (kind > "\x7f") {
      // The codec sees the character as an escape already, so the backslash before it escapes that one.
      const code = body.codePointAt(next + 1) as number;
      out += numbered(code);
      at = next + (code > 0xffff ? 3 : 2);
    } else {
      out += `\\${kind}`;
      at = next + 2;
    }
  }
  return out + body.slice(at);
}

const nameCharacters = /[\p{L}\p{N}\p{XID_Continue}_]+/uy;

/** Where the name that starts at `at` ends; `at` itself where none does. */
export function endOfName(text: string, at: number): number {
  nameCharacters.lastIndex = at;
  return nameCharacters.test(text) ? nameCharacters.lastIndex : at;
}

/** As {@link endOfName} for names of ASCII, which nearly all are: they need no tables of Unicode. */
export function endOfAsciiName(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    // Small letters are the large ones with one more bit.
    const letter = code | 0x20;
    const isIn = (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
    if (!isIn) return end;
    end += 1;
  }
}

/** Where the number that starts at `at` ends, and whether it is a float; undefined where none does. */
export function endOfNumber(text: string, at: number): { end: number; float: boolean } | undefined {
  const first = text.charCodeAt(at);
  if (first < 0x80 && (first < 0x30 || first > 0x39)) return undefined;
  const whole = endOfDigits(text, at, decimal);
  if (whole === at) return undefined;
  // `x.0.1` is two items of x, no float.
  if (text[at - 1] !== ".") {
    const fraction = text[whole] === "." ? endOfDigits(text, whole + 1, decimal) : whole + 1;
    const mantissa = fraction > whole + 1 ? fraction : whole;
    const exponent = endOfExponent(text, mantissa);
    if (exponent > mantissa || mantissa > whole) return { end: exponent, float: true };
  }
  // Ints begin with a digit of ASCII; what else begins with a digit is a name, and no good one.
  return first < 0x80 ? { end: endOfInteger(text, at), float: false } : undefined;
}

function endOfExponent(text: string, at: number): number {
  if (text[at] !== "e" && text[at] !== "E") return at;
  const start = text[at + 1] === "+" || text[at + 1] === "-" ? at + 2 : at + 1;
  const end = endOfDigits(text, start, decimal);
  return end > start ? end : at;
}

const decimal = /\p{Nd}/u;
const zero = /0/;
const prefixed: ReadonlyMap<string, RegExp> = new Map([
  ["b", /[01]/],
  ["o", /[0-7]/],
  ["x", /[\p{Nd}a-fA-F]/u],
]);

function endOfInteger(text: string, at: number): number {
  if (text[at] !== "0") return endOfDigits(text, at, decimal);
  const digit = prefixed.get(text[at + 1]?.toLowerCase() ?? "");
  if (digit !== undefined) {
    const start = text[at + 2] === "_" ? at + 3 : at + 2;
    const end = endOfDigits(text, start, digit);
    if (end > start) return end;
  }
  return endOfDigits(text, at, zero);
}

/** Skips digits with single underscores between them. */
function endOfDigits(text: string, at: number, digit: RegExp): number {
  let end = at;
  while (end < text.length) {
    if (digit.test(text[end] as string)) end += 1;
    else if (text[end] === "_" && end > at && digit.test(text[end + 1] ?? "")) end += 2;
    else break;
  }
  return end;
}
