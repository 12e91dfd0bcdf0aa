import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { truncated } from "../jinja/builtins/format/to-number.js";
import { localNow } from "../jinja/builtins/methods/local-time.js";
import { any } from "../jinja/builtins/parameters.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import type { State } from "../jinja/runtime/state.js";
import { toUpper } from "../values/case.js";
import { DateTime, sumDuration, TimeDelta } from "../values/datetime/index.js";
import { asText } from "../values/markup.js";
import { asFloat, asInt } from "../values/number.js";
import { Tuple } from "../values/tuple.js";
import { noAttribute } from "../values/undefined.js";
import type { Value } from "../values/value.js";
import { roundHalfEven, unlessInvalid } from "./read.js";

/** The units of durations, the smallest first. */
export const units = [
  "microseconds",
  "milliseconds",
  "seconds",
  "minutes",
  "hours",
  "days",
  "months",
  "years",
] as const;
export type Unit = (typeof units)[number];

const unitsByName: ReadonlyMap<string, Unit> = new Map(units.map((unit) => [unit.toUpperCase(), unit]));

/** Filters that give durations to go on with. */
export const durationFilters = [
  defineFilter({
    name: "humanize_abs_timedelta",
    params: [any("delta")],
    run(state, delta) {
      if (delta instanceof TimeDelta) return withoutSign(delta, state);
      return noAttribute(delta, "days");
    },
  }),
  defineFilter({
    name: "humanize_date_and_delta",
    params: [any("value")],
    run(state, value) {
      const { date, delta } = dateAndDelta(value, localNow(state), false, state);
      return new Tuple([date, delta]);
    },
  }),
];

/**
 * When a time was, and how long that is from `now`: of a datetime, a timedelta or a number of seconds that have
 * passed since. Of anything else, the date is None and the delta is the value.
 *
 * @param precise whether seconds keep their fraction
 */
export function dateAndDelta(
  value: Value,
  now: Value,
  precise: boolean,
  state: State,
): { date: Value; delta: Value } {
  const { sub } = binaryOperations;
  if (value instanceof DateTime) {
    return { date: value, delta: withoutSign(sub(now, value, state) as TimeDelta, state) };
  }
  if (value instanceof TimeDelta) {
    return { date: sub(now, value, state), delta: withoutSign(value, state) };
  }
  const delta = secondsToDelta(precise ? value : roundedSeconds(value));
  const date = delta && unlessInvalid(() => sub(now, delta, state));
  if (date === undefined) return { date: null, delta: value };
  return { date, delta: withoutSign(delta as TimeDelta, state) };
}

/** Python's `round(seconds)`; what it does not round, as it is. */
function roundedSeconds(seconds: Value): Value {
  const double = asFloat(seconds);
  return double === undefined || Number.isNaN(double) ? seconds : truncated(roundHalfEven(double));
}

/**
 * Python's `timedelta(seconds=seconds)`; undefined for what is no number and for NaN.
 * @throws HookloomError `overflow` for too many
 */
export function secondsToDelta(seconds: Value): TimeDelta | undefined {
  const int = asInt(seconds);
  if (int !== undefined) return new TimeDelta(BigInt(int) * 1_000_000n);
  const double = asFloat(seconds);
  if (double === undefined || Number.isNaN(double)) return undefined;
  // Fails for infinity.
  truncated(double);
  return sumDuration({ seconds: double });
}

/** The duration without its sign; a negative one may be no longer than it is since the year 1, as in Python. */
export function withoutSign(delta: TimeDelta, state: State): TimeDelta {
  if (delta.days >= 0) return delta;
  const { add, sub } = binaryOperations;
  const moment = localNow(state);
  return sub(moment, add(moment, delta, state), state) as TimeDelta;
}

/**
 * The unit of a name, in letters of any size.
 * @throws HookloomError `key_error` for any other, `attribute_error` for what is no text
 */
export function unitNamed(name: Value, state: State): Unit {
  const text = asText(name);
  if (text === undefined) return noAttribute(name, "upper");
  state.meter.spend(1);
  const unit = unitsByName.get(toUpper(text, state.meter));
  if (unit === undefined) throw new HookloomError("key_error", "There is no such unit of time");
  return unit;
}
