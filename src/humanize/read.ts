import { HookloomError, isHookloomError } from "../errors/error.js";
import { floatOf, intOf } from "../jinja/builtins/format/to-number.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import type { State } from "../jinja/runtime/state.js";
import { asText } from "../values/markup.js";
import { asFloat, type Int, toDouble } from "../values/number.js";
import { parseFloating, parseInteger } from "../values/number-parse.js";
import { typeName } from "../values/type-name.js";
import { Undefined } from "../values/undefined.js";
import type { Value } from "../values/value.js";

/**
 * How the filters read numbers: as Python's own conversions do, with their errors. Most filters print a value
 * that is no number as it is, so the conversions are part of what they do and not of their parameters.
 */

/** Python's `float(value)`. */
export function readFloat(value: Value, state: State): number {
  return floatOf(value, state.meter) ?? noNumber(value);
}

/** Python's `int(value)`. */
export function readInt(value: Value, state: State): Int {
  return intOf(value, state.meter) ?? noNumber(value);
}

/** A number value as a double; unlike {@link readFloat} it takes no text. */
export function readReal(value: Value): number {
  if (value instanceof Undefined) value.fail();
  return toDouble(value) ?? noNumber(value);
}

function noNumber(value: Value): never {
  throw new HookloomError("type_error", `must be a real number, not ${typeName(value)}`);
}

/**
 * Python's `float(value)`; undefined where that fails with a TypeError or a ValueError. What filters are given is
 * often no number, and an error made and caught is slow.
 */
export function floatIn(value: Value, state: State): number | undefined {
  const text = asText(value);
  if (text !== undefined) return parseFloating(text, state.meter);
  if (value instanceof Undefined) value.fail();
  return toDouble(value);
}

/** Python's `int(value)`; undefined where that fails with a TypeError or a ValueError. */
export function intIn(value: Value, state: State): Int | undefined {
  const text = asText(value);
  if (text !== undefined) return unlessInvalid(() => parseInteger(text, 10, state.meter));
  return Number.isNaN(asFloat(value)) ? undefined : intOf(value, state.meter);
}

/** What `read` gives; undefined where it fails with what Python calls a TypeError or a ValueError. */
export function unlessInvalid<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (isHookloomError(error) && (error.code === "type_error" || error.code === "value_error")) {
      return undefined;
    }
    throw error;
  }
}

/** How the number filters print what is infinite or no number; undefined for any other. */
export function notFinite(number: number): string | undefined {
  if (Number.isNaN(number)) return "NaN";
  if (Number.isFinite(number)) return undefined;
  return number < 0 ? "-Inf" : "+Inf";
}

/** The finite double that a value is, or the text that is printed instead of it. */
export function finiteOrText(value: Value, state: State): number | string {
  const double = floatIn(value, state);
  return double === undefined ? state.text(value) : (notFinite(double) ?? double);
}

/** The whole number that a value is or is cut to, or the text that is printed instead of it. */
export function wholeOrText(value: Value, state: State): Int | string {
  const double = finiteOrText(value, state);
  if (typeof double === "string") return double;
  return intIn(value, state) ?? state.text(value);
}

/** `format % value`: Python's printf-style formatting, or the remainder where `format` is a number. */
export function percent(format: Value, value: Value, state: State): Value {
  return binaryOperations.mod(format, value, state);
}

/** A message with a value in the place of its `%d` or `%s`. */
export function filled(message: string, value: Value, state: State): string {
  return state.text(percent(message, value, state));
}
