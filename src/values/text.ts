/**
 * Strings as Python has them: sequences of code points. JavaScript counts UTF-16 units, so every index and
 * length goes through here. Text without surrogates, nearly all text, takes the direct way.
 */

const surrogate = /[\ud800-\udfff]/;

/** Whether every code point is one UTF-16 unit, so that JavaScript's indexes are Python's. */
export function isFlat(text: string): boolean {
  return !surrogate.test(text);
}

/** Whether text has no half surrogate pairs, so that it can be written in UTF-8. */
export function isWellFormed(text: string): boolean {
  return isFlat(text) || !loneSurrogate.test(text);
}

/** The text with U+FFFD for each half surrogate pair. */
export function toWellFormed(text: string): string {
  return isFlat(text) ? text : text.replace(/\p{Surrogate}/gu, "\ufffd");
}

const loneSurrogate = /\p{Surrogate}/u;

/** `len(text)` */
export function textLength(text: string): number {
  if (isFlat(text)) return text.length;
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    if (isPair(text, at)) {
      count -= 1;
      at += 1;
    }
  }
  return count;
}

/** Whether text has more code points than that. They are never more than UTF-16 units, so few texts need counting. */
export function isLonger(text: string, length: number): boolean {
  return text.length > length && textLength(text) > length;
}

/** The code points as strings. */
export function characters(text: string): string[] {
  return isFlat(text) ? text.split("") : Array.from(text);
}

/** `text[index]` for an index that has been checked against the length. */
export function characterAt(text: string, index: number): string {
  if (isFlat(text)) return text.charAt(index);
  const unit = unitOffset(text, index);
  return text.slice(unit, unit + (isPair(text, unit) ? 2 : 1));
}

/** The code point that ends at a UTF-16 offset above 0. */
export function characterBefore(text: string, end: number): string {
  return text.slice(end > 1 && isPair(text, end - 2) ? end - 2 : end - 1, end);
}

/** `text[start:stop]` for 0 ≤ start ≤ stop ≤ length. */
export function sliceText(text: string, start: number, stop: number): string {
  if (isFlat(text)) return text.slice(start, stop);
  const from = unitOffset(text, start);
  return text.slice(from, unitOffset(text, stop - start, from));
}

/** The UTF-16 offset that lies `count` code points after `from`. */
export function unitOffset(text: string, count: number, from = 0): number {
  let unit = from;
  for (let left = count; left > 0 && unit < text.length; left -= 1) unit += isPair(text, unit) ? 2 : 1;
  return unit;
}

/** How many code points lie before a UTF-16 offset. */
export function codePointIndex(text: string, unit: number): number {
  return textLength(text.slice(0, unit));
}

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  if (high < 0xd800 || high > 0xdbff) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

/** Orders by code point, as Python does. UTF-16 would put U+10000 before U+E000. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    if (a < 0xd800 && b < 0xd800) return a - b;
    // Half a pair is a code point by itself, and below those that follow the surrogates.
    const before = at > 0 && isHighSurrogate(left.charCodeAt(at - 1)) ? at - 1 : at;
    return codePointOrder(left, right, before) || codePointOrder(left, right, at);
  }
  return left.length - right.length;
}

/** Of so few texts, each is put in its place in less time than it takes to call the platform's sort. */
const fewTexts = 8;

/** Sorts by code point. */
export function sortText(texts: readonly string[]): string[] {
  if (texts.length <= fewTexts) return insertSorted(texts);
  // By UTF-16 unit is much faster, and nearly always the same.
  const sorted = texts.toSorted();
  for (let at = 1; at < sorted.length; at += 1) {
    if (compareText(sorted[at - 1] as string, sorted[at] as string) > 0) return texts.toSorted(compareText);
  }
  return sorted;
}

function insertSorted(texts: readonly string[]): string[] {
  const sorted = texts.slice();
  for (let index = 1; index < sorted.length; index += 1) {
    const text = sorted[index] as string;
    let at = index;
    for (; at > 0 && compareText(sorted[at - 1] as string, text) > 0; at -= 1)
      sorted[at] = sorted[at - 1] as string;
    sorted[at] = text;
  }
  return sorted;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function codePointOrder(left: string, right: string, at: number): number {
  return (left.codePointAt(at) as number) - (right.codePointAt(at) as number);
}

/** What `str.isspace` and `str.strip` take for white space, as the inside of a character class. */
export const spaceClass =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const spaceCharacter = new RegExp(`[${spaceClass}]`);

/** Whether the UTF-16 unit at `at` is white space for Python. */
export function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x1f);
  return code >= 0x85 && spaceCharacter.test(text.charAt(at));
}

/** `text.lstrip()` */
export function stripSpaceStart(text: string): string {
  let start = 0;
  while (start < text.length && isSpaceAt(text, start)) start += 1;
  return start === 0 ? text : text.slice(start);
}

/** `text.rstrip()` */
export function stripSpaceEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpaceAt(text, end - 1)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** `text.strip()` */
export function stripSpace(text: string): string {
  return stripSpaceEnd(stripSpaceStart(text));
}

/** Up to so many steps in the worst case, or for such short parts, the platform's own search is used. */
const nativeSearchWork = 1 << 14;
const nativeSearchPart = 8;

/**
 * `text.indexOf(part, from)` in linear time. The platform's search takes length × length steps on text made
 * to be slow, so long searches go through Knuth, Morris and Pratt's.
 */
export function findText(text: string, part: string, from: number): number {
  const rest = text.length - from;
  if (part.length > rest) return -1;
  if (part.length < nativeSearchPart || rest * part.length <= nativeSearchWork)
    return text.indexOf(part, from);
  const borders = borderTable(part);
  let matched = 0;
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && part.charCodeAt(matched) !== unit) matched = borders[matched - 1] as number;
    if (part.charCodeAt(matched) === unit) matched += 1;
    if (matched === part.length) return at - matched + 1;
  }
  return -1;
}

/** `text.slice(0, end).lastIndexOf(part)` in time linear in what lies between the occurrence and the end. */
export function findLastText(text: string, part: string, end: number): number {
  if (part.length > end) return -1;
  if (part.length < nativeSearchPart || end * part.length <= nativeSearchWork) {
    return text.lastIndexOf(part, end - part.length);
  }
  // The same search, walking backwards for the mirrored part.
  const mirrored = part.split("").reverse().join("");
  const borders = borderTable(mirrored);
  let matched = 0;
  for (let at = end - 1; at >= 0; at -= 1) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && mirrored.charCodeAt(matched) !== unit) matched = borders[matched - 1] as number;
    if (mirrored.charCodeAt(matched) === unit) matched += 1;
    if (matched === part.length) return at;
  }
  return -1;
}

/** Fuel of a search: what the platform does not do by itself takes longer. */
export function searchCost(text: string, part: string): number {
  const isNative = part.length < nativeSearchPart || text.length * part.length <= nativeSearchWork;
  return (text.length + part.length) >> (isNative ? 6 : 3);
}

/** For each prefix, the length of its longest proper prefix that is its suffix too. */
function borderTable(part: string): Int32Array {
  const borders = new Int32Array(part.length);
  let matched = 0;
  for (let at = 1; at < part.length; at += 1) {
    const unit = part.charCodeAt(at);
    while (matched > 0 && part.charCodeAt(matched) !== unit) matched = borders[matched - 1] as number;
    if (part.charCodeAt(matched) === unit) matched += 1;
    borders[at] = matched;
  }
  return borders;
}
