import { HookloomError, isHookloomError } from "../../errors/error.js";
import { asText, like } from "../../values/markup.js";
import { asInt } from "../../values/number.js";
import { repr } from "../../values/print.js";
import { Range } from "../../values/range.js";
import { characters, isFlat, sliceText, textLength } from "../../values/text.js";
import { Tuple } from "../../values/tuple.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import { type Budget, bytesPerItem, Instance, isList, type List, type Value } from "../../values/value.js";
import type { State } from "../runtime/state.js";

/** What `start:stop:step` is by itself: only to name what was not there. */
class Slice extends Instance {
  readonly typeName = "slice";
  readonly #bounds: Bounds;

  constructor(bounds: Bounds) {
    super();
    this.#bounds = bounds;
  }

  override repr(budget: Budget, depth: number): string {
    return `slice(${this.#bounds.map((bound) => repr(bound, budget, depth)).join(", ")})`;
  }
}

/** `start:stop:step` */
export type Bounds = readonly [start: Value, stop: Value, step: Value];

/**
 * `value[start:stop:step]`
 * @throws HookloomError `type_error` for values without slices, `value_error` for a step of zero
 */
export function sliceOf(value: Value, bounds: Bounds, state: State): Value {
  const text = asText(value);
  if (text !== undefined) return like(value, sliceOfText(text, bounds, state));
  if (isList(value)) return sliceOfList(value, bounds, state);
  if (value instanceof Tuple) return new Tuple(sliceOfList(value.items, bounds, state));
  if (value instanceof Range) {
    const { start, stop } = resolve(bounds, value.length);
    return value.slice(start, stop, asInt(bounds[2]) ?? 1, state.meter);
  }
  if (value instanceof Undefined) return value.mode === "chainable" ? value : value.fail();
  throw new HookloomError("type_error", `'${typeName(value)}' object is not subscriptable`);
}

/** As {@link sliceOf}, but undefined where there are no slices: how Jinja2 takes slices of constants. */
export function sliceOfConstant(value: Value, bounds: Bounds, state: State): Value {
  try {
    return sliceOf(value, bounds, state);
  } catch (error) {
    if (!isHookloomError(error) || error.code !== "type_error") throw error;
    return state.undefined({ object: value, name: new Slice(bounds) });
  }
}

/** An index that, if negative, counts from the end, as one from the start; at least 0. */
export function fromStart(index: number, length: number): number {
  return index < 0 ? Math.max(0, index + length) : index;
}

function sliceOfText(text: string, bounds: Bounds, state: State): string {
  state.meter.spend(text.length >> 6);
  const flat = isFlat(text);
  const { start, step, count } = resolve(bounds, flat ? text.length : textLength(text));
  state.meter.reserve(count);
  if (step === 1) return flat ? text.slice(start, start + count) : sliceText(text, start, start + count);
  state.meter.spend(count);
  if (!flat) state.meter.reserve(text.length * bytesPerItem);
  const units = flat ? undefined : characters(text);
  let out = "";
  for (let index = 0; index < count; index += 1) {
    const at = start + index * step;
    out += units === undefined ? text[at] : units[at];
  }
  return out;
}

function sliceOfList(list: List, bounds: Bounds, state: State): List {
  const { start, step, count } = resolve(bounds, list.length);
  state.meter.reserve(count * bytesPerItem);
  if (step === 1) return list.slice(start, start + count);
  state.meter.spend(count);
  const items: List = [];
  for (let index = 0; index < count; index += 1) items.push(list[start + index * step] as Value);
  return items;
}

/** Python's `slice.indices(length)`, and how many items it takes. */
function resolve(
  bounds: Bounds,
  length: number,
): { start: number; stop: number; step: number; count: number } {
  const step = bounds[2] === null ? 1 : bound(bounds[2]);
  if (step === 0) throw new HookloomError("value_error", "slice step cannot be zero");
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: Value, fallback: number) => {
    if (value === null) return fallback;
    const index = bound(value);
    return Math.min(Math.max(index < 0 ? index + length : index, lowest), highest);
  };
  const start = clamp(bounds[0], step > 0 ? lowest : highest);
  const stop = clamp(bounds[1], step > 0 ? highest : lowest);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { start, stop, step, count };
}

/**
 * An index as slices take it, None apart. One past 2^53 becomes the nearest double: far more than any length.
 * @throws HookloomError `type_error` for anything but an int or bool
 */
export function bound(value: Value): number {
  const int = asInt(value);
  if (int !== undefined) return Number(int);
  throw new HookloomError("type_error", "slice indices must be integers or None or have an __index__ method");
}
