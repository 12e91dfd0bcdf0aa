import { HookloomError } from "../../errors/error.js";
import { Range } from "../../values/range.js";
import type { Value } from "../../values/value.js";
import { FunctionValue } from "../runtime/function.js";
import { defineGlobal } from "./define.js";
import { int, optionalInt } from "./parameters.js";

const range = defineGlobal({
  name: "range",
  className: "range",
  summary: "The ints from `start` up to, but without, `stop`.",
  params: [int("start"), optionalInt("stop"), int("step", 1)],
  example: ["{{ range(3)|list }} {{ range(1, 7, 3)|list }}", "[0, 1, 2] [1, 4]"],
  run(state, start, stop, step) {
    if (step === 0) throw new HookloomError("value_error", "range() arg 3 must not be zero");
    const result = stop === undefined ? new Range(0, start, 1) : new Range(start, stop, step);
    const limit = state.meter.limits.range;
    if (result.length > limit) {
      throw new HookloomError("range_limit", `Range too big. The limit for ranges is ${limit}.`);
    }
    return result;
  },
});

const definitions = [range];

/** Jinja2's built-in globals, by name. */
export const builtinGlobals: ReadonlyMap<string, Value> = new Map(
  definitions.map((definition) => [definition.name, new FunctionValue(definition)]),
);
