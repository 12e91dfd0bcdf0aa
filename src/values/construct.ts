import { HookloomError } from "../errors/error.js";
import {
  DateTime,
  type DateValue,
  type DurationParts,
  NamedZone,
  parseDate,
  parseDateTime,
  parseTime,
  sumDuration,
  type TimeDelta,
  type TimeValue,
} from "./datetime/index.js";
import { durationUnits } from "./datetime/timedelta.js";
import { fromHost } from "./host.js";
import { toFloat } from "./number.js";
import { Tuple } from "./tuple.js";
import type { Value } from "./value.js";

/**
 * Values that JavaScript cannot say, for hosts to put into a context. They go into templates as they are,
 * alone or anywhere inside of arrays, plain objects and maps.
 */

/**
 * A Python float, also where the number is whole: `1.0` instead of the int `1`.
 *
 * Source: Python's library reference, "Numeric Types".
 *
 * @param value any number, NaN and the infinities included
 * @returns a value for a context
 * @throws HookloomError `host_value` for anything but a number
 * @example render({ price: float(5) }); // {{ price }} prints 5.0
 */
export function float(value: number): Value {
  return typeof value === "number" ? toFloat(value) : refuse("float() takes a number");
}

/**
 * A Python tuple.
 *
 * Source: Python's library reference, "Tuples".
 *
 * @param items plain data, as a context holds; copied
 * @returns a value for a context
 * @throws HookloomError `host_value` for anything but an array, and for items that are no plain data; `depth_limit` for
 *   items that are nested too deeply
 * @example render({ point: tuple([1, 2]) }); // {{ point }} prints (1, 2)
 */
export function tuple(items: readonly unknown[]): Tuple {
  return Array.isArray(items)
    ? new Tuple(fromHost(items, "tuple") as Value[])
    : refuse("tuple() takes an array");
}

/**
 * A Python datetime, exact to the microsecond. A JavaScript `Date` in a context becomes one in UTC by itself.
 *
 * Source: Python's library reference, module `datetime`, `datetime.fromisoformat` as of Python 3.11; for `timeZone`,
 * module `zoneinfo`.
 *
 * @param text ISO 8601, as `datetime.fromisoformat` reads it: aware with an offset or `Z`, else naive
 * @param timeZone the name of an IANA time zone: an aware datetime is moved to it, a naive one is taken to
 *   be the time there; of a time that comes twice, when clocks are put back, the first is meant
 * @returns a value for a context
 * @throws HookloomError `host_value` for text that is no datetime, or out of the years 1 to 9999;
 *   `option_invalid` for a time zone that the platform does not know
 * @example render({ at: datetime("2024-03-14T12:00:00+00:00") }); // {{ at }} prints 2024-03-14 12:00:00+00:00
 * @example render({ at: datetime("2024-03-14T12:00:00", "Europe/Berlin") }); // {{ at }} prints 2024-03-14 12:00:00+01:00
 */
export function datetime(text: string, timeZone?: string): DateTime {
  const value = read(text, parseDateTime, "datetime");
  if (timeZone === undefined) return value;
  const zone = NamedZone.of(timeZone);
  if (value.offset === undefined) return new DateTime(value.ordinal, value.micros, zone);
  return read(text, () => DateTime.fromInstant(value.instant, zone), "datetime");
}

/**
 * A Python date.
 *
 * Source: Python's library reference, module `datetime`, `date.fromisoformat` as of Python 3.11.
 *
 * @param text ISO 8601, such as `2024-03-14`, `20240314` or `2024-W11-4`
 * @returns a value for a context
 * @throws HookloomError `host_value` for text that is no date, or out of the years 1 to 9999
 * @example render({ day: date("2024-03-14") }); // {{ day.strftime("%d.%m.") }} prints 14.03.
 */
export function date(text: string): DateValue {
  return read(text, parseDate, "date");
}

/**
 * A Python time of day, exact to the microsecond.
 *
 * Source: Python's library reference, module `datetime`, `time.fromisoformat` as of Python 3.11.
 *
 * @param text ISO 8601, such as `12:00:00`, `12:30` or `12:30:00.000001+02:00`
 * @returns a value for a context
 * @throws HookloomError `host_value` for text that is no time
 * @example render({ at: time("12:00:00") }); // {{ at.hour }} prints 12
 */
export function time(text: string): TimeValue {
  return read(text, parseTime, "time");
}

/**
 * A Python timedelta: a duration, exact to the microsecond. What is finer is rounded, ties to even.
 *
 * Source: Python's library reference, module `datetime`, "timedelta Objects".
 *
 * @param duration seconds, or an object of `weeks`, `days`, `hours`, `minutes`, `seconds`, `milliseconds`
 *   and `microseconds`, which are added up; each may be negative or have a fraction
 * @returns a value for a context
 * @throws HookloomError `host_value` for anything else, for NaN and the infinities, and for more than
 *   999,999,999 days
 * @example render({ wait: timedelta(90) }); // {{ wait }} prints 0:01:30
 * @example render({ wait: timedelta({ days: 1, hours: 2.5 }) }); // {{ wait }} prints 1 day, 2:30:00
 */
export function timedelta(duration: number | DurationParts): TimeDelta {
  const parts: DurationParts = typeof duration === "number" ? { seconds: duration } : duration;
  if (!isDuration(parts)) {
    refuse("timedelta() takes finite seconds, or finite numbers by the names of their units");
  }
  return read("", () => sumDuration(parts), "timedelta");
}

function isDuration(parts: unknown): boolean {
  if (typeof parts !== "object" || parts === null || Array.isArray(parts)) return false;
  try {
    return Object.entries(parts).every(isDurationPart);
  } catch {
    // An accessor or a proxy of the host's.
    return false;
  }
}

function isDurationPart([unit, amount]: [string, unknown]): boolean {
  return (
    (durationUnits as readonly string[]).includes(unit) && (amount === undefined || Number.isFinite(amount))
  );
}

/** Reads text, and says of what is wrong with it that the host gave it. */
function read<Result>(text: string, parse: (text: string) => Result, name: string): Result {
  if (typeof text !== "string") refuse(`${name}() takes text`);
  try {
    return parse(text);
  } catch (cause) {
    throw new HookloomError("host_value", `What ${name}() was given is none, or is out of range`, { cause });
  }
}

function refuse(message: string): never {
  throw new HookloomError("host_value", message);
}
