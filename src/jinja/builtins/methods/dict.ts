import { Dict } from "../../../values/dict.js";
import { DictView } from "../../../values/dict-view.js";
import { contains, iterate } from "../../../values/iterate.js";
import { bytesPerEntry } from "../../../values/value.js";
import { any } from "../parameters.js";
import { defineMethod, methodTable, mutating } from "./method.js";

/** The methods of dicts. */
export const dictMethods = methodTable(
  defineMethod({
    name: "get",
    params: [any("key"), any("default", null)],
    positionalOnly: true,
    run(state, dict: Dict, key, fallback) {
      const value = dict.get(key, state.meter);
      return value === undefined ? fallback : value;
    },
  }),
  defineMethod({
    name: "keys",
    params: [],
    positionalOnly: true,
    run: (_state, dict: Dict) => new DictView(dict, "keys"),
  }),
  defineMethod({
    name: "values",
    params: [],
    positionalOnly: true,
    run: (_state, dict: Dict) => new DictView(dict, "values"),
  }),
  defineMethod({
    name: "items",
    params: [],
    positionalOnly: true,
    run: (_state, dict: Dict) => new DictView(dict, "items"),
  }),
  defineMethod({
    name: "copy",
    params: [],
    positionalOnly: true,
    run(state, dict: Dict) {
      state.meter.reserve(dict.length * bytesPerEntry);
      state.meter.spend(dict.length);
      return Dict.fromEntries(dict.entries(), state.meter);
    },
  }),
  defineMethod({
    name: "fromkeys",
    params: [any("iterable"), any("value", null)],
    positionalOnly: true,
    run(state, _dict: Dict, keys, value) {
      const dict = new Dict();
      const iterator = iterate(keys, state.meter);
      for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
        state.meter.spend(1);
        state.meter.reserve(bytesPerEntry);
        dict.set(step.value, value, state.meter);
      }
      return dict;
    },
  }),
  ...mutating("clear", "pop", "popitem", "setdefault", "update"),
);

/** The methods of views of keys and items, which are sets; views of values have none. */
export const viewMethods = methodTable(
  defineMethod({
    name: "isdisjoint",
    params: [any("other")],
    positionalOnly: true,
    run(state, view: DictView, other) {
      // Of two views the smaller one is walked through.
      const isLarger = other instanceof DictView && other.kind !== "values" && other.size() > view.size();
      const [walked, asked] = isLarger ? [view, other] : [other, view];
      const iterator = iterate(walked, state.meter);
      for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
        state.meter.spend(1);
        if (contains(asked, step.value, state.meter)) return false;
      }
      return true;
    },
  }),
);
