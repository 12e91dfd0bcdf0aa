import { unescapeHtml } from "./html-entities.js";
import { spaceClass, stripSpace } from "./text.js";
import type { Budget } from "./value.js";

const spaces = new RegExp(`[${spaceClass}]+`, "g");

/**
 * MarkupSafe's `striptags`: takes away comments and tags, makes every run of white space one blank, and
 * then replaces character references.
 */
export function stripTags(html: string, budget: Budget): string {
  budget.reserve(html.length);
  const text = withoutTags(withoutComments(html, budget), budget);
  // Run by run, for `replace` would look for all of them before the first is paid for.
  let joined = "";
  let at = 0;
  for (const { 0: run, index } of text.matchAll(spaces)) {
    budget.spend(1);
    joined += `${text.slice(at, index)} `;
    at = index + run.length;
  }
  return unescapeHtml(stripSpace(joined + text.slice(at)), budget);
}

function withoutTags(html: string, budget: Budget): string {
  let out = "";
  let at = 0;
  for (;;) {
    const start = html.indexOf("<", at);
    const end = start < 0 ? -1 : html.indexOf(">", start);
    if (end < 0) return out + html.slice(at);
    budget.spend(1);
    out += html.slice(at, start);
    at = end + 1;
  }
}

const less = 0x3c;
const bang = 0x21;
const dash = 0x2d;
const greater = 0x3e;

/**
 * Takes away comments, and then those that come into being where the text around one is joined: `<!<!---->--x-->`.
 * One pass over the units does it: what is kept so far never holds the start of a comment.
 */
function withoutComments(html: string, budget: Budget): string {
  if (!html.includes("<!--")) return html;
  budget.reserve(2 * html.length);
  budget.spend(html.length >> 4);
  const kept = new Uint16Array(html.length);
  let length = 0;
  let at = 0;
  while (at < html.length) {
    const unit = html.charCodeAt(at);
    kept[length] = unit;
    length += 1;
    at += 1;
    const opens =
      unit === dash &&
      length >= 4 &&
      kept[length - 2] === dash &&
      kept[length - 3] === bang &&
      kept[length - 4] === less;
    if (!opens) continue;
    const end = commentEnd(html, at);
    // A comment without an end is left alone, and with it all that follows.
    if (end < 0) return unitText(kept.subarray(0, length)) + html.slice(at);
    length -= 4;
    at = end;
  }
  return unitText(kept.subarray(0, length));
}

/** Where a comment ends whose `<!--` ends at `at`; the two dashes may be those of `-->`, too. */
function commentEnd(html: string, at: number): number {
  if (html.charCodeAt(at) === greater) return at + 1;
  if (html.startsWith("->", at)) return at + 2;
  const end = html.indexOf("-->", at);
  return end < 0 ? -1 : end + 3;
}

function unitText(units: Uint16Array): string {
  let text = "";
  // In slices, since a call takes only so many arguments.
  for (let at = 0; at < units.length; at += 4096)
    text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
