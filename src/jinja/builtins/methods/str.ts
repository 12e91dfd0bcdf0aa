import { like, type Markup } from "../../../values/markup.js";
import { defineMethod, methodTable } from "./method.js";

/** The methods of str and Markup. */
export const strMethods = methodTable(
  defineMethod({
    name: "upper",
    summary: "The text in upper case.",
    params: [],
    example: ["{{ 'abc'.upper() }}", "ABC"],
    run(state, self: string | Markup) {
      const text = state.text(self);
      state.meter.reserve(text.length);
      return like(self, text.toUpperCase());
    },
  }),
);
