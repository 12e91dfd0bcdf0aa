import { wrong } from "../../options.js";
import { asText, Markup } from "../../values/markup.js";
import { type Int, toDouble } from "../../values/number.js";
import { repr } from "../../values/print.js";
import { truth } from "../../values/truth.js";
import { isValue, unmetered, type Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";
import { mismatch, toIndex, toInteger, toSize } from "./arguments.js";
import type { Parameter } from "./define.js";

/**
 * The kinds of parameters that filters, tests, functions and methods declare. A kind called with a default
 * is optional. What a kind does not take is a `type_error` in the template, or an `undefined_value` if it is
 * undefined, so that bodies need not check their arguments.
 */

/**
 * Any value as it is, undefined ones too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
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
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
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
  // As isText has it: this runs for nearly every filter of text, and a call is what it takes.
  return optional<string | Markup>(name, undefined, (value, state) =>
    typeof value === "string" || value instanceof Markup ? value : state.text(value),
  );
}

/**
 * A str or Markup, as a plain text. The template fails with `type_error` for any other value.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
 *
 * @example parameters.str("format", "%Y-%m-%d")
 */
export function str(name: string, fallback?: string): Parameter<string> {
  return optional(name, fallback, (value) => asText(value) ?? mismatch(name, "str", value));
}

/**
 * An int as a JavaScript number: past 2^53, the nearest double, or infinity, which is far more than any length. Bools
 * count as 0 and 1. The template fails with `type_error` for any other value, floats too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
 *
 * @example parameters.int("marks", 1)
 */
export function int(name: string, fallback?: number): Parameter<number> {
  return optional(name, fallback, (value) => toInteger(value, name));
}

/**
 * An int of any size, a bigint past 2^53, as CPython's own functions take it: any other value is a `type_error`
 * in the template, an undefined one too.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
 *
 * @example parameters.index("start", 0)
 */
export function index(name: string, fallback?: Int): Parameter<Int> {
  return optional(name, fallback, toIndex);
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
  const read = (value: Value | undefined) => (value === undefined ? undefined : toIndex(value));
  return { name, kind: "single", required: false, shown: "None", read };
}

/**
 * What CPython takes for a length or a count, as a JavaScript number: past 2^53, the nearest. The template fails with
 * `type_error` for anything but an int or bool, and with `overflow` for one outside -2^63 … 2^63 - 1.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given; without one, the parameter must be given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
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
    read: (value) => (value === undefined || value === null ? undefined : toInteger(value, name)),
  };
}

/**
 * Any value as true or false, by Python's truth value testing. The template fails with `undefined_value` for an
 * undefined value if those are strict.
 *
 * @param name by which templates may give it as a keyword, and errors call it
 * @param fallback what is taken where none is given
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
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
 * @returns the parameter, for the `params` of a declaration
 * @throws HookloomError `option_invalid` for a default that no template could have
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

function optional<Type>(
  name: string,
  fallback: Type | undefined,
  convert: (value: Value, state: State) => Type,
): Parameter<Type> {
  if (fallback !== undefined && !isValue(fallback)) {
    throw wrong(`The default of '${name}'`, "a value as templates have them", fallback);
  }
  return {
    name,
    kind: "single",
    required: fallback === undefined,
    ...(fallback === undefined ? {} : { shown: repr(fallback as Value, unmetered) }),
    // A required parameter never sees undefined: binding has failed before.
    read: (value, state) => (value === undefined ? (fallback as Type) : convert(value, state)),
  };
}
