import { like } from "../../../values/markup.js";
import { textLength } from "../../../values/text.js";
import { pad } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { int, softText } from "../parameters.js";

/** Filters that arrange text: widths, lines, indents. */
export const layoutFilters = [
  defineFilter({
    name: "center",
    summary: "Centers the text in a field of so many characters.",
    params: [softText("value"), int("width", 80)],
    example: ['{{ "foo"|center(9) }}', "   foo   "],
    run(state, value, width) {
      const text = state.text(value);
      const gap = Math.max(0, width - textLength(text));
      // CPython puts the odd blank on the left where both the gap and the width are odd.
      const left = Math.floor(gap / 2) + (gap % 2) * (width % 2);
      return like(value, pad(text, left, gap - left, " ", state.meter));
    },
  }),
];
