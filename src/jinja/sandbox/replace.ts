import { findText, searchCost, textLength, unitOffset } from "../../values/text.js";
import type { Budget } from "../../values/value.js";
import { TextBuilder } from "./allocate.js";

/**
 * `text.replace(old, replacement, count)`: all occurrences if the count is negative. An empty `old` is found
 * in front of every character and at the end.
 */
export function replaceText(
  text: string,
  old: string,
  replacement: string,
  count: number,
  budget: Budget,
): string {
  const most = count < 0 ? Number.POSITIVE_INFINITY : count;
  budget.spend(searchCost(text, old));
  if (old === "") return interleaved(text, replacement, most, budget);
  const out = new TextBuilder(budget);
  let from = 0;
  for (let done = 0; done < most; done += 1) {
    const at = findText(text, old, from);
    if (at < 0) break;
    budget.spend(1);
    out.add(text.slice(from, at)).add(replacement);
    from = at + old.length;
  }
  return from === 0 ? text : out.add(text.slice(from)).text;
}

function interleaved(text: string, part: string, most: number, budget: Budget): string {
  budget.reserve(text.length);
  const length = textLength(text);
  const parts = Math.min(most, length + 1);
  budget.spend(parts);
  budget.reserve(parts * part.length);
  let out = "";
  let from = 0;
  for (let index = 0; index < parts && from < text.length; index += 1) {
    const end = unitOffset(text, 1, from);
    out += part + text.slice(from, end);
    from = end;
  }
  return out + text.slice(from) + (length < parts ? part : "");
}
