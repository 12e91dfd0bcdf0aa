import { HookloomError } from "../../errors/error.js";
import { Markup } from "../../values/markup.js";
import { asInt, type Int, toDouble } from "../../values/number.js";
import { repr } from "../../values/print.js";
import { truth } from "../../values/truth.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import { unmetered, type Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";
import type { Parameter } from "./define.js";

/**
 * The kinds of parameters that filters, tests, functions and methods declare. A kind called with a default
 * is optional. What a kind does not take is a `type_error`, so that bodies never check their arguments.
 */

/** Any value as it is. */
export function any(name: string): Parameter<Value>;
export function any(name: string, fallback: Value): Parameter<Value>;
export function any(name: string, fallback?: Value): Parameter<Value> {
  return optional(name, fallback, (value) => value);
}

/** Any value or, if none is given, undefined. */
export function given(name: string, shown = "None"): Parameter<Value | undefined> {
  return { name, kind: "single", required: false, shown, read: (value) => value };
}

/** Text, or any value as it prints. */
export function text(name: string): Parameter<string>;
export function text(name: string, fallback: string): Parameter<string>;
export function text(name: string, fallback?: string): Parameter<string> {
  return optional(name, fallback, (value, state) => state.text(value));
}

/** Text that stays Markup if it is Markup. */
export function softText(name: string): Parameter<string | Markup> {
  return optional<string | Markup>(name, undefined, (value, state) =>
    typeof value === "string" || value instanceof Markup ? value : state.text(value),
  );
}

/** A str or Markup; anything else is an error. */
export function str(name: string): Parameter<string>;
export function str(name: string, fallback: string): Parameter<string>;
export function str(name: string, fallback?: string): Parameter<string> {
  return optional(name, fallback, (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Markup) return value.value;
    return mismatch(name, "str", value);
  });
}

/** A whole number that JavaScript can index with; bools count, floats do not. */
export function int(name: string): Parameter<number>;
export function int(name: string, fallback: number): Parameter<number>;
export function int(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, (value) => toIndex(value, name));
}

/** An int as CPython's own functions take it: an undefined value, too, is only of the wrong type. */
export function index(name: string): Parameter<Int>;
export function index(name: string, fallback: Int): Parameter<Int>;
export function index(name: string, fallback?: Int): Parameter<Int> {
  return optional(name, fallback, toInteger);
}

/** As {@link index}, or undefined if none is given. */
export function optionalIndex(name: string): Parameter<Int | undefined> {
  const read = (value: Value | undefined) => (value === undefined ? undefined : toInteger(value));
  return { name, kind: "single", required: false, shown: "None", read };
}

/**
 * What Python's `operator.index` takes.
 * @throws HookloomError `type_error` for anything but an int or bool
 */
export function toInteger(value: Value): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  throw new HookloomError("type_error", `'${typeName(value)}' object cannot be interpreted as an integer`);
}

const largestSize = 2n ** 63n - 1n;

/**
 * What CPython takes for a length or a count: an int that fits into a C size.
 * @throws HookloomError `type_error` for anything but an int or bool, `overflow` for one too large
 */
export function toSize(value: Value): number {
  const int = toInteger(value);
  if (int <= largestSize && int >= -largestSize - 1n) return Number(int);
  throw new HookloomError("overflow", "Python int too large to convert to C ssize_t");
}

/** A length or a count. */
export function size(name: string): Parameter<number>;
export function size(name: string, fallback: number): Parameter<number>;
export function size(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, toSize);
}

/** A whole number or None. */
export function optionalInt(name: string): Parameter<number | undefined> {
  return {
    name,
    kind: "single",
    required: false,
    shown: "None",
    read: (value) => (value === undefined || value === null ? undefined : toIndex(value, name)),
  };
}

/** Any value as true or false. */
export function flag(name: string, fallback: boolean): Parameter<boolean> {
  return optional(name, fallback, (value) => truth(value));
}

/** A number as a double. */
export function double(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, (value) => toDouble(value) ?? mismatch(name, "a number", value));
}

/** The positional arguments that are left over. */
export function rest(name: string): Parameter<Value[]> {
  return { name, kind: "rest", required: false, read: () => [] };
}

/** The keyword arguments that are left over. */
export function keywords(name: string): Parameter<Keywords> {
  return { name, kind: "keywords", required: false, read: () => new Map() };
}

/**
 * An int as a JavaScript number. One past 2^53 becomes the nearest double: far more than any length.
 * @throws HookloomError `type_error` for anything but an int
 */
export function toIndex(value: Value, name: string): number {
  const int = asInt(value);
  return int === undefined ? mismatch(name, "int", value) : Number(int);
}

export function mismatch(name: string, wanted: string, value: Value): never {
  if (value instanceof Undefined) value.fail();
  throw new HookloomError("type_error", `'${name}' must be ${wanted}, not ${typeName(value)}`);
}

function optional<Type>(
  name: string,
  fallback: Type | undefined,
  convert: (value: Value, state: State) => Type,
): Parameter<Type> {
  return {
    name,
    kind: "single",
    required: fallback === undefined,
    ...(fallback === undefined ? {} : { shown: repr(fallback as Value, unmetered) }),
    // A required parameter never sees undefined: binding has failed before.
    read: (value, state) => (value === undefined ? (fallback as Type) : convert(value, state)),
  };
}
