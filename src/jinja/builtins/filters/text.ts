import { HookloomError } from "../../../errors/error.js";
import { capitalize, toLower, toUpper } from "../../../values/case.js";
import { asText, escapeText, htmlOf, like, Markup } from "../../../values/markup.js";
import { stripEnd, stripStart } from "../../../values/strip.js";
import { spaceClass, stripSpace } from "../../../values/text.js";
import type { Value } from "../../../values/value.js";
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
    params: [softText("value")],
    run: (state, value) => like(value, toUpper(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "lower",
    params: [softText("value")],
    run: (state, value) => like(value, toLower(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "capitalize",
    params: [softText("value")],
    run: (state, value) => like(value, capitalize(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "title",
    params: [softText("value")],
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
    params: [softText("value"), any("chars", null)],
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
    params: [softText("value")],
    run: (_state, value) => value,
  }),
  defineFilter({
    name: "replace",
    params: [any("value"), any("old"), any("new"), any("count", null)],
    run(state, value, old, replacement, count) {
      if (state.autoescape) return replaceEscaped(value, old, replacement, count, state);
      const [text, part, other] = [state.text(value), state.text(old), state.text(replacement)];
      return replaceText(text, part, other, readCount(count), state.meter);
    },
  }),
  defineFilter({
    name: "wordcount",
    params: [softText("value")],
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
  const html = htmlOf(value, meter);
  const becomesHtml =
    htmlOf(old, meter) !== undefined || (htmlOf(replacement, meter) !== undefined && html === undefined);
  const text = becomesHtml ? (html ?? escapeText(state.text(value), meter)) : state.text(value);
  if (!becomesHtml && !(value instanceof Markup)) {
    return replaceText(text, state.text(old), state.text(replacement), readCount(count), meter);
  }
  const escaped =
    replacement instanceof Markup ? replacement.value : escapeText(state.text(replacement), meter);
  return new Markup(replaceText(text, state.text(old), escaped, readCount(count), meter));
}
