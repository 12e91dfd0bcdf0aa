import { HookloomError } from "../../../errors/error.js";
import { compare, equals, hashKey } from "../../../values/compare.js";
import { Dict } from "../../../values/dict.js";
import { iterate, toList } from "../../../values/iterate.js";
import { sorted } from "../../../values/sort.js";
import { truth } from "../../../values/truth.js";
import { Tuple } from "../../../values/tuple.js";
import { bytesPerEntry, type List, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { noAttribute, toCInt, toIndex } from "../arguments.js";
import { defineFilter } from "../define.js";
import { any, flag } from "../parameters.js";
import { attributeGetter, attributesGetter, folded, type Getter } from "./attribute-path.js";
import { eachOf, lazy } from "./lazy.js";

/** Filters that compare items with each other. */
export const orderFilters = [
  defineFilter({
    name: "sort",
    params: [any("value"), any("reverse", false), flag("case_sensitive", false), any("attribute", null)],
    run(state, value, reverse, caseSensitive, attribute) {
      const key = attributesGetter(attribute, state, !caseSensitive);
      return sorted(toList(value, state.meter), key, toFlag(reverse), state.meter);
    },
  }),
  defineFilter({
    name: "unique",
    params: [any("value"), any("case_sensitive", false), any("attribute", null)],
    run: (state, value, caseSensitive, attribute) =>
      lazy("sync_do_unique", uniqueItems(state, value, caseSensitive, attribute), state),
  }),
  defineFilter({
    name: "min",
    params: [any("value"), any("case_sensitive", false), any("attribute", null)],
    run: (state, value, caseSensitive, attribute) =>
      extreme(
        state,
        value,
        caseSensitive,
        attribute,
        (key, best) => compare(key, best, state.meter, "<") < 0,
      ),
  }),
  defineFilter({
    name: "max",
    params: [any("value"), any("case_sensitive", false), any("attribute", null)],
    run: (state, value, caseSensitive, attribute) =>
      extreme(
        state,
        value,
        caseSensitive,
        attribute,
        (key, best) => compare(key, best, state.meter, ">") > 0,
      ),
  }),
  defineFilter({
    name: "dictsort",
    params: [any("value"), any("case_sensitive", false), any("by", "key"), any("reverse", false)],
    run(state, value, caseSensitive, by, reverse) {
      const position = ["key", "value"].findIndex((part) => equals(by, part, state.meter));
      if (position < 0) {
        throw new HookloomError("filter_argument", 'You can only sort by either "key" or "value"');
      }
      const key: Getter = (pair) => {
        const part = (pair as Tuple).items[position] as Value;
        return truth(caseSensitive) ? part : folded(part, state);
      };
      return sorted(pairsOf(value, state), key, toFlag(reverse), state.meter);
    },
  }),
];

function* uniqueItems(state: State, value: Value, caseSensitive: Value, attribute: Value): Generator<Value> {
  const key = attributeGetter(attribute, state, { foldCase: !truth(caseSensitive) });
  const seen = new Set<unknown>();
  for (const item of eachOf(value, state)) {
    const hash = hashKey(key(item), state.meter);
    if (seen.has(hash)) continue;
    state.meter.reserve(16);
    seen.add(hash);
    yield item;
  }
}

/** The item whose key is better than those of all the items before and not worse than any behind. */
function extreme(
  state: State,
  value: Value,
  caseSensitive: Value,
  attribute: Value,
  isBetter: (key: Value, best: Value) => boolean,
): Value {
  const items = iterate(value, state.meter);
  let step = items.next();
  if (step.done === true) return state.undefined({ hint: "No aggregated item, sequence was empty." });
  const keyOf = attributeGetter(attribute, state, { foldCase: !truth(caseSensitive) });
  let item = step.value;
  let best = keyOf(item);
  for (step = items.next(); step.done !== true; step = items.next()) {
    state.meter.spend(1);
    const key = keyOf(step.value);
    if (isBetter(key, best)) [item, best] = [step.value, key];
  }
  return item;
}

/** A flag as CPython's `sorted` takes it: an int that fits into a C int. */
function toFlag(value: Value): boolean {
  return toCInt("reverse", toIndex(value)) !== 0;
}

function pairsOf(value: Value, state: State): List {
  if (!(value instanceof Dict)) return noAttribute(value, "items");
  state.meter.reserve(value.length * bytesPerEntry);
  state.meter.spend(value.length);
  return Array.from(value.entries(), (entry) => new Tuple(entry));
}
