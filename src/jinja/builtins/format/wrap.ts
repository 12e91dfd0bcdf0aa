import { HookloomError } from "../../../errors/error.js";
import { isFlat, isSpaceAt } from "../../../values/text.js";
import { type Budget, bytesPerItem } from "../../../values/value.js";
import { wordClass } from "../../../values/word.js";

/** How lines are wrapped. */
export interface WrapOptions {
  /** Characters in a line, more than 0. */
  readonly width: number;
  /** Whether the width is a float, by which nothing can be cut. */
  readonly isFloat: boolean;
  /** Breaks words that are longer than a line. */
  readonly breakLongWords: () => boolean;
  /** Takes a word with hyphens for several. */
  readonly splitOnHyphens: boolean;
  /** Breaks words that are too long after a hyphen if there is one. */
  readonly breakOnHyphens: () => boolean;
}

/** Characters by index: a string where each code point is one unit, otherwise a list of them. */
type Units = string | readonly string[];

/** Python's `textwrap.wrap` for one paragraph, white space kept as it is. */
export function wrapText(text: string, options: WrapOptions, budget: Budget): string[] {
  budget.spend(text.length >> 1);
  budget.reserve(isFlat(text) ? text.length : text.length * bytesPerItem);
  const units = isFlat(text) ? text : Array.from(text);
  const ends = options.splitOnHyphens ? chunkEnds(units, wordEnd) : chunkEnds(units, blankStart);
  return wrapChunks(units, ends, options, budget);
}

/** Fills lines with chunks, which are words, parts of words and the blanks between them. */
function wrapChunks(units: Units, ends: readonly number[], options: WrapOptions, budget: Budget): string[] {
  const { width } = options;
  const lines: string[] = [];
  // The chunk that comes next, and where it starts: a long word loses its start to the line before.
  let next = 0;
  let from = 0;
  while (next < ends.length) {
    // A line does not start with a blank, but for the first one.
    if (lines.length > 0 && isBlank(units, from, ends[next] as number)) {
      from = ends[next] as number;
      next += 1;
    }
    const start = from;
    let lastStart = -1;
    while (next < ends.length && (ends[next] as number) - start <= width) {
      lastStart = from;
      from = ends[next] as number;
      next += 1;
    }
    const end = ends[next];
    if (end !== undefined && end - from > width) {
      if (options.breakLongWords()) {
        lastStart = from;
        from = breakPoint(units, from, end, start, options);
      } else if (lastStart < 0) {
        lastStart = from;
        from = end;
        next += 1;
      }
    }
    const lineEnd = lastStart >= 0 && isBlank(units, lastStart, from) ? lastStart : from;
    const isEmpty = lastStart < 0 || (lineEnd === lastStart && lastStart === start);
    if (!isEmpty) {
      budget.reserve(bytesPerItem);
      budget.spend(1);
      lines.push(slice(units, start, lineEnd));
    }
  }
  return lines;
}

/** Where to break a word from `from` to `end` so that what fits stays on the line that starts at `start`. */
function breakPoint(units: Units, from: number, end: number, start: number, options: WrapOptions): number {
  const { width } = options;
  const room = width < 1 ? 1 : width - (from - start);
  const mayBreak = options.breakOnHyphens() && end - from > room;
  if (options.isFloat && width >= 1) {
    throw new HookloomError(
      "type_error",
      "slice indices must be integers or None or have an __index__ method",
    );
  }
  if (mayBreak) {
    let hyphen = from + room - 1;
    while (hyphen > from && units[hyphen] !== "-") hyphen -= 1;
    let first = from;
    while (first < hyphen && units[first] === "-") first += 1;
    if (first < hyphen) return hyphen + 1;
  }
  return Math.min(end, from + room);
}

function isBlank(units: Units, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isSpaceAt(units[at] as string, 0)) return false;
  return true;
}

function slice(units: Units, from: number, to: number): string {
  return typeof units === "string" ? units.slice(from, to) : units.slice(from, to).join("");
}

// ---------------------------------------------------------------------------------------------------
// Chunks

/** Where each chunk ends: runs of blanks, and what `endOf` finds between them. */
function chunkEnds(units: Units, endOf: (units: Units, start: number) => number): number[] {
  const ends: number[] = [];
  let at = 0;
  while (at < units.length) {
    if (isAsciiBlank(units[at])) while (isAsciiBlank(units[at])) at += 1;
    else at = endOf(units, at);
    ends.push(at);
  }
  return ends;
}

function blankStart(units: Units, start: number): number {
  let at = start + 1;
  while (at < units.length && !isAsciiBlank(units[at])) at += 1;
  return at;
}

/**
 * The end of a word, or of a part of it that a line may end with: after a hyphen between two letters and
 * two letters (`well-/known`), and before and after a dash of several hyphens (`so/--/they`).
 */
function wordEnd(units: Units, start: number): number {
  const dash = dashEnd(units, start);
  if (dash > 0) return dash;
  for (let at = start + 1; at < units.length; at += 1) {
    const unit = units[at];
    if (isAsciiBlank(unit)) return at;
    if (unit !== "-") continue;
    if (splitsAfter(units, at)) return at + 1;
    if (dashEnd(units, at) > 0) return at;
  }
  return units.length;
}

/** The end of the two or more hyphens at `start` if they stand between words; 0 if not. */
function dashEnd(units: Units, start: number): number {
  if (units[start] !== "-" || !isMatch(beforeDash, units[start - 1])) return 0;
  let end = start + 1;
  while (units[end] === "-") end += 1;
  return end - start >= 2 && isMatch(word, units[end]) ? end : 0;
}

/** Whether a line may end with the hyphen at `at`: two letters on either side, one hyphen between them allowed. */
function splitsAfter(units: Units, at: number): boolean {
  const isLetter = (index: number) => isMatch(letter, units[index]);
  const before = units[at - 2] === "-" ? isLetter(at - 3) : isLetter(at - 2);
  const after = units[at + 2] === "-" ? isLetter(at + 3) : isLetter(at + 2);
  return before && after && isLetter(at - 1) && isLetter(at + 1);
}

const word = new RegExp(`[${wordClass}]`, "u");
const letter = /[\p{L}\p{Nl}\p{No}_]/u;
const beforeDash = new RegExp(`[${wordClass}!"'&.,?]`, "u");

function isMatch(pattern: RegExp, unit: string | undefined): boolean {
  return unit !== undefined && pattern.test(unit);
}

/** Only these count as blanks between words: others, such as the non-breaking one, are to stay inside. */
function isAsciiBlank(unit: string | undefined): boolean {
  return unit === " " || unit === "\t" || unit === "\n" || unit === "\v" || unit === "\f" || unit === "\r";
}
