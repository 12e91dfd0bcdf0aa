import { DictView } from "../../../values/dict-view.js";
import type { Dict } from "../../../values/dict.js";
import { any } from "../parameters.js";
import { defineMethod, methodTable, mutating } from "./method.js";

/** The methods of dicts. */
export const dictMethods = methodTable(
  defineMethod({
    name: "get",
    summary: "The value of a key, or another one if it is not there.",
    params: [any("key"), any("default", null)],
    example: ["{{ {'a': 1}.get('a') }} {{ {'a': 1}.get('b', 0) }}", "1 0"],
    run(state, dict: Dict, key, fallback) {
      const value = dict.get(key, state.meter);
      return value === undefined ? fallback : value;
    },
  }),
  defineMethod({
    name: "items",
    summary: "The pairs of keys and values.",
    params: [],
    example: ["{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", "a=1"],
    run: (_state, dict: Dict) => new DictView(dict, "items"),
  }),
  ...mutating("clear", "pop", "popitem", "setdefault", "update"),
);
