import { HookloomError } from "../../../errors/error.js";
import {
  codePointIndex,
  findLastText,
  findText,
  isFlat,
  searchCost,
  textLength,
  unitOffset,
} from "../../../values/text.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { fromStart } from "../../sandbox/slice.js";
import type { ParameterValues } from "../define.js";
import { defineMethod, type Method } from "./method.js";
import { part, parts, place, readText, type Text, textOf } from "./str-parameters.js";

const within = [place("start"), place("end")] as const;
const occurrence = [part("sub"), ...within] as const;
type Occurrence = ParameterValues<typeof occurrence>;

/** The methods of str that look for other text in it, all of them between two indexes if those are given. */
export const searchMethods: Method[] = [
  defineMethod({
    name: "count",
    params: occurrence,
    positionalOnly: true,
    run(state, self: Text, sub, start, end) {
      const section = sectionOf(readText(self, state), start, end);
      return section === undefined ? 0 : count(section.text, sub, state);
    },
  }),
  defineMethod({
    name: "endswith",
    params: [parts("suffix"), ...within],
    positionalOnly: true,
    run: (state, self: Text, suffixes, start, end) =>
      hasOne(suffixes, sectionOf(readText(self, state), start, end), state, (text, suffix) =>
        text.endsWith(suffix),
      ),
  }),
  defineMethod({
    name: "find",
    params: occurrence,
    positionalOnly: true,
    run: (state, self: Text, ...given) => find(self, given, findFirst, state),
  }),
  defineMethod({
    name: "index",
    params: occurrence,
    positionalOnly: true,
    run: (state, self: Text, ...given) => found(find(self, given, findFirst, state)),
  }),
  defineMethod({
    name: "rfind",
    params: occurrence,
    positionalOnly: true,
    run: (state, self: Text, ...given) => find(self, given, findLast, state),
  }),
  defineMethod({
    name: "rindex",
    params: occurrence,
    positionalOnly: true,
    run: (state, self: Text, ...given) => found(find(self, given, findLast, state)),
  }),
  defineMethod({
    name: "startswith",
    params: [parts("prefix"), ...within],
    positionalOnly: true,
    run: (state, self: Text, prefixes, start, end) =>
      hasOne(prefixes, sectionOf(readText(self, state), start, end), state, (text, prefix) =>
        text.startsWith(prefix),
      ),
  }),
];

/** What lies between two indexes, and where it begins. */
interface Section {
  readonly text: string;
  readonly start: number;
}

/** The section between two indexes; undefined if it would end before it begins: not even nothing is in there. */
function sectionOf(text: string, start: number | undefined, end: number | undefined): Section | undefined {
  if (start === undefined && end === undefined) return { text, start: 0 };
  const length = textLength(text);
  const from = fromStart(start ?? 0, length);
  const to = Math.min(fromStart(end ?? length, length), length);
  if (from > to) return undefined;
  if (isFlat(text)) return { text: text.slice(from, to), start: from };
  const unit = unitOffset(text, from);
  return { text: text.slice(unit, unitOffset(text, to - from, unit)), start: from };
}

const findFirst = (text: string, sub: string) => findText(text, sub, 0);
const findLast = (text: string, sub: string) => findLastText(text, sub, text.length);

/** The index at which a search finds the text, or -1. */
function find(
  self: Text,
  [sub, start, end]: Occurrence,
  search: (text: string, sub: string) => number,
  state: State,
): number {
  const section = sectionOf(readText(self, state), start, end);
  if (section === undefined) return -1;
  state.meter.spend(searchCost(section.text, sub));
  const at = search(section.text, sub);
  return at < 0 ? at : section.start + codePointIndex(section.text, at);
}

function found(index: number): number {
  if (index >= 0) return index;
  throw new HookloomError("value_error", "The text does not occur");
}

function count(text: string, sub: string, state: State): number {
  if (sub === "") return textLength(text) + 1;
  state.meter.spend(searchCost(text, sub));
  let times = 0;
  for (let at = findText(text, sub, 0); at >= 0; at = findText(text, sub, at + sub.length)) {
    state.meter.spend(1);
    times += 1;
  }
  return times;
}

function hasOne(
  affixes: readonly Value[],
  section: Section | undefined,
  state: State,
  has: (text: string, affix: string) => boolean,
): boolean {
  return affixes.some((affix) => {
    const text = textOf("affix", affix);
    state.meter.spend(1 + (text.length >> 6));
    return section !== undefined && has(section.text, text);
  });
}
