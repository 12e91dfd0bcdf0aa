import { hashKey } from "../../../values/compare.js";
import { asText } from "../../../values/markup.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of what the environment knows. */
export const registeredTests = [
  defineTest({
    name: "filter",
    params: [any("value")],
    run: (state, value) => state.render.environment.filter(nameOf(value, state)) !== undefined,
  }),
  defineTest({
    name: "test",
    params: [any("value")],
    run: (state, value) => state.render.environment.test(nameOf(value, state)) !== undefined,
  }),
];

/** The text to look up. What is no text is no name either, unless it cannot be looked up at all. */
function nameOf(value: Value, state: State): string {
  hashKey(value, state.meter);
  return asText(value) ?? "";
}
