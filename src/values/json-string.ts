import type { Budget } from "./value.js";

/** The hexadecimal digits of each byte. */
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function escapeUnit(unit: number): string {
  return `\\u${hex[unit >> 8]}${hex[unit & 0xff]}`;
}

/** How strings are written: what cannot stand in one as it is, and what is written for that of ASCII. */
export interface JsonStringStyle {
  readonly special: RegExp;
  readonly escapes: readonly (string | undefined)[];
  /** Keys that were written in this style, with a colon behind them. */
  readonly labels: Map<string, string>;
}

/** What `json.dumps` escapes: also all that is not ASCII. */
export const plainStrings: JsonStringStyle = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
  special: /["\\\x00-\x1f\x7f-\uffff]/,
  escapes: escapesOf('"\\'),
  labels: new Map(),
};

/** The same, and what could end a text in HTML. */
export const htmlStrings: JsonStringStyle = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
  special: /["\\<>&'\x00-\x1f\x7f-\uffff]/,
  escapes: escapesOf("\"\\<>&'"),
  labels: new Map(),
};

function escapesOf(specials: string): (string | undefined)[] {
  return Array.from({ length: 128 }, (_, unit) => {
    const character = String.fromCharCode(unit);
    if (unit > 0x1f && unit < 0x7f && !specials.includes(character)) return undefined;
    const written = JSON.stringify(character).slice(1, -1);
    return written === character ? escapeUnit(unit) : written;
  });
}

/** So many escapes may be written before they are paid for. */
const block = 1024;

/** Writes text as a string of JSON. Each escape costs a unit of fuel: it takes as long as 64 plain characters. */
export function writeJsonString(text: string, { special, escapes }: JsonStringStyle, budget: Budget): string {
  budget.reserve(text.length);
  // Most text has nothing to escape, and to test is faster than to search.
  if (!special.test(text)) return `"${text}"`;
  let out = '"';
  let start = 0;
  let count = 0;
  for (let at = text.search(special); at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const written = unit < 128 ? escapes[unit] : escapeUnit(unit);
    if (written === undefined) continue;
    out += start === at ? written : text.slice(start, at) + written;
    start = at + 1;
    count += 1;
    if (count % block === 0) budget.spend(block);
  }
  budget.spend(count % block);
  out = `${out}${text.slice(start)}"`;
  budget.reserve(out.length - text.length);
  return out;
}

/** Escapes what could end a text in HTML, in text that is no string of JSON. */
export function escapeHtml(text: string): string {
  // One character after the other, since that is fast however many there are.
  return ["<", ">", "&", "'"].reduce(
    (safe, unit) => safe.replaceAll(unit, escapeUnit(unit.charCodeAt(0))),
    text,
  );
}
