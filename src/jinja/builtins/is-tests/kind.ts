import { Undefined } from "../../../values/undefined.js";
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
];
