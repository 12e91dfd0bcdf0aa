import { HookloomError } from "../../../errors/error.js";
import { capitalize, toLower, toUpper } from "../../../values/case.js";
import { asText, escapeText, like, Markup } from "../../../values/markup.js";
import { stripEnd, stripStart } from "../../../values/strip.js";
import { spaceClass, stripSpace } from "../../../values/text.js";
import { Instance, type Value } from "../../../values/value.js";
import { wordClass } from "../../../values/word.js";
import type { State } from "../../runtime/state.js";
import { replaceText } from "../../sandbox/replace.js";
import { toSize } from "../arguments.js";
import { defineFilter } from "../define.js";
import { any, softText } from "../parameters.js";

/** Filters that change text. */
export const textFilters = [
  defineFilter({
    name: "upper",
    summary: "The text in upper case.",
    params: [softText("value")],
    example: ["{{ 'abc'|upper }}", "ABC"],
    run: (state, value) => like(value, toUpper(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "lower",
    summary: "The text in lower case.",
    params: [softText("value")],
    example: ["{{ 'ABC'|lower }}", "abc"],
    run: (state, value) => like(value, toLower(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "capitalize",
    summary: "The text with its first character in upper case and the others in lower case.",
    params: [softText("value")],
    example: ["{{ 'hello WORLD'|capitalize }}", "Hello world"],
    run: (state, value) => like(value, capitalize(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "title",
    summary: "The text with every word in lower case but for its first character.",
    params: [softText("value")],
    example: ['{{ "it\'s a well-known (BUG)"|title }}', "It's A Well-Known (Bug)"],
    run(state, value) {
      const text = state.text(value);
      state.meter.spend(text.length >> 6);
      // Word by word, for `replace` would look for all of them before the first is paid for.
      let out = "";
      let at = 0;
      for (const { 0: word, index } of text.matchAll(words)) {
        const first = String.fromCodePoint(word.codePointAt(0) as number);
        out +=
          text.slice(at, index) +
          toUpper(first, state.meter) +
          toLower(word.slice(first.length), state.meter);
        at = index + word.length;
      }
      return out + text.slice(at);
    },
  }),
  defineFilter({
    name: "trim",
    summary: "The text without white space, or without certain characters, at its start and end.",
    params: [softText("value"), any("chars", null)],
    example: ["[{{ ' abc '|trim }}] {{ '--abc-'|trim('-') }}", "[abc] abc"],
    run(state, value, chars) {
      const text = state.text(value);
      state.meter.spend(text.length >> 4);
      if (chars === null) return like(value, stripSpace(text));
      const set = asText(chars);
      if (set === undefined) throw new HookloomError("type_error", "strip arg must be None or str");
      return like(value, stripEnd(stripStart(text, set, state.meter), set, state.meter));
    },
  }),
  defineFilter({
    name: "string",
    summary: "The value as it prints.",
    params: [softText("value")],
    example: ["{{ (1.0|string)[0] }}", "1"],
    run: (_state, value) => value,
  }),
  defineFilter({
    name: "replace",
    summary: "The text with every occurrence of one text, or the first `count` of them, replaced by another.",
    params: [any("value"), any("old"), any("new"), any("count", null)],
    example: ["{{ 'banana'|replace('a', 'o') }} {{ 'banana'|replace('a', 'o', 2) }}", "bonono bonona"],
    run(state, value, old, replacement, count) {
      if (state.autoescape) return replaceEscaped(value, old, replacement, count, state);
      const [text, part, other] = [state.text(value), state.text(old), state.text(replacement)];
      return replaceText(text, part, other, readCount(count), state.meter);
    },
  }),
  defineFilter({
    name: "wordcount",
    summary: "How many words the text has.",
    params: [softText("value")],
    example: ["{{ 'so far, so good'|wordcount }}", "4"],
    run(state, value) {
      const text = state.text(value);
      state.meter.spend(text.length >> 3);
      let count = 0;
      for (const _word of text.matchAll(wordCharacters)) count += 1;
      return count;
    },
  }),
];

// Words for the filter title are all that is not a blank, a hyphen or an opening bracket.
const words = new RegExp(`[^-${spaceClass}({\\[<]+`, "g");
const wordCharacters = new RegExp(`[${wordClass}]+`, "gu");

/** How often to replace: always if it is None. */
function readCount(count: Value): number {
  return count === null ? -1 : toSize(count);
}

/** Where output is escaped, HTML among the arguments makes HTML of the text, and that escapes the others. */
function replaceEscaped(value: Value, old: Value, replacement: Value, count: Value, state: State): Value {
  const { meter } = state;
  const html = htmlOf(value, state);
  const becomesHtml =
    htmlOf(old, state) !== undefined || (htmlOf(replacement, state) !== undefined && html === undefined);
  const text = becomesHtml ? (html ?? escapeText(state.text(value), meter)) : state.text(value);
  if (!becomesHtml && !(value instanceof Markup)) {
    return replaceText(text, state.text(old), state.text(replacement), readCount(count), meter);
  }
  const escaped =
    replacement instanceof Markup ? replacement.value : escapeText(state.text(replacement), meter);
  return new Markup(replaceText(text, state.text(old), escaped, readCount(count), meter));
}

function htmlOf(value: Value, state: State): string | undefined {
  return value instanceof Instance ? value.html(state.meter) : undefined;
}
