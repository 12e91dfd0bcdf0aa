import { isSpaceAt, sliceText, spaceClass, textLength } from "../../../values/text.js";
import type { Budget } from "../../../values/value.js";
import { wordClass } from "../../../values/word.js";
import { TextBuilder } from "../../sandbox/allocate.js";

/** How links are made. */
export interface LinkOptions {
  /** Written into every tag of a link, with a blank in front. */
  readonly attributes: string;
  /** What a link shows of its address. */
  readonly shown: (url: string) => string;
  /** What addresses may start with besides the usual, such as `tel:`. */
  readonly schemes: readonly string[];
}

/** Fuel of looking at a word from all sides. */
const wordCost = 16;

const pieces = new RegExp(`[${spaceClass}]+|[^${spaceClass}]+`, "g");

/**
 * Makes links of what looks like an address in escaped text, as Jinja2's `urlize` does. Jinja2 tells by
 * patterns that may try many ways; here each is taken apart at the characters that cannot be elsewhere.
 */
export function urlize(html: string, options: LinkOptions, budget: Budget): string {
  budget.reserve(html.length);
  const out = new TextBuilder(budget);
  for (const [piece] of html.matchAll(pieces)) {
    if (isSpaceAt(piece, 0)) out.add(piece);
    else {
      budget.spend(wordCost + (piece.length >> 3));
      addWord(piece, options, budget, out);
    }
  }
  return out.text;
}

function addWord(word: string, options: LinkOptions, budget: Budget, out: TextBuilder): void {
  const start = headEnd(word);
  const end = balanced(word, start, tailStart(word, start));
  out.add(word.slice(0, start));
  addLink(word.slice(start, end), options, budget, out);
  out.add(word.slice(end));
}

function addLink(text: string, options: LinkOptions, budget: Budget, out: TextBuilder): void {
  const { attributes, schemes, shown } = options;
  if (isWebAddress(text)) {
    const isComplete = text.startsWith("https://") || text.startsWith("http://");
    out
      .add(`<a href="${isComplete ? "" : "https://"}`)
      .add(text)
      .add('"')
      .add(attributes)
      .add(">");
    out.add(shown(text)).add("</a>");
    return;
  }
  const address = text.startsWith("mailto:") ? text.slice(7) : text;
  const mayBeMail = address !== text || (!/^(?:www\.|@)/.test(text) && !text.includes(":"));
  if (mayBeMail && isMailAddress(address)) {
    out.add('<a href="mailto:').add(address).add('">').add(address).add("</a>");
    return;
  }
  for (const scheme of schemes) {
    budget.spend(1 + (scheme.length >> 6));
    if (text === scheme || !text.startsWith(scheme)) continue;
    out.add('<a href="').add(text).add('"').add(attributes).add(">").add(text).add("</a>");
    return;
  }
  out.add(text);
}

// ---------------------------------------------------------------------------------------------------
// What surrounds an address: brackets in front, punctuation behind.

const openings = ["(", "<", "&lt;"];
const closings = [")", ">", "&gt;"];

function headEnd(word: string): number {
  let at = 0;
  for (;;) {
    const opening = openings.find((text) => word.startsWith(text, at));
    if (opening === undefined) return at;
    at += opening.length;
  }
}

function tailStart(word: string, start: number): number {
  let at = word.length;
  while (at > start) {
    if (")>.,".includes(word.charAt(at - 1))) at -= 1;
    else if (at - start >= 4 && word.startsWith("&gt;", at - 4)) at -= 4;
    else break;
  }
  return at;
}

/** Where the address ends if brackets that are opened in it are closed behind it. */
function balanced(word: string, start: number, tail: number): number {
  let end = tail;
  for (const [index, opening] of openings.entries()) {
    const closing = closings[index] as string;
    const opened = count(word, opening, start, end);
    if (opened <= count(word, closing, start, end)) continue;
    const moves = Math.min(opened, count(word, closing, end, word.length));
    for (let move = 0; move < moves; move += 1) end = word.indexOf(closing, end) + closing.length;
  }
  return end;
}

function count(word: string, part: string, start: number, end: number): number {
  let found = 0;
  let at = word.indexOf(part, start);
  while (at >= 0 && at + part.length <= end) {
    found += 1;
    at = word.indexOf(part, at + part.length);
  }
  return found;
}

// ---------------------------------------------------------------------------------------------------
// Addresses. The text holds no white space. Where Python ignores case, these letters count as i, k and s:
// a capital I with a dot, a small one without, the Kelvin sign, the long s.

const scheme = /^https?:\/\//iu;
const label = new RegExp(`^[${wordClass}%-]+$`, "u");
const anyTopLevel = new RegExp(`^(?:[a-z\u0130\u0131]{2,63}|xn--[${wordClass}%]{2,59})$`, "iu");
const knownTopLevel = /^(?:com|net|[i\u0130\u0131]nt|edu|gov|org|[i\u0130\u0131]nfo|m[i\u0130\u0131]l)$/iu;
const addressVersion4 = /^\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){3}$/u;
const version6Characters = /^[\p{Nd}a-f:]*$/iu;
const portAndPath = /^(?::\p{Nd}{1,5})?(?:[/?#]|$)/u;

function isWebAddress(text: string): boolean {
  const start = scheme.exec(text)?.[0].length ?? 0;
  if (start > 0 && text.charAt(start) === "[") {
    const end = text.indexOf("]", start);
    return end > 0 && isVersion6(text.slice(start + 1, end)) && portAndPath.test(text.slice(end + 1));
  }
  const rest = text.slice(start);
  const hostLength = /^[^:/?#]*/.exec(rest)?.[0].length ?? 0;
  const host = rest.slice(0, hostLength);
  const isHost =
    start > 0
      ? isName(host) || addressVersion4.test(host)
      : isKnownName(host) || (/^www\./i.test(host) && isName(host.slice(4)));
  return isHost && portAndPath.test(rest.slice(hostLength));
}

function isName(host: string): boolean {
  const labels = host.split(".");
  const topLevel = labels.pop() as string;
  return anyTopLevel.test(topLevel) && labels.every((part) => label.test(part));
}

function isKnownName(host: string): boolean {
  const labels = host.split(".");
  const topLevel = labels.pop() as string;
  if (labels.length === 0 || !knownTopLevel.test(topLevel)) return false;
  return labels.every((part) => label.test(part) && textLength(part) >= 2 && textLength(part) <= 63);
}

/** Two groups of up to four digits with a colon, and up to six more whose colons may be missing. */
function isVersion6(text: string): boolean {
  if (!version6Characters.test(text)) return false;
  const [first, second, ...others] = text.split(":").map(textLength);
  if (first === undefined || second === undefined || first > 4 || second > 4) return false;
  const last = others.pop();
  if (last === undefined) return false;
  const groups = others.reduce(
    (sum, length) => sum + Math.max(1, Math.ceil(length / 4)),
    Math.ceil(last / 4),
  );
  return groups <= 6;
}

const domainStart = new RegExp(`^[${wordClass}][${wordClass}.-]*$`, "u");
const domainEnd = new RegExp(`^[${wordClass}]+$`, "u");

function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf("@");
  const domain = text.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  return at > 0 && dot > 0 && domainStart.test(domain) && domainEnd.test(domain.slice(dot + 1));
}

/** The start of an address, up to a length in code points that may count from the end, and an ellipsis. */
export function trimmed(url: string, limit: number): string {
  const length = textLength(url);
  return `${sliceText(url, 0, limit < 0 ? Math.max(0, length + limit) : Math.min(length, limit))}...`;
}
