import { HookloomError } from "../../../errors/error.js";
import { isIterable, iterate, size, toList } from "../../../values/iterate.js";
import { isText, like } from "../../../values/markup.js";
import { reversed } from "../../../values/reversed.js";
import { typeName } from "../../../values/type-name.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { subscript } from "../../sandbox/access.js";
import { sliceOf } from "../../sandbox/slice.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";
import { randomIndex } from "../random.js";

/** Filters that look at a sequence as a whole, or take one item of it. */
export const sequenceFilters = [
  defineFilter({
    name: "length",
    aliases: ["count"],
    params: [any("value")],
    positionalOnly: true,
    run: (state, value) => sizeOf(value, state),
  }),
  defineFilter({
    name: "list",
    params: [any("value")],
    run: (state, value) => toList(value, state.meter),
  }),
  defineFilter({
    name: "first",
    params: [any("seq")],
    run: (state, value) => nextOf(iterate(value, state.meter), "No first item, sequence was empty.", state),
  }),
  defineFilter({
    name: "last",
    params: [any("seq")],
    run(state, value) {
      const backwards = reversed(value, state.meter);
      if (backwards !== undefined) {
        const last = nextOf(backwards, "No last item, sequence was empty.", state);
        return typeof last === "string" ? like(value, last) : last;
      }
      throw new HookloomError("type_error", `'${typeName(value)}' object is not reversible`);
    },
  }),
  defineFilter({
    name: "random",
    params: [any("seq")],
    usesContext: true,
    run(state, value) {
      const length = sizeOf(value, state);
      if (length === 0) return state.undefined({ hint: "No random item, sequence was empty." });
      return subscript(value, randomIndex(length, state), state);
    },
  }),
  defineFilter({
    name: "reverse",
    params: [any("value")],
    run(state, value) {
      if (isText(value)) return sliceOf(value, [null, null, -1], state);
      const backwards = reversed(value, state.meter);
      if (backwards !== undefined) return backwards;
      if (isIterable(value, state.meter)) return toList(value, state.meter).reverse();
      throw new HookloomError("filter_argument", "argument must be iterable");
    },
  }),
];

/**
 * Python's `len(value)`.
 * @throws HookloomError `type_error` for what has no length
 */
export function sizeOf(value: Value, state: State): number {
  const length = size(value, state.meter);
  if (length !== undefined) return length;
  throw new HookloomError("type_error", `object of type '${typeName(value)}' has no len()`);
}

function nextOf(items: Iterator<Value>, hint: string, state: State): Value {
  const step = items.next();
  return step.done === true ? state.undefined({ hint }) : step.value;
}
