import { Dict } from "../../../values/dict.js";
import { isIterable } from "../../../values/iterate.js";
import { asText, isText } from "../../../values/markup.js";
import { asFloat, isNumber } from "../../../values/number.js";
import { Range } from "../../../values/range.js";
import { Tuple } from "../../../values/tuple.js";
import { Undefined } from "../../../values/undefined.js";
import { Instance, isList } from "../../../values/value.js";
import { Callable } from "../../runtime/callable.js";
import { defineTest } from "../define.js";
import { any } from "../parameters.js";

/** Tests of what kind of value something is. */
export const kindTests = [
  defineTest({
    name: "defined",
    summary: "Whether the value is there.",
    params: [any("value")],
    example: ["{{ missing is defined }} {{ 1 is defined }}", "False True"],
    run: (_state, value) => !(value instanceof Undefined),
  }),
  defineTest({
    name: "undefined",
    summary: "Whether the value is not there.",
    params: [any("value")],
    example: ["{{ missing is undefined }}", "True"],
    run: (_state, value) => value instanceof Undefined,
  }),
  defineTest({
    name: "none",
    summary: "Whether the value is None.",
    params: [any("value")],
    example: ["{{ none is none }} {{ 0 is none }}", "True False"],
    run: (_state, value) => value === null,
  }),
  defineTest({
    name: "boolean",
    summary: "Whether the value is True or False.",
    params: [any("value")],
    example: ["{{ true is boolean }} {{ 1 is boolean }}", "True False"],
    run: (_state, value) => typeof value === "boolean",
  }),
  defineTest({
    name: "true",
    summary: "Whether the value is True itself.",
    params: [any("value")],
    example: ["{{ true is true }} {{ 1 is true }}", "True False"],
    run: (_state, value) => value === true,
  }),
  defineTest({
    name: "false",
    summary: "Whether the value is False itself.",
    params: [any("value")],
    example: ["{{ false is false }} {{ 0 is false }}", "True False"],
    run: (_state, value) => value === false,
  }),
  defineTest({
    name: "integer",
    summary: "Whether the value is an int, and no bool.",
    params: [any("value")],
    example: ["{{ 1 is integer }} {{ 1.0 is integer }} {{ true is integer }}", "True False False"],
    run: (_state, value) =>
      typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value)),
  }),
  defineTest({
    name: "float",
    summary: "Whether the value is a float.",
    params: [any("value")],
    example: ["{{ 1.0 is float }} {{ 1 is float }}", "True False"],
    run: (_state, value) => asFloat(value) !== undefined,
  }),
  defineTest({
    name: "number",
    summary: "Whether the value is an int, a float or a bool.",
    params: [any("value")],
    example: ["{{ 1.5 is number }} {{ true is number }} {{ '1' is number }}", "True True False"],
    run: (_state, value) => isNumber(value),
  }),
  defineTest({
    name: "string",
    summary: "Whether the value is text.",
    params: [any("value")],
    example: ["{{ 'a' is string }} {{ 1 is string }}", "True False"],
    run: (_state, value) => isText(value),
  }),
  defineTest({
    name: "mapping",
    summary: "Whether the value is a dict.",
    params: [any("value")],
    example: ["{{ {} is mapping }} {{ [] is mapping }}", "True False"],
    run: (_state, value) => value instanceof Dict,
  }),
  defineTest({
    name: "sequence",
    summary: "Whether the value has a length and items: text, lists, dicts too.",
    params: [any("value")],
    example: ["{{ [] is sequence }} {{ 'a' is sequence }} {{ 1 is sequence }}", "True True False"],
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
    summary: "Whether a loop can go through the value.",
    params: [any("value")],
    example: ["{{ 'ab' is iterable }} {{ 1 is iterable }}", "True False"],
    run: (state, value) => isIterable(value, state.meter),
  }),
  defineTest({
    name: "callable",
    summary: "Whether the value can be called. Python says so of undefined values, too.",
    params: [any("value")],
    positionalOnly: true,
    example: ["{{ range is callable }} {{ 'a' is callable }}", "True False"],
    run: (_state, value) => value instanceof Callable || value instanceof Undefined,
  }),
  defineTest({
    name: "escaped",
    summary: "Whether the value is HTML that is not escaped again.",
    params: [any("value")],
    example: ["{{ '<b>'|escape is escaped }} {{ '<b>' is escaped }}", "True False"],
    run: (state, value) => value instanceof Instance && value.html(state.meter) !== undefined,
  }),
];
