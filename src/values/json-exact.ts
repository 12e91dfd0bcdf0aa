import type { Limits } from "../limits.js";

/** What of the limits matters to JSON. */
export type JsonLimits = Pick<Limits, "jsonDepth" | "intDigits">;

/**
 * What `JSON.parse` makes of a text, if that says exactly what the text says; undefined for text that is no
 * JSON, and for JSON of which something might be lost. In a text that is text, too, it may see a number: it errs
 * on the side of undefined.
 */
export function parseExact(text: string, limits: JsonLimits): unknown {
  return wholeFloat.test(text) ? undefined : parsePlain(text, limits);
}

/** As {@link parseExact}, for whom `1.0` is the same as `1`. */
export function parsePlain(text: string, { jsonDepth }: JsonLimits): unknown {
  if (text.length > long && isDeep(text, jsonDepth)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The slow reader finds the same fault and can say where it is.
    return undefined;
  }
  return isExact(value, jsonDepth) ? value : undefined;
}

/** Longer text is looked through first: nested as deep as it can be, it would take much time and memory to parse. */
const long = 64 * 1024;

const quote = 0x22;
const backslash = 0x5c;

/** Whether there are more brackets inside one another than the limit, or a string without an end. */
function isDeep(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) {
      at = endOfString(text, at + 1);
      if (at < 0) return true;
      // Brackets are 0x5b, 0x5d, 0x7b and 0x7d.
    } else if ((unit & 0xdf) === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if ((unit & 0xdf) === 0x5d) depth -= 1;
  }
  return false;
}

/** Whether a UTF-16 unit is a blank of JSON. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}

/** Where a string ends that starts here: the place of its quote, or -1. */
export function endOfString(text: string, start: number): number {
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

/** A number with a fraction or an exponent that may be whole: `JSON.parse` makes the same of it as of an int. */
const wholeFloat = /\d(?:\.0+|[eE][+-]?\d+)\s*(?:[,}\]]|$)/;

/** The least int of 16 digits: from here on, ints may be rounded. */
const large = 1e15;

/**
 * Whether nothing that `JSON.parse` made may have been said otherwise: no int past 15 digits, nothing infinite,
 * no `-0`, no key that looks like an array index; and whether nothing is deeper than the limit.
 */
function isExact(value: unknown, depth: number): boolean {
  if (typeof value === "number") return value > -large && value < large && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item !== "string" && !isExact(item, depth - 1)) return false;
    return true;
  }
  let isFirst = true;
  for (const key in value) {
    // Keys that are array indexes come first, wherever they were in the text.
    if (isFirst && key < ":" && digits.test(key)) return false;
    isFirst = false;
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== "string" && !isExact(item, depth - 1)) return false;
  }
  return true;
}

const digits = /^\d+$/;
