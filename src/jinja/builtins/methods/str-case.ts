import { capitalize, caseFold, swapCase, toLower, toTitle, toUpper } from "../../../values/case.js";
import { like } from "../../../values/markup.js";
import type { Budget } from "../../../values/value.js";
import { defineMethod, type Method } from "./method.js";
import { readText, type Text } from "./str-parameters.js";

/** The methods of str that change the case of letters. */
export const caseMethods = [
  changing("capitalize", "The first character in title case, the others in lower case.", capitalize, [
    "{{ 'hello WORLD'.capitalize() }}",
    "Hello world",
  ]),
  changing("casefold", "The text in the form to compare by where case does not matter.", caseFold, [
    "{{ 'Straße'.casefold() == 'STRASSE'.casefold() }}",
    "True",
  ]),
  changing("lower", "The text in lower case.", toLower, ["{{ 'ABC'.lower() }}", "abc"]),
  changing("swapcase", "Small letters made capital ones, and the other way about.", swapCase, [
    "{{ 'Hello'.swapcase() }}",
    "hELLO",
  ]),
  changing("title", "Every run of letters with a capital first and small letters after it.", toTitle, [
    `{{ "it's a well-known bug".title() }}`,
    "It'S A Well-Known Bug",
  ]),
  changing("upper", "The text in upper case.", toUpper, ["{{ 'abc'.upper() }}", "ABC"]),
];

function changing(
  name: string,
  summary: string,
  change: (text: string, budget: Budget) => string,
  example: readonly [string, string],
): Method {
  return defineMethod({
    name,
    summary,
    params: [],
    positionalOnly: true,
    example,
    run: (state, self: Text) => like(self, change(readText(self, state), state.meter)),
  });
}
