import { HookloomError } from "../../../errors/error.js";
import { hashKey } from "../../../values/compare.js";
import { asText } from "../../../values/markup.js";
import { truth } from "../../../values/truth.js";
import { Undefined } from "../../../values/undefined.js";
import { getAttributeOnly } from "../../sandbox/access.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";

/** Filters that pick a value or another one in its place. */
export const lookupFilters = [
  defineFilter({
    name: "attr",
    summary: "The attribute or method of that name, without looking among the items: `x|attr('get')`.",
    params: [any("obj"), any("name")],
    example: ["{{ {'a': 1}|attr('a') is defined }} {{ ({'a': 1}|attr('get'))('a') }}", "False 1"],
    run(state, object, name) {
      hashKey(name, state.meter);
      const text = asText(name);
      if (text !== undefined) return getAttributeOnly(object, text, state);
      throw new HookloomError("type_error", "attribute name must be string");
    },
  }),
  defineFilter({
    name: "default",
    aliases: ["d"],
    summary: "Gives another value where the first is undefined or, if `boolean` is set, false.",
    params: [any("value"), any("default_value", ""), any("boolean", false)],
    example: ["{{ missing|default('none') }} {{ ''|default('empty', true) }}", "none empty"],
    run: (_state, value, fallback, boolean) =>
      value instanceof Undefined || (truth(boolean) && !truth(value)) ? fallback : value,
  }),
];
