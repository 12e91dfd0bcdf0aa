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
 * is optional. What a kind does not take is a `type_error` in the template, or an `undefined_value` if it is
 * undefined, so that bodies never check their arguments.
 */

/**
 * Any value as it is, undefined ones too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.any("value")
 */
export function any(name: string, fallback?: Value): Parameter<Value> {
  return optional(name, fallback, (value) => value);
}

/**
 * Any value or, if none is given, JavaScript's `undefined`.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param shown how the docs write its default
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.given("path")
 */
export function given(name: string, shown = "None"): Parameter<Value | undefined> {
  return { name, kind: "single", required: false, shown, read: (value) => value };
}

/**
 * Text, or any value as it prints, which is paid for. Markup becomes a plain text.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.text("value")
 */
export function text(name: string, fallback?: string): Parameter<string> {
  return optional(name, fallback, (value, state) => state.text(value));
}

/**
 * Text that stays Markup if it is Markup, or any other value as it prints, which is paid for.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.softText("value")
 */
export function softText(name: string): Parameter<string | Markup> {
  return optional<string | Markup>(name, undefined, (value, state) =>
    typeof value === "string" || value instanceof Markup ? value : state.text(value),
  );
}

/**
 * A str or Markup, as a plain text. The template fails with `type_error` for any other value.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.str("format", "%Y-%m-%d")
 */
export function str(name: string, fallback?: string): Parameter<string> {
  return optional(name, fallback, (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Markup) return value.value;
    return mismatch(name, "str", value);
  });
}

/**
 * An int as a JavaScript number, see {@link toIndex}; bools count as 0 and 1. The template fails with
 * `type_error` for any other value, floats too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.int("marks", 1)
 */
export function int(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, (value) => toIndex(value, name));
}

/**
 * An int of any size, a bigint past 2^53, as CPython's own functions take it: any other value is a `type_error`
 * in the template, an undefined one too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.index("start", 0)
 */
export function index(name: string, fallback?: Int): Parameter<Int> {
  return optional(name, fallback, toInteger);
}

/**
 * As {@link index} or, if none is given, JavaScript's `undefined`.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.optionalIndex("stop")
 */
export function optionalIndex(name: string): Parameter<Int | undefined> {
  const read = (value: Value | undefined) => (value === undefined ? undefined : toInteger(value));
  return { name, kind: "single", required: false, shown: "None", read };
}

/**
 * What Python's `operator.index` takes.
 *
 * @param value any value
 * @returns the int, a bigint past 2^53; a bool as 0 or 1
 * @throws HookloomError `type_error` for anything but an int or bool
 * @see https://docs.python.org/3.11/library/operator.html#operator.index
 *
 * @example parameters.toInteger(true); // 1
 */
export function toInteger(value: Value): Int {
  const int = asInt(value);
  if (int !== undefined) return int;
  throw new HookloomError("type_error", `'${typeName(value)}' object cannot be interpreted as an integer`);
}

const largestSize = 2n ** 63n - 1n;

/**
 * What CPython takes for a length or a count: an int that fits into a `Py_ssize_t` of 64 bits.
 *
 * @param value any value
 * @returns the int as a JavaScript number: past 2^53, the nearest
 * @throws HookloomError `type_error` for anything but an int or bool, `overflow` for one outside -2^63 … 2^63 - 1
 *
 * @example parameters.toSize(80); // 80
 */
export function toSize(value: Value): number {
  const int = toInteger(value);
  if (int <= largestSize && int >= -largestSize - 1n) return Number(int);
  throw new HookloomError("overflow", "Python int too large to convert to C ssize_t");
}

/**
 * A length or a count, see {@link toSize}. The template fails with `type_error` for anything but an int or bool,
 * and with `overflow` for one outside -2^63 … 2^63 - 1.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.size("width", 80)
 */
export function size(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, toSize);
}

/**
 * As {@link int} or, for None and if none is given, JavaScript's `undefined`.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.optionalInt("limit")
 */
export function optionalInt(name: string): Parameter<number | undefined> {
  return {
    name,
    kind: "single",
    required: false,
    shown: "None",
    read: (value) => (value === undefined || value === null ? undefined : toIndex(value, name)),
  };
}

/**
 * Any value as true or false, by Python's truth value testing. The template fails with `undefined_value` for an
 * undefined value if those are strict.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 * @see https://docs.python.org/3.11/library/stdtypes.html#truth-value-testing
 *
 * @example parameters.flag("reverse", false)
 */
export function flag(name: string, fallback: boolean): Parameter<boolean> {
  return optional(name, fallback, (value) => truth(value));
}

/**
 * A number as a double; bools count as 0 and 1. The template fails with `type_error` for any other value, text
 * too, and with `overflow` for an int too large for a double.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.double("factor", 1)
 */
export function double(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, (value) => toDouble(value) ?? mismatch(name, "a number", value));
}

/**
 * The positional arguments that are left over, in a list; Python's `*args`.
 *
 * @param name for the docs alone
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.rest("args")
 */
export function rest(name: string): Parameter<Value[]> {
  return { name, kind: "rest", required: false, read: () => [] };
}

/**
 * The keyword arguments that are left over, in a `Map` by name; Python's `**kwargs`.
 *
 * @param name for the docs alone
 * @returns the parameter, for the `params` of a declaration; making it never throws
 *
 * @example parameters.keywords("kwargs")
 */
export function keywords(name: string): Parameter<Keywords> {
  return { name, kind: "keywords", required: false, read: () => new Map() };
}

/**
 * An int as a JavaScript number. One past 2^53 becomes the nearest double, or infinity: far more than any length.
 *
 * @param value any value
 * @param name what errors call it
 * @returns the number; of a bool, 0 or 1
 * @throws HookloomError `undefined_value` for an undefined value, `security` for one that the sandbox hides,
 * `type_error` for any other than an int or bool
 *
 * @example parameters.toIndex(3, "count"); // 3
 */
export function toIndex(value: Value, name: string): number {
  const int = asInt(value);
  return int === undefined ? mismatch(name, "int", value) : Number(int);
}

/**
 * Fails for an argument of a wrong type.
 *
 * @param name what the argument is called
 * @param wanted what it should have been, such as `str`
 * @param value what was given
 * @returns never: it always throws
 * @throws HookloomError `undefined_value` for an undefined value, `security` for one that the sandbox hides,
 * `type_error` for any other
 *
 * @example parameters.mismatch("count", "int", "x"); // 'count' must be int, not str
 */
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
