import type { Span } from "../errors/source.js";
import { endOfString, isBlank } from "./json-exact.js";

/**
 * Where a value stands in JSON text that is known to be well formed: the value that the path leads to or, if
 * there is none, the last one on the way to it. Of equal keys the last one counts. The text is gone through once, however
 * long the path is.
 *
 * @param path keys and indexes, from the outside in
 */
export function locateInJson(text: string, path: readonly (string | number)[]): Span {
  let found = afterBlanks(text, 0);
  /** Goes behind a value to which so many steps of the path have led. */
  const pass = (start: number, steps: number): number => {
    const close = closers[text[start] as string];
    if (close === undefined || steps === path.length) return endOfValue(text, start);
    const wanted = String(path[steps]);
    let at = afterBlanks(text, start + 1);
    for (let index = 0; text[at] !== close && at < text.length; index += 1) {
      let key = String(index);
      if (close === "}") {
        const end = endOfString(text, at + 1) + 1;
        key = JSON.parse(text.slice(at, end)) as string;
        at = afterBlanks(text, afterBlanks(text, end) + 1);
      }
      if (key === wanted) found = at;
      at = afterBlanks(text, key === wanted ? pass(at, steps + 1) : endOfValue(text, at));
      if (text[at] === ",") at = afterBlanks(text, at + 1);
    }
    return at + 1;
  };
  pass(found, 0);
  return { start: found, end: endOfValue(text, found) };
}

const closers: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

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
    } else if (depth === 0 && (character === "," || isBlank(text.charCodeAt(at)))) return at;
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
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
