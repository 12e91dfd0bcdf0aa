import { isLower, isUpper } from "../../../values/case.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of the case of text. */
export const textTests = [
  defineTest({
    name: "lower",
    params: [any("value")],
    run: (state, value) => isLower(textOf(value, state)),
  }),
  defineTest({
    name: "upper",
    params: [any("value")],
    run: (state, value) => isUpper(textOf(value, state)),
  }),
];

/** Any value as text, paid for once more: it will be read from start to end. */
function textOf(value: Value, state: State): string {
  const text = state.text(value);
  state.meter.spend(text.length >> 6);
  return text;
}
