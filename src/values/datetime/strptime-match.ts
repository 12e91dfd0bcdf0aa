import { HookloomError } from "../../errors/error.js";
import { isSpaceAt } from "../text.js";
import type { Budget } from "../value.js";
import { dayNames, monthNames } from "./strftime.js";

/** What directives have matched, by their letters, in the order of the format. */
export type Matched = ReadonlyMap<string, string>;

/** A piece of a format: text to be found, a run of blanks, or a directive. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "blanks" }
  | { readonly kind: "directive"; readonly letter: string };

const short = (name: string) => name.slice(0, 3);
const byLength = (names: readonly string[]) => [...names].sort((left, right) => right.length - left.length);
const zeroTo59 = [/[0-5]\d/y, /\d/y];
const weeks = [/5[0-3]/y, /[0-4]\d/y, /\d/y];

/** What a directive takes: the first of these with which all that follows matches, too. */
const patterns: ReadonlyMap<string, readonly RegExp[] | readonly string[]> = new Map<
  string,
  readonly RegExp[] | readonly string[]
>([
  ["d", [/3[01]/y, /[12]\d/y, /0[1-9]/y, /[1-9]/y, / [1-9]/y]],
  ["f", [/\d{6}/y, /\d{5}/y, /\d{4}/y, /\d{3}/y, /\d\d/y, /\d/y]],
  ["H", [/2[0-3]/y, /[01]\d/y, /\d/y]],
  ["I", [/1[0-2]/y, /0[1-9]/y, /[1-9]/y]],
  ["G", [/\d{4}/y]],
  ["j", [/36[0-6]/y, /3[0-5]\d/y, /[12]\d\d/y, /0[1-9]\d/y, /00[1-9]/y, /[1-9]\d/y, /0[1-9]/y, /[1-9]/y]],
  ["m", [/1[0-2]/y, /0[1-9]/y, /[1-9]/y]],
  ["M", zeroTo59],
  ["S", [/6[01]/y, ...zeroTo59]],
  ["U", weeks],
  ["W", weeks],
  ["w", [/[0-6]/y]],
  ["u", [/[1-7]/y]],
  ["V", [/5[0-3]/y, /0[1-9]/y, /[1-4]\d/y, /\d/y]],
  ["y", [/\d\d/y]],
  ["Y", [/\d{4}/y]],
  ["z", [/[+-]\d\d:?[0-5]\d:?[0-5]\d\.\d{1,6}/y, /[+-]\d\d:?[0-5]\d:?[0-5]\d/y, /[+-]\d\d:?[0-5]\d/y, /Z/y]],
  ["A", byLength(dayNames)],
  ["a", dayNames.map(short)],
  ["B", byLength(monthNames)],
  ["b", monthNames.map(short)],
  ["p", ["AM", "PM"]],
  ["Z", ["UTC", "GMT"]],
]);

/** Directives that stand for others. */
const readAs: ReadonlyMap<string, string> = new Map([
  ["c", "%a %b %d %H:%M:%S %Y"],
  ["x", "%m/%d/%y"],
  ["X", "%H:%M:%S"],
]);

/**
 * Takes a text apart by a format of `strptime`.
 * @throws HookloomError `value_error` for a format that is none, and a text that does not follow it
 */
export function matchFormat(text: string, format: string, budget: Budget): Matched {
  budget.reserve(format.length);
  const pieces = parseFormat(format, budget);
  const matched = new Map<string, string>();
  const end = match(pieces, 0, { text, budget, matched }, 0);
  if (end === undefined) fail("The time does not match the format");
  if (end !== text.length) fail("Unconverted data remains behind the time");
  // The last directive has been noted first.
  return new Map([...matched].reverse());
}

function parseFormat(format: string, budget: Budget): Piece[] {
  const pieces: Piece[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at < format.length) {
    budget.spend(1);
    const start = at;
    if (format[at] === "%") {
      const letter = String.fromCodePoint(format.codePointAt(at + 1) ?? fail("A format ends in a stray %"));
      at += 1 + letter.length;
      const own = readAs.get(letter);
      const added = own === undefined ? [pieceOf(letter)] : parseFormat(own, budget);
      for (const piece of added) {
        if (piece.kind !== "directive") continue;
        if (!patterns.has(piece.letter)) fail("A format has a directive that does not exist");
        if (seen.has(piece.letter)) fail("A format has a directive twice");
        seen.add(piece.letter);
      }
      pieces.push(...added);
    } else if (isSpaceAt(format, at)) {
      while (at < format.length && isSpaceAt(format, at)) at += 1;
      pieces.push({ kind: "blanks" });
    } else {
      while (at < format.length && format[at] !== "%" && !isSpaceAt(format, at)) at += 1;
      pieces.push({ kind: "text", text: format.slice(start, at) });
    }
  }
  return pieces;
}

function pieceOf(letter: string): Piece {
  return letter === "%" ? { kind: "text", text: "%" } : { kind: "directive", letter };
}

interface Attempt {
  readonly text: string;
  readonly budget: Budget;
  readonly matched: Map<string, string>;
}

/**
 * Where the pieces from one on end, if they match from a place on. There is a choice at directives only, and
 * none comes twice, so few ways are tried.
 */
function match(pieces: readonly Piece[], from: number, attempt: Attempt, start: number): number | undefined {
  let index = from;
  let at = start;
  for (; index < pieces.length; index += 1) {
    const piece = pieces[index] as Piece;
    if (piece.kind === "directive" || pieces[index + 1]?.kind === "directive") break;
    attempt.budget.spend(1);
    const { value: length } = lengths(piece, attempt, at).next();
    if (length === undefined) return undefined;
    at += length;
  }
  const piece = pieces[index];
  if (piece === undefined) return at;
  for (const length of lengths(piece, attempt, at)) {
    attempt.budget.spend(1);
    const end = match(pieces, index + 1, attempt, at + length);
    if (end === undefined) continue;
    if (piece.kind === "directive") attempt.matched.set(piece.letter, attempt.text.slice(at, at + length));
    return end;
  }
  return undefined;
}

/** How long a piece may be at a place, the likeliest first. */
function* lengths(piece: Piece, { text, budget }: Attempt, at: number): Generator<number> {
  if (piece.kind === "text") {
    // Long text may be compared once for each way in which the directives before it match.
    budget.spend(piece.text.length >> 3);
    const found = text.slice(at, at + piece.text.length);
    if (found.toLowerCase() === piece.text.toLowerCase()) yield found.length;
  } else if (piece.kind === "blanks") {
    let end = at;
    while (end < text.length && isSpaceAt(text, end)) end += 1;
    for (let length = end - at; length > 0; length -= 1) yield length;
  } else {
    for (const pattern of patterns.get(piece.letter) ?? []) {
      if (typeof pattern === "string") {
        const found = text.slice(at, at + pattern.length);
        if (found.toLowerCase() === pattern.toLowerCase()) yield pattern.length;
      } else {
        pattern.lastIndex = at;
        const found = pattern.exec(text);
        if (found !== null) yield found[0].length;
      }
    }
  }
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
