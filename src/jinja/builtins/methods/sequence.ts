import { HookloomError } from "../../../errors/error.js";
import { equalOrSame } from "../../../values/compare.js";
import type { Range } from "../../../values/range.js";
import type { Tuple } from "../../../values/tuple.js";
import { bytesPerItem, isList, type List, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { bound, fromStart } from "../../sandbox/slice.js";
import type { Parameter } from "../define.js";
import { any } from "../parameters.js";
import { defineMethod, type Method, methodTable, mutating } from "./method.js";

/** What lists and tuples have in common. */
const common: Method[] = [
  defineMethod({
    name: "index",
    params: [any("value"), place("start", 0), place("stop", Number.POSITIVE_INFINITY)],
    positionalOnly: true,
    run(state, self: List | Tuple, value, start, stop) {
      const items = itemsOf(self);
      const end = Math.min(fromStart(stop, items.length), items.length);
      for (let index = fromStart(start, items.length); index < end; index += 1) {
        if (matches(items[index] as Value, value, state)) return index;
      }
      throw new HookloomError("value_error", "The value is not in the sequence");
    },
  }),
  defineMethod({
    name: "count",
    params: [any("value")],
    positionalOnly: true,
    run: (state, self: List | Tuple, value) =>
      itemsOf(self).reduce<number>((count, item) => count + (matches(item, value, state) ? 1 : 0), 0),
  }),
];

/** The methods of lists. */
export const listMethods = methodTable(
  ...common,
  defineMethod({
    name: "copy",
    params: [],
    positionalOnly: true,
    run(state, self: List) {
      state.meter.reserve(self.length * bytesPerItem);
      return self.slice();
    },
  }),
  ...mutating("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"),
);

/** The methods of tuples. */
export const tupleMethods = methodTable(...common);

/** The methods of ranges. */
export const rangeMethods = methodTable(
  defineMethod({
    name: "index",
    params: [any("value")],
    positionalOnly: true,
    run(state, self: Range, value) {
      const index = self.indexOf(value, state.meter);
      if (index >= 0) return index;
      throw new HookloomError("value_error", "The value is not in the range");
    },
  }),
  defineMethod({
    name: "count",
    params: [any("value")],
    positionalOnly: true,
    run: (state, self: Range, value) => (self.indexOf(value, state.meter) >= 0 ? 1 : 0),
  }),
);

/** An index as slices take it, but None. */
function place(name: string, fallback: number): Parameter<number> {
  return {
    name,
    kind: "single",
    required: false,
    shown: Number.isFinite(fallback) ? String(fallback) : "the end",
    read: (value) => (value === undefined ? fallback : bound(value)),
  };
}

function itemsOf(self: List | Tuple): List {
  return isList(self) ? self : self.items;
}

function matches(item: Value, value: Value, state: State): boolean {
  state.meter.spend(1);
  return equalOrSame(item, value, state.meter);
}
