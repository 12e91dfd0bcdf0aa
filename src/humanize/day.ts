import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { localZone, now } from "../jinja/builtins/methods/local-time.js";
import { any } from "../jinja/builtins/parameters.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import type { State } from "../jinja/runtime/state.js";
import { DateTime, DateValue, type TimeDelta } from "../values/datetime/index.js";
import { Undefined } from "../values/undefined.js";
import type { Value } from "../values/value.js";
import { withoutSign } from "./duration.js";
import { languageOf } from "./language.js";

/** Days from which on a date is told with its year: five months. */
const farAway = (5 * 365) / 12;

/** Filters for days. */
export const dayFilters = [
  defineFilter({
    name: "humanize_naturalday",
    params: [any("value")],
    run: (state, value) => naturalDay(value, () => "%b %d", state),
  }),
  defineFilter({
    name: "humanize_naturaldate",
    params: [any("value")],
    run(state, value) {
      const format = (delta: TimeDelta) => (withoutSign(delta, state).days >= farAway ? "%b %d %Y" : "%b %d");
      return naturalDay(value, format, state);
    },
  }),
];

/** The words for a day, or what a format that depends on how far it is makes of it. */
function naturalDay(value: Value, formatOf: (delta: TimeDelta) => string, state: State): string {
  if (!(value instanceof DateValue)) return otherText(value, state);
  const zone = (value instanceof DateTime ? value.zone : null) ?? localZone(state);
  const day = new DateValue(value.ordinal);
  const today = new DateValue(now(state, zone).ordinal);
  const delta = binaryOperations.sub(day, today, state) as TimeDelta;
  const format = formatOf(delta);
  const language = languageOf(state);
  if (delta.days === 0) return language.say("today");
  if (delta.days === 1) return language.say("tomorrow");
  if (delta.days === -1) return language.say("yesterday");
  return day.strftime(format, state.meter, localZone(state));
}

/** A value that is no date prints as it is; one that is not there has, at best, no date that could be made. */
function otherText(value: Value, state: State): string {
  if (!(value instanceof Undefined)) return state.text(value);
  if (value.mode !== "chainable") value.fail();
  throw new HookloomError("type_error", "A date cannot be made of undefined values");
}
