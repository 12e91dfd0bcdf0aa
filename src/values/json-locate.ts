import type { Span } from "../errors/source.js";
import { endOfString } from "./json-exact.js";

/**
 * Where a value stands in JSON text that is known to be well formed: the value that the path leads to or, if
 * there is none, the last one on the way to it. Of equal keys the last one counts.
 *
 * @param path keys and indexes, from the outside in
 */
export function locateInJson(text: string, path: readonly (string | number)[]): Span {
  let at = afterBlanks(text, 0);
  for (const step of path) {
    const next = text[at] === "{" ? memberOf(text, at, String(step)) : itemOf(text, at, Number(step));
    if (next === undefined) break;
    at = next;
  }
  return { start: at, end: endOfValue(text, at) };
}

function memberOf(text: string, start: number, name: string): number | undefined {
  let found: number | undefined;
  for (let at = afterBlanks(text, start + 1); text[at] === '"'; ) {
    const end = endOfString(text, at + 1) + 1;
    const value = afterBlanks(text, afterBlanks(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === name) found = value;
    at = nextItem(text, value);
  }
  return found;
}

function itemOf(text: string, start: number, index: number): number | undefined {
  if (text[start] !== "[") return undefined;
  let at = afterBlanks(text, start + 1);
  for (let count = 0; text[at] !== "]" && at < text.length; count += 1) {
    if (count === index) return at;
    at = nextItem(text, at);
  }
  return undefined;
}

/** Behind a value and the comma after it, if there is one. */
function nextItem(text: string, value: number): number {
  const end = afterBlanks(text, endOfValue(text, value));
  return text[end] === "," ? afterBlanks(text, end + 1) : end;
}

/** Brackets are counted, not descended into, so depth is no matter. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] as string;
    if (character === '"') at = endOfString(text, at + 1) + 1;
    else if (character === "{" || character === "[") {
      depth += 1;
      at += 1;
    } else if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else if (depth === 0 && (character === "," || isBlank(character))) return at;
    else {
      at += 1;
      continue;
    }
    if (depth === 0) return at;
  }
  return at;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text[at])) at += 1;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}
