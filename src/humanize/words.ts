import { defineFilter } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import { divideInts } from "../values/arithmetic.js";
import { asText } from "../values/markup.js";
import { compareNumbers, type Int, toFloat, toInt } from "../values/number.js";
import { languageOf } from "./language.js";
import { percent, readFloat, wholeOrText } from "./read.js";

const digitWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** The ending of an ordinal by its last digit, in English; gettext has them with their digit and gender. */
const endings = ["th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"] as const;

/** The powers of ten that have a name. */
const powers: readonly (readonly [exponent: number, name: string])[] = [
  [3, "thousand"],
  [6, "million"],
  [9, "billion"],
  [12, "trillion"],
  [15, "quadrillion"],
  [18, "quintillion"],
  [21, "sextillion"],
  [24, "septillion"],
  [27, "octillion"],
  [30, "nonillion"],
  [33, "decillion"],
  [100, "googol"],
];

/** Filters that put numbers into words. */
export const wordFilters = [
  defineFilter({
    name: "humanize_apnumber",
    params: [any("value")],
    run(state, value) {
      const int = wholeOrText(value, state);
      const word = typeof int === "number" ? digitWords[int] : undefined;
      return word === undefined ? state.text(int) : languageOf(state).say(word);
    },
  }),
  defineFilter({
    name: "humanize_intword",
    params: [any("value"), any("format", "%.1f")],
    run(state, value, format) {
      const int = wholeOrText(value, state);
      if (typeof int === "string") return int;
      const sign = int < 0 ? "-" : "";
      const size = BigInt(int < 0 ? -int : int);
      let step = powers.findLastIndex(([exponent]) => size >= 10n ** BigInt(exponent));
      if (step < 0) return sign + size;
      const { div, mul } = binaryOperations;
      let shown = readFloat(percent(format, div(toInt(size), powerOf(step), state), state), state);
      // Rounding may have made a thousand of it, which doubles tell of the smaller powers only.
      const isNext =
        step + 1 < powers.length &&
        compareNumbers(mul(toFloat(shown), powerOf(step), state), powerOf(step + 1)) === 0;
      if (isNext) {
        step += 1;
        shown = 1;
      }
      const language = languageOf(state);
      const [, name] = powers[step] as (typeof powers)[number];
      const number = state.text(percent(format, toFloat(shown), state));
      const word = language.count(name, name, Math.ceil(shown));
      return `${sign}${number.replaceAll(".", language.decimalSeparator)} ${word}`;
    },
  }),
  defineFilter({
    name: "humanize_ordinal",
    params: [any("value"), any("gender", "male")],
    run(state, value, gender) {
      const int = wholeOrText(value, state);
      if (typeof int === "string") return int;
      const rest = Number(divideInts(int, 100)[1]);
      const digit = rest >= 11 && rest <= 13 ? 0 : rest % 10;
      const kind = asText(gender) === "male" ? "male" : "female";
      const ending = languageOf(state).sayIn(`${digit} (${kind})`, endings[digit] as string);
      return state.text(int) + ending;
    },
  }),
];

function powerOf(step: number): Int {
  const [exponent] = powers[step] as (typeof powers)[number];
  return toInt(10n ** BigInt(exponent));
}
