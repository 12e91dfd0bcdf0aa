import { HookloomError } from "../../errors/error.js";
import { asciiDigits } from "../number-parse.js";
import { isSpaceAt } from "../text.js";
import type { Budget } from "../value.js";
import { dayNames, monthNames } from "./strftime.js";

/** What directives have matched, by their letters, in the order of the format. */
export type Matched = ReadonlyMap<string, string>;

/** A piece of a format: text to be found, a run of blanks, or a directive. */
type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "blanks" }
  | { readonly kind: "directive"; readonly letter: string; readonly ways: readonly RegExp[] };

const short = (names: readonly string[]) => names.map((name) => name.slice(0, 3)).join("|");
const zeroTo59 = "[0-5]#|#";
const week = "5[0-3]|[0-4]#|#";
const offset = "[+-]##:?[0-5]#";
const withSeconds = `${offset}:?[0-5]#`;

/** What a directive takes: the first of these with which all that follows matches, too. `#` is a digit of any script. */
const patterns: ReadonlyMap<string, readonly RegExp[]> = new Map(
  Object.entries({
    d: "3[01]|[12]#|0[1-9]|[1-9]| [1-9]",
    f: "[0-9]{6}|[0-9]{5}|[0-9]{4}|[0-9]{3}|[0-9]{2}|[0-9]",
    H: "2[0-3]|[01]#|#",
    I: "1[0-2]|0[1-9]|[1-9]",
    G: "####",
    j: "36[0-6]|3[0-5]#|[12]##|0[1-9]#|00[1-9]|[1-9]#|0[1-9]|[1-9]",
    m: "1[0-2]|0[1-9]|[1-9]",
    M: zeroTo59,
    S: `6[01]|${zeroTo59}`,
    U: week,
    W: week,
    w: "[0-6]",
    u: "[1-7]",
    V: "5[0-3]|0[1-9]|[1-4]#|#",
    y: "##",
    Y: "####",
    z: `${withSeconds}[.]#{1,6}|${withSeconds}|${offset}|Z`,
    A: dayNames.join("|"),
    a: short(dayNames),
    B: monthNames.join("|"),
    b: short(monthNames),
    p: "AM|PM",
    Z: "UTC|GMT",
  }).map(([letter, ways]) => [letter, ways.split("|").map(wayOf)]),
);

/** Names are read in any case. */
function wayOf(way: string): RegExp {
  return new RegExp(way.replaceAll("#", "\\p{Nd}"), /#|Z/.test(way) ? "uy" : "iy");
}

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
  if (letter === "%") return { kind: "text", text: "%" };
  const ways = patterns.get(letter) ?? fail("A format has a directive that does not exist");
  return { kind: "directive", letter, ways };
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
    if (piece.kind === "directive") {
      const found = attempt.text.slice(at, at + length);
      attempt.matched.set(piece.letter, asciiDigits(found, attempt.budget));
    }
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
    for (const way of piece.ways) {
      way.lastIndex = at;
      const found = way.exec(text);
      if (found !== null) yield found[0].length;
    }
  }
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
