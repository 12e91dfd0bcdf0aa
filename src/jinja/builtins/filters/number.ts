import { magnitude } from "../../runtime/operators.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";

/** Filters that make or change numbers. */
export const numberFilters = [
  defineFilter({
    name: "abs",
    summary: "The absolute value of a number.",
    params: [any("value")],
    example: ["{{ -3|abs }} {{ -1.5|abs }}", "3 1.5"],
    run: (_state, value) => magnitude(value),
  }),
];
