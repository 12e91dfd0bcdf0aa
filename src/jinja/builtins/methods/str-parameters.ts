import { HookloomError } from "../../../errors/error.js";
import { asText, escaped, isText, type Markup } from "../../../values/markup.js";
import { textLength } from "../../../values/text.js";
import { Tuple } from "../../../values/tuple.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { bound } from "../../sandbox/slice.js";
import { toCInt, toIndex } from "../arguments.js";
import type { Parameter } from "../define.js";
import { mismatch, optional, required } from "./parameter.js";

/** What the methods of str belong to. */
export type Text = string | Markup;

/** The text that a method belongs to, paid for to be read from start to end. */
export function readText(self: Text, state: State): string {
  const text = state.text(self);
  state.meter.spend(text.length >> 6);
  return text;
}

// The kinds of parameters that the methods of str have.

/** A str or Markup. */
export function part(name: string): Parameter<string> {
  return required(name, (value) => textOf(name, value));
}

/** A str or Markup, or None, which stands for white space. */
export function optionalPart(name: string): Parameter<string | undefined> {
  return optional<string | undefined>(name, undefined, "None", (value) =>
    value === null ? undefined : textOf(name, value),
  );
}

/** Any value, escaped as Markup does with what comes into it. */
export function escapedPart(name: string): Parameter<string> {
  return required(name, (value, state) => escaped(value, state.meter));
}

/** A single character, blank by default. */
export function fill(name: string): Parameter<string> {
  return optional(name, " ", "' '", (value) => character(name, textOf(name, value)));
}

/** As {@link fill}, but escaped before it is looked at: what HTML escapes is no single character. */
export function escapedFill(name: string): Parameter<string> {
  return optional(name, " ", "' '", (value, state) => character(name, escaped(value, state.meter)));
}

/** A str or Markup, or a tuple of them, whose items are checked when they are come to. */
export function parts(name: string): Parameter<readonly Value[]> {
  return required(name, (value) => {
    if (value instanceof Tuple) return value.items;
    return isText(value) ? [value] : mismatch(name, value);
  });
}

/** An index as slices take it; undefined for none given and for None. */
export function place(name: string): Parameter<number | undefined> {
  return optional<number | undefined>(name, undefined, "None", (value) =>
    value === null ? undefined : bound(value),
  );
}

/** An int that CPython holds in a C `int`. */
export function cInt(name: string, fallback: number): Parameter<number> {
  return optional(name, fallback, String(fallback), (value) => toCInt(name, toIndex(value)));
}

/**
 * The text of a str or Markup.
 * @throws HookloomError `type_error` for any other value
 */
export function textOf(name: string, value: Value): string {
  return asText(value) ?? mismatch(name, value);
}

function character(name: string, text: string): string {
  if (text !== "" && text.length <= 2 && textLength(text) === 1) return text;
  throw new HookloomError("type_error", `'${name}' must be exactly one character long`);
}
