import { truth } from "../../../values/truth.js";
import { Undefined } from "../../../values/undefined.js";
import { defineFilter } from "../define.js";
import { any, flag } from "../parameters.js";

/** Filters that pick a value or another one in its place. */
export const lookupFilters = [
  defineFilter({
    name: "default",
    aliases: ["d"],
    summary: "Gives another value where the first is undefined or, if `boolean` is set, false.",
    params: [any("value"), any("default_value", ""), flag("boolean", false)],
    example: ["{{ missing|default('none') }} {{ ''|default('empty', true) }}", "none empty"],
    run: (_state, value, fallback, boolean) =>
      value instanceof Undefined || (boolean && !truth(value)) ? fallback : value,
  }),
];
