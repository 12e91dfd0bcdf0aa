import { Dict } from "../../../values/dict.js";
import { DictView } from "../../../values/dict-view.js";
import { contains, iterate } from "../../../values/iterate.js";
import { any } from "../parameters.js";
import { defineMethod, methodTable, mutating } from "./method.js";

/** The methods of dicts. */
export const dictMethods = methodTable(
  defineMethod({
    name: "get",
    summary: "The value of a key, or another one if it is not there.",
    params: [any("key"), any("default", null)],
    positionalOnly: true,
    example: ["{{ {'a': 1}.get('a') }} {{ {'a': 1}.get('b', 0) }}", "1 0"],
    run(state, dict: Dict, key, fallback) {
      const value = dict.get(key, state.meter);
      return value === undefined ? fallback : value;
    },
  }),
  defineMethod({
    name: "keys",
    summary: "The keys.",
    params: [],
    positionalOnly: true,
    example: ["{{ {'a': 1, 'b': 2}.keys() }}", "dict_keys(['a', 'b'])"],
    run: (_state, dict: Dict) => new DictView(dict, "keys"),
  }),
  defineMethod({
    name: "values",
    summary: "The values.",
    params: [],
    positionalOnly: true,
    example: ["{{ {'a': 1, 'b': 2}.values()|sum }}", "3"],
    run: (_state, dict: Dict) => new DictView(dict, "values"),
  }),
  defineMethod({
    name: "items",
    summary: "The pairs of keys and values.",
    params: [],
    positionalOnly: true,
    example: ["{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", "a=1"],
    run: (_state, dict: Dict) => new DictView(dict, "items"),
  }),
  defineMethod({
    name: "copy",
    summary: "An equal dict.",
    params: [],
    positionalOnly: true,
    example: ["{{ {'a': 1}.copy() }}", "{'a': 1}"],
    run(state, dict: Dict) {
      state.meter.reserve(dict.length * 32);
      state.meter.spend(dict.length);
      return Dict.fromEntries(dict.entries(), state.meter);
    },
  }),
  defineMethod({
    name: "fromkeys",
    summary: "A dict of the keys given, all with the same value.",
    params: [any("iterable"), any("value", null)],
    positionalOnly: true,
    example: ["{{ {}.fromkeys(['a', 'b'], 0) }}", "{'a': 0, 'b': 0}"],
    run(state, _dict: Dict, keys, value) {
      const dict = new Dict();
      const iterator = iterate(keys, state.meter);
      for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
        state.meter.spend(1);
        state.meter.reserve(32);
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
    summary: "Whether nothing in the view is among the items of another value.",
    params: [any("other")],
    positionalOnly: true,
    example: ["{{ {'a': 1}.keys().isdisjoint(['b', 'c']) }}", "True"],
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
