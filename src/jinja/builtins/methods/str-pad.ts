import { like } from "../../../values/markup.js";
import { textLength } from "../../../values/text.js";
import type { Budget } from "../../../values/value.js";
import { center, padEnd, padStart, repeat, TextBuilder } from "../../sandbox/allocate.js";
import type { Parameter } from "../define.js";
import { size } from "../parameters.js";
import { defineMethod, type Method } from "./method.js";
import { cInt, readText, type Text } from "./str-parameters.js";

/**
 * The methods of str that bring it to a width with a character.
 * @param fill how the character is taken: Markup escapes it
 */
export function alignMethods(fill: (name: string) => Parameter<string>): Method[] {
  const params = [size("width"), fill("fillchar")] as const;
  return [
    defineMethod({
      name: "center",
      params,
      positionalOnly: true,
      run: (state, self: Text, width, character) =>
        like(self, center(readText(self, state), width, character, state.meter)),
    }),
    defineMethod({
      name: "ljust",
      params,
      positionalOnly: true,
      run: (state, self: Text, width, character) =>
        like(self, padEnd(readText(self, state), width, character, state.meter)),
    }),
    defineMethod({
      name: "rjust",
      params,
      positionalOnly: true,
      run: (state, self: Text, width, character) =>
        like(self, padStart(readText(self, state), width, character, state.meter)),
    }),
  ];
}

/** The methods of str that put zeros and blanks into it. */
export const fillMethods: Method[] = [
  defineMethod({
    name: "expandtabs",
    params: [cInt("tabsize", 8)],
    run: (state, self: Text, tabSize) => like(self, expandTabs(readText(self, state), tabSize, state.meter)),
  }),
  defineMethod({
    name: "zfill",
    params: [size("width")],
    positionalOnly: true,
    run(state, self: Text, width) {
      const text = readText(self, state);
      const zeros = repeat("0", width - textLength(text), state.meter);
      const sign = /^[+-]/.test(text) ? text.charAt(0) : "";
      state.meter.reserve(text.length);
      return like(self, sign + zeros + text.slice(sign.length));
    },
  }),
];

function expandTabs(text: string, tabSize: number, budget: Budget): string {
  const out = new TextBuilder(budget);
  let column = 0;
  let start = 0;
  for (const { 0: control, index } of text.matchAll(/[\t\n\r]/g)) {
    budget.spend(1);
    column += textLength(text.slice(start, index));
    out.add(text.slice(start, index));
    if (control === "\t") {
      const width = tabSize > 0 ? tabSize - (column % tabSize) : 0;
      out.add(repeat(" ", width, budget));
      column += width;
    } else {
      out.add(control);
      column = 0;
    }
    start = index + 1;
  }
  return out.add(text.slice(start)).text;
}
