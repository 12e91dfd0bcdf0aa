import type { ErrorCode } from "../../errors/codes.js";
import { HookloomError } from "../../errors/error.js";
import { asInt, type Int } from "../../values/number.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import type { Value } from "../../values/value.js";

/**
 * How arguments are read: by the kinds of parameters, and by what takes more than one kind.
 */

/**
 * An int as a JavaScript number. One past 2^53 becomes the nearest double, or infinity: far more than any length.
 * @throws HookloomError as {@link mismatch} for anything but an int or bool
 */
export function toInteger(value: Value, name: string): number {
  const int = asInt(value);
  return int === undefined ? mismatch(name, "int", value) : Number(int);
}

/**
 * What Python's `operator.index` takes: the int, a bigint past 2^53; a bool as 0 or 1.
 * @throws HookloomError `type_error` for anything but an int or bool
 */
export function toIndex(value: Value): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  throw new HookloomError("type_error", `'${typeName(value)}' object cannot be interpreted as an integer`);
}

const largestSize = 2n ** 63n - 1n;

/**
 * What CPython takes for a length or a count, an int that fits into a `Py_ssize_t` of 64 bits: past 2^53, the nearest.
 * @throws HookloomError `type_error` for anything but an int or bool, `overflow` for one outside -2^63 … 2^63 - 1
 */
export function toSize(value: Value): number {
  const int = toIndex(value);
  if (int <= largestSize && int >= -largestSize - 1n) return Number(int);
  throw new HookloomError("overflow", "Python int too large to convert to C ssize_t");
}

/**
 * What CPython holds in a C `int`.
 * @throws HookloomError as the code says, for an int that does not fit
 */
export function toCInt(name: string, int: Int, code: ErrorCode = "overflow"): number {
  if (int >= -0x80000000 && int <= 0x7fffffff) return Number(int);
  throw new HookloomError(code, `'${name}' is too large`);
}

/**
 * Fails for an argument of a wrong type.
 * @param wanted what it should have been, such as `str`
 * @throws HookloomError `undefined_value` for an undefined value, `security` for one that the sandbox hides,
 * `type_error` for any other
 */
export function mismatch(name: string, wanted: string, value: Value): never {
  if (value instanceof Undefined) value.fail();
  throw new HookloomError("type_error", `'${name}' must be ${wanted}, not ${typeName(value)}`);
}

/**
 * Fails as Python does where a value lacks an attribute.
 * @throws HookloomError `undefined_value` for an undefined value, `security` for one that the sandbox hides,
 * `attribute_error` for any other
 */
export function noAttribute(value: Value, name: string): never {
  if (value instanceof Undefined) value.fail();
  throw new HookloomError("attribute_error", `'${typeName(value)}' object has no attribute '${name}'`);
}
