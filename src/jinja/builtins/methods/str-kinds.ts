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
  asking("isalnum", "Whether the text is letters and numbers only.", isAlphaNumeric, "'abc1'", "'a b'"),
  asking("isalpha", "Whether the text is letters only.", isAlpha, "'abc'", "'abc1'"),
  asking("isascii", "Whether the text is ASCII only, or empty.", isAscii, "'abc'", "'é'"),
  asking("isdecimal", "Whether the text is digits only that `int` reads.", isDecimal, "'12'", "'1²'"),
  asking("isdigit", "Whether the text is digits only, raised ones too.", isDigit, "'1²'", "'½'"),
  asking("isidentifier", "Whether the text could be a name in Python.", isIdentifier, "'a_1'", "'1a'"),
  asking("islower", "Whether there are small letters, and no capital ones.", isLower, "'abc 1'", "'Abc'"),
  asking("isnumeric", "Whether the text is numbers of any kind only.", isNumeric, "'½'", "'1.5'"),
  asking("isprintable", "Whether nothing in the text needs an escape.", isPrintable, "'a b'", "'a\\n'"),
  asking("isspace", "Whether the text is white space only.", isSpace, "' \\t'", "''"),
  asking("istitle", "Whether every word starts with its only capital.", isTitle, "'Ab Cd'", "'Ab cd'"),
  asking("isupper", "Whether there are capital letters, and no small ones.", isUpper, "'ABC 1'", "'Abc'"),
];

function asking(
  name: string,
  summary: string,
  ask: (text: string, budget: Budget) => boolean,
  yes: string,
  no: string,
): Method {
  return defineMethod({
    name,
    summary,
    params: [],
    positionalOnly: true,
    example: [`{{ ${yes}.${name}() }} {{ ${no}.${name}() }}`, "True False"],
    run: (state, self: Text) => ask(readText(self, state), state.meter),
  });
}
