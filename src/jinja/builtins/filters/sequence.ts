import { HookloomError } from "../../../errors/error.js";
import { size, toList } from "../../../values/iterate.js";
import { typeName } from "../../../values/type-name.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";

/** Filters over sequences and mappings. */
export const sequenceFilters = [
  defineFilter({
    name: "length",
    aliases: ["count"],
    summary: "How many items or characters a value has.",
    params: [any("value")],
    example: ["{{ [1, 2]|length }} {{ 'abc'|count }}", "2 3"],
    run(state, value) {
      const length = size(value, state.meter);
      if (length !== undefined) return length;
      throw new HookloomError("type_error", `object of type '${typeName(value)}' has no len()`);
    },
  }),
  defineFilter({
    name: "list",
    summary: "The items of a value as a list; the characters of a text.",
    params: [any("value")],
    example: ["{{ 'abc'|list }}", "['a', 'b', 'c']"],
    run: (state, value) => toList(value, state.meter),
  }),
];
