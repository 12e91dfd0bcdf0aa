import { like } from "../../../values/markup.js";
import { defineFilter } from "../define.js";
import { softText } from "../parameters.js";

/** Filters that change text. */
export const textFilters = [
  defineFilter({
    name: "upper",
    summary: "The text in upper case.",
    params: [softText("value")],
    example: ["{{ 'abc'|upper }}", "ABC"],
    run(state, value) {
      const text = state.text(value);
      // Upper case can be longer: one character becomes up to three.
      state.meter.reserve(text.length);
      return like(value, text.toUpperCase());
    },
  }),
];
