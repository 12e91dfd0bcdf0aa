import { printable } from "../errors/source.js";
import { checkText, wrong } from "../options.js";

/** A line of a comparison: in both, only in what was expected, or only in what came. */
export interface DiffLine {
  /** A blank for both, `-` for what was expected, `+` for what came. */
  readonly sign: " " | "-" | "+";
  /** The line, without its newline. */
  readonly text: string;
}

/** Lines around a difference that are shown. */
const context = 3;
/** Largest table for finding what two texts share; above it, all of the differing part is shown twice. */
const maxCells = 4_000_000;

/**
 * Compares two texts line by line, by their longest common subsequence; of texts whose differing parts are very long, all of
 * those is shown twice.
 *
 * @param expected the text that there should be
 * @param actual the text that there is
 * @returns the lines of both, in order, and where each is from
 * @throws HookloomError `option_invalid` for what is no text
 *
 * @example diffLines("a\nb", "a\nc").map(({ sign, text }) => sign + text) // [" a", "-b", "+c"]
 */
export function diffLines(expected: string, actual: string): DiffLine[] {
  checkText("What is expected", expected);
  checkText("What came", actual);
  const [a, b] = [expected.split("\n"), actual.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ sign: " ", text }));
  return [
    ...same(a.slice(0, start)),
    ...diffMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ];
}

/** By the longest common subsequence. */
function diffMiddle(a: string[], b: string[]): DiffLine[] {
  const out: DiffLine[] = [];
  if (a.length * b.length > maxCells) {
    for (const text of a) out.push({ sign: "-", text });
    for (const text of b) out.push({ sign: "+", text });
    return out;
  }
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ sign: " ", text: a[i] as string });
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      out.push({ sign: "-", text: a[i] as string });
      i += 1;
    } else {
      out.push({ sign: "+", text: b[j] as string });
      j += 1;
    }
  }
  return out;
}

/** The lines that differ with a few around them, and `…` for what is left out. */
export function shownLines(lines: readonly DiffLine[]): DiffLine[] {
  const near = lines.map(() => false);
  lines.forEach(({ sign }, index) => {
    if (sign !== " ") near.fill(true, Math.max(0, index - context), index + context + 1);
  });
  const out: DiffLine[] = [];
  lines.forEach(({ sign, text }, index) => {
    if (near[index] === true) out.push({ sign, text: printable(text) });
    else if (near[index - 1] === true || index === 0) out.push({ sign: " ", text: "…" });
  });
  return out;
}

/**
 * A comparison as text; control characters in it are shown as escapes.
 *
 * @param lines what {@link diffLines} gave
 * @returns lines with `+`, `-` or a blank in front; of long runs that are the same, only the ends
 * @throws HookloomError `option_invalid` for what is no list
 *
 * @example console.log(formatDiff(diffLines(expected, actual)))
 */
export function formatDiff(lines: readonly DiffLine[]): string {
  const isComparison = Array.isArray(lines) && lines.every((line) => typeof line?.text === "string");
  if (!isComparison) throw wrong("A comparison", "what diffLines gave", lines);
  return shownLines(lines)
    .map(({ sign, text }) => `${sign} ${text}`.trimEnd())
    .join("\n");
}
