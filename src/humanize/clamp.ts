import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { callArguments, formatText } from "../jinja/builtins/format/str-format.js";
import { any, given } from "../jinja/builtins/parameters.js";
import { binaryOperations, compareOperations } from "../jinja/runtime/operators.js";
import { isText } from "../values/markup.js";
import { Undefined } from "../values/undefined.js";
import { notFinite, readReal } from "./read.js";

/** The filter that keeps numbers within bounds. */
export const clampFilter = defineFilter({
  name: "humanize_clamp",
  params: [
    any("value"),
    given("floor"),
    given("ceil"),
    any("format", "{:}"),
    any("floor_token", "<"),
    any("ceil_token", ">"),
  ],
  run(state, value, floor = null, ceil = null, format, floorToken, ceilToken) {
    if (value === null) return null;
    const special = notFinite(readReal(value));
    if (special !== undefined) return special;
    let [shown, token] = [value, "" as typeof floorToken];
    if (floor !== null && compareOperations.lt(value, floor, state)) [shown, token] = [floor, floorToken];
    else if (ceil !== null && compareOperations.gt(value, ceil, state)) [shown, token] = [ceil, ceilToken];
    if (format instanceof Undefined) format.fail();
    if (!isText(format)) {
      throw new HookloomError("value_error", "humanize_clamp() takes a text as its format");
    }
    const text = formatText(format, { ...callArguments([shown], new Map()), isPlain: true }, state);
    return binaryOperations.add(token, text, state);
  },
});
