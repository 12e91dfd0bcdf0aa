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
      summary: "The text in the middle of a width, filled up with blanks or another character.",
      params,
      positionalOnly: true,
      example: ["[{{ 'abc'.center(7) }}] {{ 'abc'.center(8, '*') }}", "[  abc  ] **abc***"],
      run: (state, self: Text, width, character) =>
        like(self, center(readText(self, state), width, character, state.meter)),
    }),
    defineMethod({
      name: "ljust",
      summary: "The text at the left of a width, filled up with blanks or another character.",
      params,
      positionalOnly: true,
      example: ["[{{ 'abc'.ljust(5) }}] {{ 'abc'.ljust(5, '.') }}", "[abc  ] abc.."],
      run: (state, self: Text, width, character) =>
        like(self, padEnd(readText(self, state), width, character, state.meter)),
    }),
    defineMethod({
      name: "rjust",
      summary: "The text at the right of a width, filled up with blanks or another character.",
      params,
      positionalOnly: true,
      example: ["[{{ 'abc'.rjust(5) }}] {{ '7'.rjust(3, '0') }}", "[  abc] 007"],
      run: (state, self: Text, width, character) =>
        like(self, padStart(readText(self, state), width, character, state.meter)),
    }),
  ];
}

/** The methods of str that put zeros and blanks into it. */
export const fillMethods: Method[] = [
  defineMethod({
    name: "expandtabs",
    summary: "The text with blanks for every tab, up to the next column that is a multiple of the size.",
    params: [cInt("tabsize", 8)],
    example: ["{{ 'a\\tbc\\td'.expandtabs(4) }}", "a   bc  d"],
    run: (state, self: Text, tabSize) => like(self, expandTabs(readText(self, state), tabSize, state.meter)),
  }),
  defineMethod({
    name: "zfill",
    summary: "The text filled up to a width with zeros, which go behind a sign.",
    params: [size("width")],
    positionalOnly: true,
    example: ["{{ '7'.zfill(3) }} {{ '-7'.zfill(3) }}", "007 -07"],
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
