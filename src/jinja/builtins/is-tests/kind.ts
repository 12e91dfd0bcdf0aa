import { Dict } from "../../../values/dict.js";
import { isIterable } from "../../../values/iterate.js";
import { asText, htmlOf, isText } from "../../../values/markup.js";
import { asFloat, isNumber } from "../../../values/number.js";
import { Range } from "../../../values/range.js";
import { Tuple } from "../../../values/tuple.js";
import { Undefined } from "../../../values/undefined.js";
import { isList } from "../../../values/value.js";
import { Callable } from "../../runtime/callable.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of what kind of value something is. */
export const kindTests = [
  defineTest({
    name: "defined",
    params: [any("value")],
    run: (_state, value) => !(value instanceof Undefined),
  }),
  defineTest({
    name: "undefined",
    params: [any("value")],
    run: (_state, value) => value instanceof Undefined,
  }),
  defineTest({
    name: "none",
    params: [any("value")],
    run: (_state, value) => value === null,
  }),
  defineTest({
    name: "boolean",
    params: [any("value")],
    run: (_state, value) => typeof value === "boolean",
  }),
  defineTest({
    name: "true",
    params: [any("value")],
    run: (_state, value) => value === true,
  }),
  defineTest({
    name: "false",
    params: [any("value")],
    run: (_state, value) => value === false,
  }),
  defineTest({
    name: "integer",
    params: [any("value")],
    run: (_state, value) =>
      typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value)),
  }),
  defineTest({
    name: "float",
    params: [any("value")],
    run: (_state, value) => asFloat(value) !== undefined,
  }),
  defineTest({
    name: "number",
    params: [any("value")],
    run: (_state, value) => isNumber(value),
  }),
  defineTest({
    name: "string",
    params: [any("value")],
    run: (_state, value) => isText(value),
  }),
  defineTest({
    name: "mapping",
    params: [any("value")],
    run: (_state, value) => value instanceof Dict,
  }),
  defineTest({
    name: "sequence",
    params: [any("value")],
    run: (_state, value) =>
      // A strict undefined value fails to tell its length, which here only means that it has none.
      value instanceof Undefined
        ? value.mode !== "strict"
        : isList(value) ||
          asText(value) !== undefined ||
          [Dict, Tuple, Range].some((kind) => value instanceof kind),
  }),
  defineTest({
    name: "iterable",
    params: [any("value")],
    run: (state, value) => isIterable(value, state.meter),
  }),
  defineTest({
    name: "callable",
    params: [any("value")],
    positionalOnly: true,
    run: (_state, value) => value instanceof Callable || value instanceof Undefined,
  }),
  defineTest({
    name: "escaped",
    params: [any("value")],
    run: (state, value) => htmlOf(value, state.meter) !== undefined,
  }),
];
