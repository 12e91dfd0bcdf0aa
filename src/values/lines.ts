import { type Budget, bytesPerItem } from "./value.js";

// Python ends a line at more characters than JavaScript.
// biome-ignore lint/suspicious/noControlCharactersInRegex: separators of files, groups and records end lines
const lineEnd = /\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]/g;

/** `text.splitlines(keepends)` */
export function splitLines(text: string, keepEnds: boolean, budget: Budget): string[] {
  budget.reserve(text.length);
  const lines: string[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(lineEnd)) {
    budget.reserve(bytesPerItem);
    budget.spend(1);
    lines.push(text.slice(start, keepEnds ? index + end.length : index));
    start = index + end.length;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}
