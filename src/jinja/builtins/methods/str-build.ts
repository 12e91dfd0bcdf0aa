import { iterate } from "../../../values/iterate.js";
import { escaped, like } from "../../../values/markup.js";
import { bytesPerItem, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { joinText } from "../../sandbox/allocate.js";
import { replaceText } from "../../sandbox/replace.js";
import type { Parameter } from "../define.js";
import { lookUp } from "../format/lookup.js";
import { callArguments, formatText } from "../format/str-format.js";
import { any, keywords, rest, size } from "../parameters.js";
import { defineMethod, type Method } from "./method.js";
import { part, readText, type Text, textOf } from "./str-parameters.js";

/** The methods of str that put values into it. */
export const formatMethods: Method[] = [
  defineMethod({
    name: "format",
    params: [rest("args"), keywords("kwargs")],
    run: (state, self: Text, args, named) => formatText(self, callArguments(args, named), state),
  }),
  defineMethod({
    name: "format_map",
    params: [any("mapping")],
    positionalOnly: true,
    run: (state, self: Text, mapping) =>
      formatText(self, { positional: [], named: (name) => lookUp(mapping, name, state) }, state),
  }),
];

/**
 * The method `replace`.
 * @param replacement how the new text is taken: Markup escapes it
 */
export function replaceMethod(replacement: (name: string) => Parameter<string>): Method {
  return defineMethod({
    name: "replace",
    params: [part("old"), replacement("new"), size("count", -1)],
    positionalOnly: true,
    run: (state, self: Text, old, other, count) =>
      like(self, replaceText(readText(self, state), old, other, count, state.meter)),
  });
}

/** The method `join` of str, which takes text only. */
export const joinMethod = defineJoin((item) => textOf("item", item));

/** The method `join` of Markup, which takes any value and escapes it. */
export const escapedJoinMethod = defineJoin((item, state) => escaped(item, state.meter));

function defineJoin(read: (item: Value, state: State) => string): Method {
  return defineMethod({
    name: "join",
    params: [any("iterable")],
    positionalOnly: true,
    run(state, self: Text, iterable) {
      const parts: string[] = [];
      const iterator = iterate(iterable, state.meter);
      for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
        state.meter.spend(1);
        state.meter.reserve(bytesPerItem);
        parts.push(read(step.value, state));
      }
      return like(self, joinText(parts, state.text(self), state.meter));
    },
  });
}
