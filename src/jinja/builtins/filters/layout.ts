import { HookloomError } from "../../../errors/error.js";
import { compare } from "../../../values/compare.js";
import { splitLines } from "../../../values/lines.js";
import { asText, escapeText, isText, like, Markup } from "../../../values/markup.js";
import { truth } from "../../../values/truth.js";
import { typeName } from "../../../values/type-name.js";
import { noAttribute, Undefined } from "../../../values/undefined.js";
import { isList, type Value } from "../../../values/value.js";
import { binaryOperations } from "../../runtime/operators.js";
import type { State } from "../../runtime/state.js";
import { center, concat, joinText } from "../../sandbox/allocate.js";
import { sliceOf } from "../../sandbox/slice.js";
import { defineFilter } from "../define.js";
import { any, size as sizeParameter, softText } from "../parameters.js";
import { sizeOf } from "./sequence.js";
import { wordwrapFilter } from "./wordwrap.js";

/** Filters that arrange text: widths, lines, indents. */
export const layoutFilters = [
  defineFilter({
    name: "center",
    params: [softText("value"), sizeParameter("width", 80)],
    run(state, value, width) {
      const text = state.text(value);
      state.meter.spend(text.length >> 6);
      return like(value, center(text, width, " ", state.meter));
    },
  }),
  defineFilter({
    name: "indent",
    params: [any("value"), any("width", 4), any("first", false), any("blank", false)],
    run(state, value, width, firstLine, blankLines) {
      const { meter } = state;
      const indention = asText(width) ?? state.text(binaryOperations.mul(" ", width, state));
      // Of HTML everything counts as HTML; an indention that is HTML escapes what it is put in front of.
      const escapes = width instanceof Markup && !(value instanceof Markup);
      const marked = (line: string) => (escapes ? escapeText(line, meter) : line);
      const lines = splitLines(`${lineText(value, state)}\n`, false, meter);
      const blank = truth(blankLines);
      let text: string;
      if (blank) text = joinText(lines.map(marked), `\n${indention}`, meter);
      else {
        const others = lines
          .slice(1)
          .map((line) => (line === "" ? "" : concat(indention, marked(line), meter)));
        text = joinText([lines[0] as string, ...others], "\n", meter);
      }
      const first = truth(firstLine);
      if (first) text = concat(indention, blank ? text : marked(text), meter);
      return value instanceof Markup || (escapes && (blank || first)) ? new Markup(text) : text;
    },
  }),
  defineFilter({
    name: "truncate",
    params: [
      any("value"),
      any("length", 255),
      any("killwords", false),
      any("end", "..."),
      any("leeway", null),
    ],
    run(state, value, length, killwords, end, leeway) {
      const { meter } = state;
      const endLength = sizeOf(end, state);
      const tolerance = leeway ?? 5;
      if (!(compare(length, endLength, meter, ">=") >= 0))
        failAssertion("length is less than that of the end");
      if (!(compare(tolerance, 0, meter, ">=") >= 0)) failAssertion("leeway is negative");
      const longest = binaryOperations.add(length, tolerance, state);
      if (compare(sizeOf(value, state), longest, meter, "<=") <= 0) return value;
      const stop = binaryOperations.sub(length, endLength, state);
      return binaryOperations.add(cut(value, stop, killwords, state), end, state);
    },
  }),
  wordwrapFilter,
];

function lineText(value: Value, state: State): string {
  if (isText(value)) return state.text(value);
  if (value instanceof Undefined) value.fail();
  if (isList(value)) noAttribute(value, "splitlines");
  throw new HookloomError("type_error", `unsupported operand type(s) for +=: '${typeName(value)}' and 'str'`);
}

/** What of the text stays in front of the end. */
function cut(value: Value, stop: Value, killwords: Value, state: State): Value {
  const start = sliceOf(value, [null, stop, null], state);
  if (truth(killwords)) return start;
  const text = asText(start) ?? noAttribute(value, "rsplit");
  const blank = text.lastIndexOf(" ");
  return blank < 0 ? start : like(start, text.slice(0, blank));
}

function failAssertion(message: string): never {
  throw new HookloomError("assertion_error", message);
}
