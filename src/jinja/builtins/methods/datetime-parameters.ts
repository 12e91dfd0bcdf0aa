import type { ErrorCode } from "../../../errors/codes.js";
import { HookloomError } from "../../../errors/error.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt } from "../../../values/number.js";
import { repr } from "../../../values/print.js";
import { typeName } from "../../../values/type-name.js";
import { unmetered, type Value } from "../../../values/value.js";
import type { Parameter } from "../define.js";

/**
 * The kinds of parameters that the methods of dates and times have. Unlike filters, these methods take no
 * undefined value for anything: it is a `type_error`, as a value of any other type.
 */

/** A str. */
export function str(name: string, fallback?: string): Parameter<string> {
  return single(name, fallback, (value) => asText(value) ?? mismatch(name, value));
}

/** An int that C's `int` holds. */
export function cInt(name: string): Parameter<number> {
  return single(name, undefined, (value) => toCInt(name, value));
}

/** A part of an ISO calendar's date, for which an int that C's `int` does not hold is a wrong value. */
export function isoPart(name: string): Parameter<number> {
  return single(name, undefined, (value) => toCInt(name, value, "value_error"));
}

/** An int that C's `int` holds or, if none is given, undefined. */
export function field(name: string): Parameter<number | undefined> {
  const read = (value: Value | undefined) => (value === undefined ? undefined : toCInt(name, value));
  return { name, kind: "single", required: false, shown: "unchanged", read };
}

function toCInt(name: string, value: Value, code: ErrorCode = "overflow"): number {
  const int = Number(asInt(value) ?? mismatch(name, value));
  if (int >= -0x80000000 && int <= 0x7fffffff) return int;
  throw new HookloomError(code, `'${name}' is too large`);
}

const mostSeconds = 2n ** 63n;

/**
 * Seconds since 1970, as microseconds.
 * @param toMicros what it makes of a float
 */
export function timestamp(toMicros: (seconds: number) => bigint): Parameter<bigint> {
  return single("timestamp", undefined, (value) => {
    const int = asInt(value);
    const seconds = int ?? asFloat(value) ?? mismatch("timestamp", value);
    if (Number.isNaN(seconds)) throw new HookloomError("value_error", "A timestamp cannot be NaN");
    if (seconds < -mostSeconds || seconds >= mostSeconds) {
      throw new HookloomError("overflow", "timestamp out of range");
    }
    return int === undefined ? toMicros(seconds as number) : BigInt(int) * 1_000_000n;
  });
}

/** A value of a class. */
export function instance<Class>(
  name: string,
  kind: abstract new (...args: never[]) => Class,
): Parameter<Class> {
  return single(name, undefined, (value) => (value instanceof kind ? value : mismatch(name, value)));
}

/**
 * A value of a class or None; what stands for none given is undefined, where it may be left out.
 * @param shown how the docs write what it is then; undefined where it must be given
 */
export function optionalInstance<Class>(
  name: string,
  kind: abstract new (...args: never[]) => Class,
  shown?: string,
): Parameter<Class | null | undefined> {
  const read = (value: Value | undefined) =>
    value === undefined || value === null || value instanceof kind ? value : mismatch(name, value);
  return {
    name,
    kind: "single",
    required: shown === undefined,
    ...(shown === undefined ? {} : { shown }),
    read,
  };
}

function single<Type>(
  name: string,
  fallback: Type | undefined,
  convert: (value: Value) => Type,
): Parameter<Type> {
  return {
    name,
    kind: "single",
    required: fallback === undefined,
    ...(fallback === undefined ? {} : { shown: repr(fallback as Value, unmetered) }),
    read: (value) => (value === undefined ? (fallback as Type) : convert(value)),
  };
}

function mismatch(name: string, value: Value): never {
  throw new HookloomError("type_error", `'${name}' cannot be a '${typeName(value)}'`);
}
