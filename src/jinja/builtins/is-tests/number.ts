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
    params: [any("value")],
    run: (state, value) => leaves(1, value, 2, state),
  }),
  defineTest({
    name: "even",
    params: [any("value")],
    run: (state, value) => leaves(0, value, 2, state),
  }),
  defineTest({
    name: "divisibleby",
    params: [any("value"), any("num")],
    run: (state, value, number) => leaves(0, value, number, state),
  }),
];

/** Whether `value % divisor` is so much. */
function leaves(rest: number, value: Value, divisor: Value, state: State): boolean {
  return equals(binaryOperations.mod(value, divisor, state), rest, state.meter);
}
