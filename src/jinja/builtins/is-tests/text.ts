import { isLower, isUpper } from "../../../values/case.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of the case of text. */
export const textTests = [
  defineTest({
    name: "lower",
    summary: "Whether the text has small letters, and no capital ones.",
    params: [any("value")],
    example: ["{{ 'abc 1' is lower }} {{ 'Abc' is lower }}", "True False"],
    run: (state, value) => isLower(textOf(value, state)),
  }),
  defineTest({
    name: "upper",
    summary: "Whether the text has capital letters, and no small ones.",
    params: [any("value")],
    example: ["{{ 'ABC 1' is upper }} {{ 'Abc' is upper }}", "True False"],
    run: (state, value) => isUpper(textOf(value, state)),
  }),
];

/** Any value as text, paid for once more: it will be read from start to end. */
function textOf(value: Value, state: State): string {
  const text = state.text(value);
  state.meter.spend(text.length >> 6);
  return text;
}
