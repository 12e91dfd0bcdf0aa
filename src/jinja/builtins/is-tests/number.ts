import { equals } from "../../../values/compare.js";
import type { Value } from "../../../values/value.js";
import { binaryOperations } from "../../runtime/operators.js";
import type { State } from "../../runtime/state.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of what is left over when a number is divided. */
export const numberTests = [
  defineTest({
    name: "odd",
    summary: "Whether a number is odd.",
    params: [any("value")],
    example: ["{{ 3 is odd }} {{ 4 is odd }}", "True False"],
    run: (state, value) => leaves(1, value, 2, state),
  }),
  defineTest({
    name: "even",
    summary: "Whether a number is even.",
    params: [any("value")],
    example: ["{{ 4 is even }} {{ 3 is even }}", "True False"],
    run: (state, value) => leaves(0, value, 2, state),
  }),
  defineTest({
    name: "divisibleby",
    summary: "Whether a number can be divided by another without a rest.",
    params: [any("value"), any("num")],
    example: ["{{ 6 is divisibleby 3 }} {{ 7 is divisibleby(3) }}", "True False"],
    run: (state, value, number) => leaves(0, value, number, state),
  }),
];

/** Whether `value % divisor` is so much. */
function leaves(rest: number, value: Value, divisor: Value, state: State): boolean {
  return equals(binaryOperations.mod(value, divisor, state), rest, state.meter);
}
