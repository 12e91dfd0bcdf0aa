import { HookloomError } from "../../../errors/error.js";
import { askHost } from "../../../errors/host.js";
import { checkField, dayMicros, epoch, maxOrdinal, microsPerSecond } from "../../../values/datetime/civil.js";
import { DateTime, NamedZone, TimeZone, utc, type Zone } from "../../../values/datetime/index.js";
import { secondsOf } from "../../../values/datetime/timedelta.js";
import { roundHalfEven } from "../../../values/double.js";
import type { State } from "../../runtime/state.js";

/** Clocks: the current time, and what Python calls local, which is the environment's time zone. */

/** The zone that Python calls local. */
export function localZone(state: State): Zone {
  const { timeZone } = state.render.environment;
  return timeZone === "UTC" ? utc : NamedZone.of(timeZone);
}

/**
 * The current time in a zone, by the environment's clock.
 * @throws HookloomError `host_error` if the host's clock fails or gives no time
 */
export function now(state: State, zone: Zone): DateTime {
  return DateTime.fromInstant(DateTime.fromMilliseconds(readClock(state)).wall, zone);
}

function readClock(state: State): number {
  const { environment } = state.render;
  const milliseconds = askHost("clock", "render", () => environment.now().getTime());
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw new HookloomError("host_error", "The host's clock gave no time");
}

/** The current time by the environment's clock and in its zone, without saying so: Python's `datetime.now()`. */
export function localNow(state: State): DateTime {
  return naive(now(state, localZone(state)));
}

/**
 * What the clocks of a zone show so many microseconds after the beginning of 1970.
 * @throws HookloomError `value_error` for a time out of range
 */
export function clockAt(micros: bigint, zone: Zone): DateTime {
  const instant = epoch + micros;
  checkDay(instant, 1, maxOrdinal);
  return DateTime.fromInstant(instant, zone);
}

/**
 * What local clocks show so many microseconds after the beginning of 1970, without saying so.
 * @throws HookloomError `value_error` for a time out of range
 */
export function localClockAt(micros: bigint, state: State): DateTime {
  const instant = epoch + micros;
  checkDay(instant, 0, maxOrdinal + 1);
  const wall = instant + BigInt(localZone(state).offsetAt(instant));
  // CPython looks a day back, and finds no clock there on the first day.
  checkDay(wall, 2, maxOrdinal);
  return DateTime.fromWall(wall, null);
}

function checkDay(micros: bigint, least: number, most: number): void {
  checkField("ordinal", Number(micros / dayMicros), least, most);
}

/**
 * What local clocks show at an aware datetime, without saying so: Python's `fromtimestamp(self.timestamp())`.
 * @throws HookloomError `value_error` for a time out of range
 */
export function throughTimestamp(self: DateTime, state: State): DateTime {
  return localClockAt(toMicros(secondsOf(self.instant - epoch)), state);
}

/** Seconds to microseconds, ties to even, as Python rounds the fraction of a timestamp. */
export function toMicros(seconds: number): bigint {
  const whole = Math.trunc(seconds);
  const micros = (seconds - whole) * microsPerSecond;
  return BigInt(whole) * BigInt(microsPerSecond) + BigInt(roundHalfEven(micros));
}

/**
 * The instant of a datetime; a naive one is taken to be local time.
 * @throws HookloomError `value_error` for a naive one on the first day there is, as in Python
 */
export function instantOf(self: DateTime, state: State): bigint {
  if (self.offset !== undefined) return self.instant;
  checkField("ordinal", self.ordinal, 2, Number.POSITIVE_INFINITY);
  return self.wall - BigInt(localZone(state).offset(self.wall) ?? 0);
}

/** The local zone as it is at an instant: with a fixed offset. */
export function fixedLocalZone(instant: bigint, state: State): TimeZone {
  const zone = localZone(state);
  const offset = zone.offsetAt(instant);
  return TimeZone.of(offset, zone.label(instant + BigInt(offset)));
}

/** The datetime without its zone. */
export function naive({ ordinal, micros }: DateTime): DateTime {
  return new DateTime(ordinal, micros, null);
}
