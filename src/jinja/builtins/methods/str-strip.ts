import { like } from "../../../values/markup.js";
import { stripEnd, stripStart } from "../../../values/strip.js";
import { stripSpaceEnd, stripSpaceStart } from "../../../values/text.js";
import type { State } from "../../runtime/state.js";
import { defineMethod, type Method } from "./method.js";
import { optionalPart, part, readText, type Text } from "./str-parameters.js";

const optionalSet = [optionalPart("chars")] as const;

/** The methods of str that take something away at its ends. */
export const stripMethods: Method[] = [
  defineMethod({
    name: "lstrip",
    params: optionalSet,
    positionalOnly: true,
    run: (state, self: Text, set) => like(self, withoutStart(readText(self, state), set, state)),
  }),
  defineMethod({
    name: "rstrip",
    params: optionalSet,
    positionalOnly: true,
    run: (state, self: Text, set) => like(self, withoutEnd(readText(self, state), set, state)),
  }),
  defineMethod({
    name: "strip",
    params: optionalSet,
    positionalOnly: true,
    run: (state, self: Text, set) =>
      like(self, withoutEnd(withoutStart(readText(self, state), set, state), set, state)),
  }),
  defineMethod({
    name: "removeprefix",
    params: [part("prefix")],
    positionalOnly: true,
    run(state, self: Text, prefix) {
      const text = readText(self, state);
      return like(self, text.startsWith(prefix) ? text.slice(prefix.length) : text);
    },
  }),
];

/**
 * The method `removesuffix`.
 * @param positionalOnly whether its argument has no keyword: Markup's has one
 */
export function removeSuffixMethod(positionalOnly: boolean): Method {
  return defineMethod({
    name: "removesuffix",
    params: [part("suffix")],
    positionalOnly,
    run(state, self: Text, suffix) {
      const text = readText(self, state);
      return like(self, text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text);
    },
  });
}

function withoutStart(text: string, set: string | undefined, state: State): string {
  return set === undefined ? stripSpaceStart(text) : stripStart(text, set, state.meter);
}

function withoutEnd(text: string, set: string | undefined, state: State): string {
  return set === undefined ? stripSpaceEnd(text) : stripEnd(text, set, state.meter);
}
