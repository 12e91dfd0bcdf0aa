import { identical } from "../../../values/compare.js";
import { compareOperations } from "../../runtime/operators.js";
import { defineTest, type TestDefinition } from "../define.js";
import { any } from "../parameters.js";

/** A test that is an operator by a name of its own. The signs serve `select('>', 3)` and its like. */
function operator(
  name: string,
  aliases: readonly string[],
  compare: keyof typeof compareOperations,
  summary: string,
  example: readonly [string, string],
): TestDefinition {
  return defineTest({
    name,
    aliases,
    summary,
    params: [any("value"), any("other")],
    positionalOnly: true,
    example,
    run: (state, value, other) => compareOperations[compare](value, other, state),
  });
}

/** Tests that compare a value with another. */
export const compareTests = [
  operator("eq", ["==", "equalto"], "eq", "Whether two values are equal.", ["{{ 1 is eq 1.0 }}", "True"]),
  operator("ne", ["!="], "ne", "Whether two values differ.", ["{{ 1 is ne 2 }}", "True"]),
  operator("lt", ["<", "lessthan"], "lt", "Whether the value is less.", ["{{ 1 is lt 2 }}", "True"]),
  operator("le", ["<="], "lteq", "Whether the value is less or equal.", ["{{ 2 is le 2 }}", "True"]),
  operator("gt", [">", "greaterthan"], "gt", "Whether the value is greater.", ["{{ 2 is gt 1 }}", "True"]),
  operator("ge", [">="], "gteq", "Whether the value is greater or equal.", ["{{ 2 is ge 2 }}", "True"]),
  defineTest({
    name: "in",
    summary: "Whether the value is among the items, keys or characters of another.",
    params: [any("value"), any("seq")],
    example: ["{{ 1 is in [1, 2] }} {{ 'b' is in 'abc' }}", "True True"],
    run: (state, value, container) => compareOperations.in(value, container, state),
  }),
  defineTest({
    name: "sameas",
    summary: "Whether two values are one and the same, as Python's `is` tells; equal numbers and texts are.",
    params: [any("value"), any("other")],
    example: ["{{ none is sameas none }} {{ 1 is sameas true }} {{ [] is sameas([]) }}", "True False False"],
    run: (state, value, other) => identical(value, other, state.meter),
  }),
];
