import { HookloomError } from "../../../errors/error.js";
import { compare, equals } from "../../../values/compare.js";
import { Dict } from "../../../values/dict.js";
import { iterate, toList } from "../../../values/iterate.js";
import { asText } from "../../../values/markup.js";
import { Tuple } from "../../../values/tuple.js";
import { Undefined } from "../../../values/undefined.js";
import { bytesPerItem, type List, type Value } from "../../../values/value.js";
import { binaryOperations } from "../../runtime/operators.js";
import type { State } from "../../runtime/state.js";
import { toIndex } from "../arguments.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";
import { attributeGetter } from "./attribute-path.js";
import { eachOf, lazy } from "./lazy.js";

/** Filters that put items into rows or columns, or all of them into one value. */
export const arrangeFilters = [
  defineFilter({
    name: "batch",
    params: [any("value"), any("linecount"), any("fill_with", null)],
    run: (state, value, count, fill) => lazy("do_batch", rows(state, value, count, fill), state),
  }),
  defineFilter({
    name: "slice",
    params: [any("value"), any("slices"), any("fill_with", null)],
    run: (state, value, count, fill) => lazy("sync_do_slice", columns(state, value, count, fill), state),
  }),
  defineFilter({
    name: "items",
    params: [any("value")],
    run: (state, value) => lazy("do_items", pairs(state, value), state),
  }),
  defineFilter({
    name: "sum",
    params: [any("iterable"), any("attribute", null), any("start", 0)],
    run(state, value, attribute, start) {
      const get = attributeGetter(attribute, state);
      // Python asks for the items before it looks at the start.
      const items = iterate(value, state.meter);
      if (asText(start) !== undefined) {
        throw new HookloomError("type_error", "sum() can't sum strings [use ''.join(seq) instead]");
      }
      let total = start;
      for (let step = items.next(); step.done !== true; step = items.next()) {
        state.meter.spend(1);
        total = binaryOperations.add(total, get(step.value), state);
      }
      return total;
    },
  }),
];

/** Bytes that a row is counted as, with its first item. */
const bytesPerRow = 128;

function* rows(state: State, value: Value, count: Value, fill: Value): Generator<Value> {
  const { meter } = state;
  let row: List = [];
  for (const item of eachOf(value, state)) {
    if (equals(row.length, count, meter)) {
      yield row;
      row = [];
    }
    // A list of its own takes more than the place of its first item.
    meter.reserve(row.length === 0 ? bytesPerRow : bytesPerItem);
    row.push(item);
  }
  if (row.length === 0) return;
  if (fill !== null && compare(row.length, count, meter) < 0) {
    const missing = binaryOperations.sub(count, row.length, state);
    yield binaryOperations.add(row, binaryOperations.mul([fill], missing, state), state);
  } else yield row;
}

function* columns(state: State, value: Value, count: Value, fill: Value): Generator<Value> {
  const { meter } = state;
  const items = toList(value, meter);
  // Only for what it says about a count that is no number, or zero.
  binaryOperations.floordiv(items.length, count, state);
  const number = Number(toIndex(count));
  const length = Math.floor(items.length / number);
  const longer = items.length % number;
  let start = 0;
  for (let column = 0; column < number; column += 1) {
    const end = start + length + (column < longer ? 1 : 0);
    meter.spend(1);
    meter.reserve(32 + bytesPerItem * (end - start + 1));
    const part = items.slice(start, end);
    if (fill !== null && column >= longer) part.push(fill);
    yield part;
    start = end;
  }
}

function* pairs(state: State, value: Value): Generator<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof Dict)) {
    throw new HookloomError("type_error", "Can only get item pairs from a mapping.");
  }
  for (const entry of value.entries()) {
    state.meter.spend(1);
    yield new Tuple(entry);
  }
}
