import { isAscii } from "./character-kinds.js";
import type { Budget } from "./value.js";

/**
 * Python's casing of text, on all of Unicode. JavaScript has the full upper and lower case mappings; what it
 * lacks (title case, case folding) follows from them by a few rules, which were checked against CPython on
 * every code point.
 */

const upperCase = /\p{Uppercase}/u;
const lowerCase = /\p{Lowercase}/u;
const capital = /[\p{Uppercase}\p{Lt}]/u;
const small = /[\p{Lowercase}\p{Lt}]/u;
const cased = /\p{Cased}/u;

/** `text.upper()` */
export function toUpper(text: string, budget: Budget): string {
  return paid(text, budget, () => text.toUpperCase());
}

/** `text.lower()` */
export function toLower(text: string, budget: Budget): string {
  return paid(text, budget, () => text.toLowerCase());
}

/** `text.title()`: a capital after whatever is no letter with a case, and small letters after those. */
export function toTitle(text: string, budget: Budget): string {
  let inWord = false;
  return mapped(text, budget, (character, at) => {
    const result = inWord ? lowerAt(text, at, character) : titleOf(character);
    inWord = cased.test(character);
    return result;
  });
}

/** `text.capitalize()`: the first character in title case, the others in lower case. */
export function capitalize(text: string, budget: Budget): string {
  const [first = ""] = text;
  // All of it is lowered before the first is cut off: a final sigma depends on what stands before it.
  return paid(text, budget, () => titleOf(first) + text.toLowerCase().slice(first.toLowerCase().length));
}

/** `text.swapcase()` */
export function swapCase(text: string, budget: Budget): string {
  return mapped(text, budget, (character, at) => {
    if (upperCase.test(character)) return lowerAt(text, at, character);
    return lowerCase.test(character) ? character.toUpperCase() : character;
  });
}

/** `text.casefold()`: equal for texts that differ in case only. */
export function caseFold(text: string, budget: Budget): string {
  return isAscii(text) ? toLower(text, budget) : mapped(text, budget, foldOf);
}

/** `text.isupper()`: some letters with a case, and none of them small. */
export function isUpper(text: string): boolean {
  return upperCase.test(text) && !small.test(text);
}

/** `text.islower()`: some letters with a case, and none of them capital. */
export function isLower(text: string): boolean {
  return lowerCase.test(text) && !capital.test(text);
}

/** `text.istitle()`: some words, each of one capital and small letters. */
export function isTitle(text: string, budget: Budget): boolean {
  budget.spend(text.length >> 2);
  let found = false;
  let inWord = false;
  for (const character of text) {
    const isCapital = capital.test(character);
    const isSmall = !isCapital && lowerCase.test(character);
    if (isCapital ? inWord : isSmall && !inWord) return false;
    inWord = isCapital || isSmall;
    found ||= inWord;
  }
  return found;
}

/** A character's title case: its upper case, but for what is written with several letters. */
function titleOf(character: string): string {
  // Georgian is its own title case; digraphs have a form of their own, the one after the capital's.
  if (/[\u10d0-\u10ff\p{Lt}]/u.test(character)) return character;
  const upper = character.toUpperCase();
  if (/[\u01c4\u01c7\u01ca\u01f1]/.test(upper)) return String.fromCharCode(upper.charCodeAt(0) + 1);
  if (upper.length <= character.length || character === "\u0149") return upper;
  if (!upper.endsWith("\u0399")) return upper.charAt(0) + upper.slice(1).toLowerCase();
  // A Greek iota beside a capital becomes the mark below it, in one character where there is one.
  const marked = `${upper.slice(0, -1)}\u0345`;
  return upper.length === 2 ? marked.normalize("NFC") : marked;
}

function foldOf(character: string): string {
  // Cherokee folds to capitals, for those were there first.
  if (/[\u13a0-\u13fd\uab70-\uabbf]/.test(character)) return character.toUpperCase();
  if (character === "\u0131") return character;
  return character === "\u1e9e" ? "ss" : character.toUpperCase().toLowerCase();
}

// A capital sigma at the end of a word; characters that casing ignores, such as accents, do not count.
const finalSigma =
  /(?<=(?!\p{Case_Ignorable})\p{Cased}\p{Case_Ignorable}*)\u03a3(?!\p{Case_Ignorable}*(?!\p{Case_Ignorable})\p{Cased})/uy;

/** The lower case of the character at `at`, which for a sigma depends on what stands around it. */
function lowerAt(text: string, at: number, character: string): string {
  if (character !== "\u03a3") return character.toLowerCase();
  finalSigma.lastIndex = at;
  return finalSigma.test(text) ? "\u03c2" : "\u03c3";
}

/** The text with every character replaced by what a function makes of it and of its UTF-16 offset. */
function mapped(text: string, budget: Budget, map: (character: string, at: number) => string): string {
  budget.spend(text.length);
  return paid(text, budget, () => {
    let out = "";
    let at = 0;
    for (const character of text) {
      out += map(character, at);
      at += character.length;
    }
    return out;
  });
}

/** Pays for a result that is about as long as its origin, and for what it is longer: three times at most. */
function paid(text: string, budget: Budget, make: () => string): string {
  budget.reserve(text.length);
  const result = make();
  budget.reserve(Math.max(0, result.length - text.length));
  return result;
}
