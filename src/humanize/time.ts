import { defineFilter } from "../jinja/builtins/define.js";
import { localNow, throughTimestamp } from "../jinja/builtins/methods/local-time.js";
import { any, given } from "../jinja/builtins/parameters.js";
import { compareOperations } from "../jinja/runtime/operators.js";
import type { State } from "../jinja/runtime/state.js";
import { DateTime, TimeDelta } from "../values/datetime/index.js";
import { truth } from "../values/truth.js";
import type { Value } from "../values/value.js";
import { naturalDelta } from "./delta.js";
import { dateAndDelta } from "./duration.js";
import { languageOf } from "./language.js";
import { filled } from "./read.js";

/** The filter for times, told by how far they are from now. */
export const timeFilter = defineFilter({
  name: "humanize_naturaltime",
  params: [
    any("value"),
    any("future", false),
    any("months", true),
    any("minimum_unit", "seconds"),
    given("when"),
  ],
  run(state, value, future, months, minimumUnit, when = null) {
    const time = asLocal(value, state);
    const local = asLocal(when, state);
    const now = truth(local) ? local : localNow(state);
    const { date, delta } = dateAndDelta(time, now, false, state);
    if (date === null) return state.text(time);
    // The sign of a number says nothing, that of a time or a duration all.
    const isSigned = time instanceof DateTime || time instanceof TimeDelta;
    const isAhead = isSigned ? compareOperations.gt(date, now, state) : truth(future);
    const language = languageOf(state);
    const message = language.say(isAhead ? "%s from now" : "%s ago");
    const words = naturalDelta(delta, months, minimumUnit, state);
    if (words === language.say("a moment")) return language.say("now");
    return filled(message, words, state);
  },
});

/** An aware datetime as the clocks of the environment's zone show it, any other value as it is. */
function asLocal(value: Value, state: State): Value {
  return value instanceof DateTime && value.zone !== null ? throughTimestamp(value, state) : value;
}
