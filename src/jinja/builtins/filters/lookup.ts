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
    params: [any("obj"), any("name")],
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
    params: [any("value"), any("default_value", ""), any("boolean", false)],
    run: (_state, value, fallback, boolean) =>
      value instanceof Undefined || (truth(boolean) && !truth(value)) ? fallback : value,
  }),
];
