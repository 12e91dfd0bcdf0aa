import type { Limits } from "../limits.js";

/** What of the limits matters to JSON. */
export type JsonLimits = Pick<Limits, "jsonDepth" | "intDigits">;

/**
 * No JSON is read deeper than this, whatever the limit says: what walks the data needs the stack for it.
 */
export const maxJsonDepth = 1000;

/**
 * What `JSON.parse` makes of a text, if that says exactly what the text says; undefined for text that is no
 * JSON, and for JSON of which something would be lost.
 */
export function parseExact(text: string, { jsonDepth }: JsonLimits): unknown {
  if (!isLossless(text, Math.min(jsonDepth, maxJsonDepth))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The slow reader finds the same fault and can say where it is.
    return undefined;
  }
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether `JSON.parse` would keep everything that matters: no float that is whole or infinite, no int past
 * 15 digits, no `-0`, no key that looks like an array index, no deep nesting. Errs on the side of no.
 */
function isLossless(text: string, depthLimit: number): boolean {
  let depth = 0;
  let at = 0;
  const { length } = text;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      const end = endOfString(text, at + 1);
      if (end < 0) return false;
      // JSON.parse moves keys that are array indexes to the front.
      if (mayBeIndex(text, at + 1, end) && isKey(text, end + 1)) return false;
      at = end + 1;
    } else if (unit > 0x39) {
      // Brackets are 0x5b, 0x5d, 0x7b and 0x7d.
      if ((unit & 0xdf) === 0x5b) {
        depth += 1;
        if (depth > depthLimit) return false;
      } else if ((unit & 0xdf) === 0x5d) depth -= 1;
      at += 1;
    } else if (unit >= 0x30 || unit === 0x2d) {
      const end = endOfNumber(text, at + 1);
      if (!isExact(text.slice(at, end))) return false;
      at = end;
    } else at += 1;
  }
  return true;
}

/** Where a string ends that starts here: the place of its quote, or -1. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > 0 && text.charCodeAt(end - 1) === backslash) {
    // An odd number of backslashes escapes the quote.
    let run = 2;
    while (text.charCodeAt(end - run) === backslash) run += 1;
    if (run % 2 === 1) break;
    end = text.indexOf('"', end + 1);
  }
  return end;
}

/** Whether a string is digits; a backslash may spell one. */
function mayBeIndex(text: string, start: number, end: number): boolean {
  // The largest index has ten digits; an escape has six characters.
  if (start === end || end - start > 60) return false;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === backslash) return true;
    if (!isDigit(unit)) return false;
  }
  return true;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === 0x3a;
}

function endOfNumber(text: string, start: number): number {
  let at = start;
  for (;;) {
    const unit = text.charCodeAt(at);
    const isPart = isDigit(unit) || unit === 0x2e || (unit & 0xdf) === 0x45 || unit === 0x2b || unit === 0x2d;
    if (!isPart) return at;
    at += 1;
  }
}

function isExact(digits: string): boolean {
  if (digits.length <= 15 && whole.test(digits)) return digits !== "-0";
  const value = Number(digits);
  return !Number.isInteger(value) && Number.isFinite(value);
}

const whole = /^-?\d+$/;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether a UTF-16 unit is a blank of JSON. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
