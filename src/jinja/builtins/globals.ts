import { HookloomError } from "../../errors/error.js";
import { bigBytes } from "../../values/double.js";
import { Range } from "../../values/range.js";
import type { Value } from "../../values/value.js";
import { FunctionValue } from "../runtime/function.js";
import { Namespace } from "../runtime/namespace.js";
import { cycler, joiner } from "./cycler.js";
import { defineGlobal } from "./define.js";
import { dictOf } from "./dict-arguments.js";
import { DictClass } from "./dict-class.js";
import { lipsum } from "./lipsum.js";
import { index, keywords, optionalIndex, rest } from "./parameters.js";

const range = defineGlobal({
  name: "range",
  functionName: "safe_range",
  params: [index("start"), optionalIndex("stop"), index("step", 1)],
  positionalOnly: true,
  run(state, start, stop, step) {
    // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
    if (step == 0) throw new HookloomError("value_error", "range() arg 3 must not be zero");
    // How many numbers there are is worked out with long ones, too.
    for (const bound of [start, stop, step]) {
      if (typeof bound === "bigint") state.meter.spend(bigBytes(bound) >> 6);
    }
    const result = stop === undefined ? new Range(0, start, 1) : new Range(start, stop, step);
    const limit = state.meter.limits.range;
    if (result.length > limit) {
      throw new HookloomError("range_limit", `Range too big. The limit for ranges is ${limit}.`);
    }
    return result;
  },
});

const dict = defineGlobal({
  name: "dict",
  className: "dict",
  params: [rest("args"), keywords("kwargs")],
  run: (state, args, named) => dictOf(args, named, state),
});

const namespace = defineGlobal({
  name: "namespace",
  className: "jinja2.utils.Namespace",
  params: [rest("args"), keywords("kwargs")],
  run: (state, args, named) => new Namespace(dictOf(args, named, state)),
});

/** The definitions of Jinja2's built-in globals, for the docs. */
export const globalDefinitions = [cycler, dict, joiner, lipsum, namespace, range];

/** Jinja2's built-in globals, by name. */
export const builtinGlobals: ReadonlyMap<string, Value> = new Map(
  globalDefinitions.map((definition) => [
    definition.name,
    definition === dict ? new DictClass(dict) : new FunctionValue(definition),
  ]),
);
