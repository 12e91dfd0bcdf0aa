import { HookloomError } from "../../../errors/error.js";
import { asText, escaped, escapeText, isText } from "../../../values/markup.js";
import { asInt, type Int, toDouble } from "../../../values/number.js";
import { repr } from "../../../values/print.js";
import { textLength } from "../../../values/text.js";
import { typeName } from "../../../values/type-name.js";
import { Undefined } from "../../../values/undefined.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { characterOf } from "./format-value.js";
import { floatOf, intOf } from "./to-number.js";

/** How `%` sees the values that it puts in. */
export interface Operands {
  /** `str(value)` */
  text(value: Value, state: State): string;
  /** `repr(value)` */
  repr(value: Value, state: State): string;
  /** What `%d` takes. */
  whole(value: Value, state: State): Int | undefined;
  /** What `%x` takes: no float. */
  integer(value: Value): Int | undefined;
  /** What `%f` takes. */
  double(value: Value, state: State): number;
  /** What `%c` takes. */
  character(value: Value): string | undefined;
  /** What `*` takes. */
  size(value: Value): Int | undefined;
}

/** Values as they are. */
export const plainOperands: Operands = {
  text: (value, state) => state.text(value),
  repr: (value, state) => repr(value, state.meter),
  whole: (value, state) => (isText(value) ? undefined : intOf(value, state.meter)),
  integer: asInt,
  double(value) {
    if (value instanceof Undefined) value.fail();
    return toDouble(value) ?? noNumber(value);
  },
  character(value) {
    const text = asText(value);
    if (text !== undefined) return textLength(text) === 1 ? text : undefined;
    const int = asInt(value);
    return int === undefined ? undefined : characterOf(int);
  },
  size: asInt,
};

/**
 * Values as Markup takes them in: escaped where they are text. They are hidden behind an object that can be
 * made an int or a float, so text that spells a number is one, and nothing counts as a character or a size.
 */
export const markupOperands: Operands = {
  text: (value, state) => escaped(value, state.meter),
  repr: (value, state) => escapeText(repr(value, state.meter), state.meter),
  whole: (value, state) => intOf(value, state.meter),
  integer: () => undefined,
  double: (value, state) => floatOf(value, state.meter) ?? noNumber(value),
  character: () => undefined,
  size: () => undefined,
};

function noNumber(value: Value): never {
  throw new HookloomError("type_error", `must be real number, not ${typeName(value)}`);
}
