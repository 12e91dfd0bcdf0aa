import { identical } from "../../../values/compare.js";
import { compareOperations } from "../../runtime/operators.js";
import { defineTest, type TestDefinition } from "../define.js";
import { any } from "../parameters.js";

/** A test that is an operator by a name of its own. The signs serve `select('>', 3)` and its like. */
function operator(
  name: string,
  aliases: readonly string[],
  compare: keyof typeof compareOperations,
): TestDefinition {
  return defineTest({
    name,
    aliases,
    params: [any("value"), any("other")],
    positionalOnly: true,
    run: (state, value, other) => compareOperations[compare](value, other, state),
  });
}

/** Tests that compare a value with another. */
export const compareTests = [
  operator("eq", ["==", "equalto"], "eq"),
  operator("ne", ["!="], "ne"),
  operator("lt", ["<", "lessthan"], "lt"),
  operator("le", ["<="], "lteq"),
  operator("gt", [">", "greaterthan"], "gt"),
  operator("ge", [">="], "gteq"),
  defineTest({
    name: "in",
    params: [any("value"), any("seq")],
    run: (state, value, container) => compareOperations.in(value, container, state),
  }),
  defineTest({
    name: "sameas",
    params: [any("value"), any("other")],
    run: (state, value, other) => identical(value, other, state.meter),
  }),
];
