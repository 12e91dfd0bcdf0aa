import { HookloomError } from "../../../errors/error.js";
import { splitLines } from "../../../values/lines.js";
import { like, Markup } from "../../../values/markup.js";
import { split, splitAtSpace, splitAtSpaceFromEnd, splitFromEnd } from "../../../values/split.js";
import { findLastText, findText, searchCost } from "../../../values/text.js";
import { Tuple } from "../../../values/tuple.js";
import type { List, Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { any, size } from "../parameters.js";
import { defineMethod, type Method } from "./method.js";
import { cInt, readText, type Text, textOf } from "./str-parameters.js";

/** The methods of str that take it apart. */
export const splitMethods: Method[] = [
  defineMethod({
    name: "partition",
    params: [any("sep")],
    positionalOnly: true,
    run(state, self: Text, separator) {
      const [text, sep] = textAndPart(self, separator, state);
      const at = findText(text, sep, 0);
      return at < 0 ? tuple(self, [text, "", ""], state) : around(self, at, separator, state);
    },
  }),
  defineMethod({
    name: "rpartition",
    params: [any("sep")],
    positionalOnly: true,
    run(state, self: Text, separator) {
      const [text, sep] = textAndPart(self, separator, state);
      const at = findLastText(text, sep, text.length);
      return at < 0 ? tuple(self, ["", "", text], state) : around(self, at, separator, state);
    },
  }),
  splitting("rsplit", splitFromEnd, splitAtSpaceFromEnd),
  splitting("split", split, splitAtSpace),
  defineMethod({
    name: "splitlines",
    params: [cInt("keepends", 0)],
    run: (state, self: Text, keepEnds) =>
      list(self, splitLines(readText(self, state), keepEnds !== 0, state.meter), state),
  }),
];

function splitting(name: string, atSeparator: typeof split, atSpace: typeof splitAtSpace): Method {
  return defineMethod({
    name,
    params: [any("sep", null), size("maxsplit", -1)],
    run(state, self: Text, separator, times) {
      const text = readText(self, state);
      const most = times < 0 ? Number.POSITIVE_INFINITY : times;
      const pieces =
        separator === null
          ? atSpace(text, most, state.meter)
          : atSeparator(text, filled(separator), most, state.meter);
      return list(self, pieces, state);
    },
  });
}

/** A text and what it is parted at, with the search paid for. */
function textAndPart(self: Text, separator: Value, state: State): readonly [text: string, part: string] {
  const text = readText(self, state);
  const part = filled(separator);
  state.meter.spend(searchCost(text, part));
  return [text, part];
}

/** The text of a separator, which CPython looks at when it has all arguments. */
function filled(separator: Value): string {
  const text = textOf("sep", separator);
  if (text !== "") return text;
  throw new HookloomError("value_error", "The separator is empty");
}

/** Bytes that a piece of Markup is counted as, more than a piece of text. */
const bytesPerMarkup = 16;

function list(self: Text, texts: string[], state: State): List {
  if (typeof self === "string") return texts;
  state.meter.reserve(texts.length * bytesPerMarkup);
  return texts.map((text) => like(self, text));
}

/** What stands before the separator at an offset, the separator as it was given, and what stands after it. */
function around(self: Text, at: number, separator: Value, state: State): Tuple {
  const text = state.text(self);
  return tuple(self, [text.slice(0, at), separator, text.slice(at + state.text(separator).length)], state);
}

function tuple(
  self: Text,
  [before, separator, after]: readonly [string, Value, string],
  state: State,
): Tuple {
  state.meter.reserve(3 * bytesPerMarkup);
  const middle = self instanceof Markup ? like(self, state.text(separator)) : separator;
  return new Tuple([like(self, before), middle, like(self, after)]);
}
