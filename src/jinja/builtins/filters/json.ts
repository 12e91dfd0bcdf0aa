import { writeJson } from "../../../values/json-write.js";
import { Markup } from "../../../values/markup.js";
import { defineFilter } from "../define.js";
import { any, optionalInt } from "../parameters.js";

/** Filters that write JSON. */
export const jsonFilters = [
  defineFilter({
    name: "tojson",
    summary: "Writes the value as JSON that is safe in HTML too, with sorted keys.",
    params: [any("value"), optionalInt("indent")],
    example: ["{{ {'b': [1, true, none], 'a': '<'}|tojson }}", '{"a": "\\u003c", "b": [1, true, null]}'],
    run(state, value, indent) {
      const options = { sortKeys: true, htmlSafe: true, indent };
      return new Markup(writeJson(value, options, state.meter));
    },
  }),
];
