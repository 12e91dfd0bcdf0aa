import { HookloomError } from "../../../errors/error.js";
import { compare } from "../../../values/compare.js";
import { splitLines } from "../../../values/lines.js";
import { asText, escapeText, like, Markup } from "../../../values/markup.js";
import { asFloat, toDouble } from "../../../values/number.js";
import { truth } from "../../../values/truth.js";
import { noAttribute } from "../../../values/undefined.js";
import type { Value } from "../../../values/value.js";
import { joinText } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { type WrapOptions, wrapText } from "../format/wrap.js";
import { any } from "../parameters.js";

/** The filter that breaks lines. */
export const wordwrapFilter = defineFilter({
  name: "wordwrap",
  params: [
    any("value"),
    any("width", 79),
    any("break_long_words", true),
    any("wrapstring", null),
    any("break_on_hyphens", true),
  ],
  run(state, value, width, breakLongWords, wrapString, hyphens) {
    const { meter } = state;
    const separator = textWith("join", wrapString ?? state.render.environment.newlineSequence);
    const lines = splitLines(textWith("splitlines", value), false, meter);
    const options: Omit<WrapOptions, "width"> = {
      isFloat: asFloat(width) !== undefined,
      breakLongWords: () => truth(breakLongWords),
      // A value that only counts as true does not split words, but breaks long ones.
      splitOnHyphens: hyphens === true,
      breakOnHyphens: () => truth(hyphens),
    };
    const wrapped = lines.map((line) => {
      if (compare(width, 0, meter, "<=") <= 0) {
        throw new HookloomError("value_error", "invalid width (must be > 0)");
      }
      return wrapText(line, { ...options, width: toDouble(width) as number }, meter);
    });
    const mark = (line: string) => (wrapString instanceof Markup ? escapeText(line, meter) : line);
    return like(
      wrapString,
      joinText(
        wrapped.map((part) => joinText(part.map(mark), separator, meter)),
        separator,
        meter,
      ),
    );
  },
});

/** The text that a value is; what is no text lacks the method of text. */
function textWith(method: string, value: Value): string {
  return asText(value) ?? noAttribute(value, method);
}
