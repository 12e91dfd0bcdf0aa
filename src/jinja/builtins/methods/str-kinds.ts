import { isLower, isTitle, isUpper } from "../../../values/case.js";
import {
  isAlpha,
  isAlphaNumeric,
  isAscii,
  isDecimal,
  isDigit,
  isIdentifier,
  isNumeric,
  isPrintable,
  isSpace,
} from "../../../values/character-kinds.js";
import type { Budget } from "../../../values/value.js";
import { defineMethod, type Method } from "./method.js";
import { readText, type Text } from "./str-parameters.js";

/** The methods of str that tell what a text is made of. */
export const kindMethods = [
  asking("isalnum", isAlphaNumeric),
  asking("isalpha", isAlpha),
  asking("isascii", isAscii),
  asking("isdecimal", isDecimal),
  asking("isdigit", isDigit),
  asking("isidentifier", isIdentifier),
  asking("islower", isLower),
  asking("isnumeric", isNumeric),
  asking("isprintable", isPrintable),
  asking("isspace", isSpace),
  asking("istitle", isTitle),
  asking("isupper", isUpper),
];

function asking(name: string, ask: (text: string, budget: Budget) => boolean): Method {
  return defineMethod({
    name,
    params: [],
    positionalOnly: true,
    run: (state, self: Text) => ask(readText(self, state), state.meter),
  });
}
