import { HookloomError } from "../../../errors/error.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt, type Int, toDouble, toInt } from "../../../values/number.js";
import { parseFloating, parseInteger } from "../../../values/number-parse.js";
import { Undefined } from "../../../values/undefined.js";
import type { Budget, Value } from "../../../values/value.js";

/**
 * Python's `int(value)`: the int that text spells, or what is before the point of a float; undefined for what
 * is neither text nor a number.
 * @throws HookloomError `value_error` for other text and NaN, `overflow` for infinity
 */
export function intOf(value: Value, budget: Budget): Int | undefined {
  const text = asText(value);
  if (text !== undefined) {
    return parseInteger(text, 10, budget) ?? fail("invalid literal for int() with base 10");
  }
  if (value instanceof Undefined) value.fail();
  const float = asFloat(value);
  return float === undefined ? asInt(value) : truncated(float);
}

/**
 * Python's `float(value)`; undefined for what is neither text nor a number.
 * @throws HookloomError `value_error` for text that spells no float, `overflow` for an int too large
 */
export function floatOf(value: Value, budget: Budget): number | undefined {
  const text = asText(value);
  if (text !== undefined) return parseFloating(text, budget) ?? fail("could not convert string to float");
  if (value instanceof Undefined) value.fail();
  return toDouble(value);
}

/**
 * The int next to a double on the side of zero.
 * @throws HookloomError `value_error` for NaN, `overflow` for infinity
 */
export function truncated(double: number): Int {
  if (Number.isNaN(double)) fail("cannot convert float NaN to integer");
  if (!Number.isFinite(double)) {
    throw new HookloomError("overflow", "cannot convert float infinity to integer");
  }
  return toInt(BigInt(Math.trunc(double)));
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
