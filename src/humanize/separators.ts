import { defineFilter } from "../jinja/builtins/define.js";
import { formatValue } from "../jinja/builtins/format/format-value.js";
import { any, given } from "../jinja/builtins/parameters.js";
import type { State } from "../jinja/runtime/state.js";
import { asText } from "../values/markup.js";
import { asInt, toFloat } from "../values/number.js";
import type { Value } from "../values/value.js";
import { languageOf } from "./language.js";
import { floatIn, intIn, notFinite } from "./read.js";

/** Filters that group the digits of numbers. */
export const separatorFilters = [
  defineFilter({
    name: "humanize_intcomma",
    params: [any("value"), given("ndigits")],
    run: (state, value, places = null) => withSeparators(value, places, state),
  }),
  defineFilter({
    name: "humanize_decimal_separator",
    params: [any("value")],
    run: (state) => languageOf(state).decimalSeparator,
  }),
  defineFilter({
    name: "humanize_thousands_separator",
    params: [any("value")],
    run: (state) => languageOf(state).thousandsSeparator,
  }),
];

/**
 * A number, or text that is one, with separators; anything else as it prints.
 * @param places how many decimals there are to be; None leaves them as they are
 */
export function withSeparators(value: Value, places: Value, state: State): string {
  const { thousandsSeparator, decimalSeparator } = languageOf(state);
  // Python takes the separators out of text first, and does not put them back where it was no number.
  const text = asText(value);
  if (text !== undefined) {
    state.meter.reserve(text.length);
    // Text may be full of separators.
    state.meter.spend(text.length >> 2);
  }
  const given = text?.replaceAll(thousandsSeparator, "").replaceAll(decimalSeparator, ".") ?? value;
  const double = floatIn(given, state);
  if (double === undefined) return state.text(given);
  const special = notFinite(double);
  if (special !== undefined) return special;
  const isInt = typeof given === "string" ? !given.includes(".") : asInt(given) !== undefined;
  const number = isInt ? intIn(given, state) : toFloat(double);
  if (number === undefined) return state.text(given);
  const digits = places === null ? state.text(number) : formatValue(number, `.${state.text(places)}f`, state);
  return grouped(digits.replaceAll(".", decimalSeparator), thousandsSeparator, state);
}

/** The digits that the text begins with, in groups of three. */
function grouped(text: string, separator: string, state: State): string {
  state.meter.reserve(text.length * 2);
  const start = text.startsWith("-") ? 1 : 0;
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  let head = end - start > 3 ? start + ((end - start - 1) % 3) + 1 : end;
  let out = text.slice(0, head);
  for (; head < end; head += 3) out += separator + text.slice(head, head + 3);
  return out + text.slice(end);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
