import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { argumentOf, parseFields } from "../jinja/builtins/format/replacement-fields.js";
import { callArguments, formatText } from "../jinja/builtins/format/str-format.js";
import { any, given } from "../jinja/builtins/parameters.js";
import { binaryOperations, compareOperations } from "../jinja/runtime/operators.js";
import { isText } from "../values/markup.js";
import { Undefined } from "../values/undefined.js";
import { notFinite, readReal, unlessInvalid } from "./read.js";

/** The filter that keeps numbers within bounds. */
export const clampFilter = defineFilter({
  name: "humanize_clamp",
  summary: "A number or, with a mark before it, the bound that it is beyond; `format` is as of `str.format`.",
  params: [
    any("value"),
    given("floor"),
    given("ceil"),
    any("format", "{:}"),
    any("floor_token", "<"),
    any("ceil_token", ">"),
  ],
  example: [
    "{{ 0.001|humanize_clamp(floor=0.01) }} {{ 250|humanize_clamp(ceil=100) }} {{ 0.5|humanize_clamp(format='{:.0%}') }}",
    "<0.01 >100 50%",
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
    if (reachesInside(state.text(format))) {
      throw new HookloomError("security", "humanize_clamp() takes no attributes or items in its format");
    }
    const text = formatText(format, callArguments([shown], new Map()), state);
    return binaryOperations.add(token, text, state);
  },
});

/** Whether a field of the template, or of a specification in it, names more than the argument itself. */
function reachesInside(template: string): boolean {
  // What is malformed is for the formatting to refuse: nothing behind it is looked at.
  const found = unlessInvalid(() => {
    for (const piece of parseFields(template)) {
      if (typeof piece === "string") continue;
      if (argumentOf(piece.name).rest !== "" || reachesInside(piece.spec)) return true;
    }
    return false;
  });
  return found ?? false;
}
