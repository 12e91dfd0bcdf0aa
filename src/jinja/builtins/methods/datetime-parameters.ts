import { HookloomError } from "../../../errors/error.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt, type Int } from "../../../values/number.js";
import { repr } from "../../../values/print.js";
import { unmetered, type Value } from "../../../values/value.js";
import { toCInt } from "../arguments.js";
import type { Parameter } from "../define.js";
import { mismatch, optional, required } from "./parameter.js";

// The kinds of parameters that the methods of dates and times have.

/** A str. */
export function str(name: string, fallback?: string): Parameter<string> {
  const read = (value: Value) => asText(value) ?? mismatch(name, value);
  if (fallback === undefined) return required(name, read);
  return optional(name, fallback, repr(fallback, unmetered), read);
}

/** An int that C's `int` holds. */
export function cInt(name: string): Parameter<number> {
  return required(name, (value) => toCInt(name, intOf(name, value)));
}

/** A part of an ISO calendar's date, for which an int that C's `int` does not hold is a wrong value. */
export function isoPart(name: string): Parameter<number> {
  return required(name, (value) => toCInt(name, intOf(name, value), "value_error"));
}

/** An int that C's `int` holds or, if none is given, undefined. */
export function field(name: string): Parameter<number | undefined> {
  return optional<number | undefined>(name, undefined, "unchanged", (value) =>
    toCInt(name, intOf(name, value)),
  );
}

function intOf(name: string, value: Value): Int {
  return asInt(value) ?? mismatch(name, value);
}

const mostSeconds = 2n ** 63n;

/**
 * Seconds since 1970, as microseconds.
 * @param toMicros what it makes of a float
 */
export function timestamp(toMicros: (seconds: number) => bigint): Parameter<bigint> {
  return required("timestamp", (value) => {
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
  return required(name, (value) => (value instanceof kind ? value : mismatch(name, value)));
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
  const read = (value: Value) => (value === null || value instanceof kind ? value : mismatch(name, value));
  return shown === undefined
    ? required(name, read)
    : optional<Class | null | undefined>(name, undefined, shown, read);
}
