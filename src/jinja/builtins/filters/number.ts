import { HookloomError, isHookloomError } from "../../../errors/error.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt, type Int, toFloat } from "../../../values/number.js";
import { parseFloating, parseInteger } from "../../../values/number-parse.js";
import { Undefined } from "../../../values/undefined.js";
import type { Value } from "../../../values/value.js";
import { magnitude } from "../../runtime/operators.js";
import type { State } from "../../runtime/state.js";
import { defineFilter } from "../define.js";
import { floatOf, intOf, truncated } from "../format/to-number.js";
import { any } from "../parameters.js";
import { fileSizeFilter } from "./filesizeformat.js";
import { roundFilter } from "./round.js";

/** Filters that make or change numbers. */
export const numberFilters = [
  defineFilter({
    name: "abs",
    params: [any("value")],
    positionalOnly: true,
    run(state, value) {
      if (!(value instanceof Undefined)) return magnitude(value, state);
      // The one operation that undefined values do not know of.
      throw new HookloomError("type_error", `bad operand type for abs(): '${value.typeName}'`);
    },
  }),
  defineFilter({
    name: "int",
    params: [any("value"), any("default", 0), any("base", 10)],
    run(state, value, fallback, base) {
      const text = asText(value);
      if (text !== undefined) return intOfText(text, base, state) ?? fallback;
      return Number.isNaN(asFloat(value)) ? fallback : (intOf(value, state.meter) ?? fallback);
    },
  }),
  defineFilter({
    name: "float",
    params: [any("value"), any("default", toFloat(0))],
    run(state, value, fallback) {
      const text = asText(value);
      const double = text === undefined ? floatOf(value, state.meter) : parseFloating(text, state.meter);
      return double === undefined ? fallback : toFloat(double);
    },
  }),
  fileSizeFilter,
  roundFilter,
];

/** The int that text spells in a base or, cut off at the point, the float. */
function intOfText(text: string, base: Value, state: State): Int | undefined {
  const int = parsed(text, base, state);
  if (int !== undefined) return int;
  const double = parseFloating(text, state.meter);
  return double !== undefined && Number.isFinite(double) ? truncated(double) : undefined;
}

function parsed(text: string, base: Value, state: State): Int | undefined {
  const number = Number(asInt(base) ?? Number.NaN);
  if (number !== 0 && !(number >= 2 && number <= 36)) return undefined;
  try {
    return parseInteger(text, number, state.meter);
  } catch (error) {
    // With too many digits for an int it may still be a float.
    if (isHookloomError(error) && error.code === "value_error") return undefined;
    throw error;
  }
}
