import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import type { State } from "../jinja/runtime/state.js";
import { TimeDelta } from "../values/datetime/index.js";
import { roundHalfEven } from "../values/double.js";
import { toFloat } from "../values/number.js";
import { truth } from "../values/truth.js";
import type { Value } from "../values/value.js";
import { secondsToDelta, unitNamed } from "./duration.js";
import { type Language, languageOf } from "./language.js";
import { filled, intIn, readFloat } from "./read.js";
import { withSeparators } from "./separators.js";

/** The filter for durations in round words. */
export const deltaFilter = defineFilter({
  name: "humanize_naturaldelta",
  params: [any("value"), any("months", true), any("minimum_unit", "seconds")],
  run: (state, value, months, minimumUnit) => naturalDelta(value, months, minimumUnit, state),
});

/**
 * A duration in words. A value that is none prints as it is.
 * @param months whether to count in months; not looked at where that makes no difference
 */
export function naturalDelta(value: Value, months: Value, minimumUnit: Value, state: State): string {
  const smallest = unitNamed(minimumUnit, state);
  if (smallest !== "seconds" && smallest !== "milliseconds" && smallest !== "microseconds") {
    throw new HookloomError("value_error", "The minimum unit is one of seconds or a part of them");
  }
  const delta = value instanceof TimeDelta ? value : deltaOf(value, state);
  if (delta === undefined) return state.text(value);
  const size = delta.total < 0n ? new TimeDelta(-delta.total) : delta;
  const words = new DeltaWords(languageOf(state), state);
  return size.days === 0 ? words.ofTime(size, smallest) : words.ofDays(size.days, months);
}

/** The duration of a number of seconds, or of text that spells a whole one. */
function deltaOf(value: Value, state: State): TimeDelta | undefined {
  if (intIn(value, state) === undefined) return undefined;
  return secondsToDelta(toFloat(readFloat(value, state)));
}

class DeltaWords {
  readonly #language: Language;
  readonly #state: State;

  constructor(language: Language, state: State) {
    this.#language = language;
    this.#state = state;
  }

  /** Less than a day. */
  ofTime({ seconds, microseconds }: TimeDelta, smallest: string): string {
    const { say } = this;
    if (seconds === 0) return this.#ofMicroseconds(microseconds, smallest);
    if (seconds === 1) return say("a second");
    if (seconds < 60) return this.#count("%d second", "%d seconds", seconds);
    if (seconds < 3600) {
      const minutes = roundHalfEven(seconds / 60);
      if (minutes === 1) return say("a minute");
      return minutes === 60 ? say("an hour") : this.#count("%d minute", "%d minutes", minutes);
    }
    const hours = roundHalfEven(seconds / 3600);
    if (hours === 1) return say("an hour");
    return hours === 24 ? say("a day") : this.#count("%d hour", "%d hours", hours);
  }

  #ofMicroseconds(microseconds: number, smallest: string): string {
    if (smallest === "microseconds" && microseconds < 1000) {
      return this.#count("%d microsecond", "%d microseconds", microseconds);
    }
    if (smallest === "seconds") return this.say("a moment");
    return this.#count("%d millisecond", "%d milliseconds", Math.trunc(microseconds / 1000));
  }

  /** A day and more. */
  ofDays(allDays: number, withMonths: Value): string {
    const { say } = this;
    const years = Math.floor(allDays / 365);
    const days = allDays % 365;
    const months = roundHalfEven(days / 30.5);
    if (years === 0) {
      if (days === 1) return say("a day");
      if (!truth(withMonths) || months === 0) return this.#count("%d day", "%d days", days);
      if (months === 1) return say("a month");
      return months === 12 ? say("a year") : this.#count("%d month", "%d months", months);
    }
    if (years > 1) return this.#years(years);
    if (months === 0 && days === 0) return say("a year");
    if (!truth(withMonths) || months === 0) return this.#count("1 year, %d day", "1 year, %d days", days);
    if (months === 1) return say("1 year, 1 month");
    return months === 12 ? this.#years(2) : this.#count("1 year, %d month", "1 year, %d months", months);
  }

  readonly say = (message: string): string => this.#language.say(message);

  #count(one: string, many: string, count: number): string {
    return filled(this.#language.count(one, many, count), count, this.#state);
  }

  /** Years are the one number that has separators. */
  #years(years: number): string {
    const message = this.#language.count("%d year", "%d years", years).replaceAll("%d", "%s");
    return filled(message, withSeparators(years, null, this.#state), this.#state);
  }
}
