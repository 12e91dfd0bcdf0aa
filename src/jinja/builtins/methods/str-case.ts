import { capitalize, caseFold, swapCase, toLower, toTitle, toUpper } from "../../../values/case.js";
import { like } from "../../../values/markup.js";
import type { Budget } from "../../../values/value.js";
import { defineMethod, type Method } from "./method.js";
import { readText, type Text } from "./str-parameters.js";

/** The methods of str that change the case of letters. */
export const caseMethods = [
  changing("capitalize", capitalize),
  changing("casefold", caseFold),
  changing("lower", toLower),
  changing("swapcase", swapCase),
  changing("title", toTitle),
  changing("upper", toUpper),
];

function changing(name: string, change: (text: string, budget: Budget) => string): Method {
  return defineMethod({
    name,
    params: [],
    positionalOnly: true,
    run: (state, self: Text) => like(self, change(readText(self, state), state.meter)),
  });
}
