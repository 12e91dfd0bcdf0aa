import { HookloomError } from "../../errors/error.js";

/**
 * The calendar: days as ordinals, where 1 January of year 1 is day 1, and times of day as microseconds.
 * JavaScript's UTC calendar is the one that Python has, Gregorian without a beginning.
 */

export const microsPerSecond = 1_000_000;
export const microsPerDay = 86_400 * microsPerSecond;
/** {@link microsPerDay}, for times that are counted over many days. */
export const dayMicros = BigInt(microsPerDay);
const millisPerDay = 86_400_000;

/** The ordinal of 1 January 1970. */
export const epochOrdinal = 719_163;
/** The ordinal of 31 December 9999, the last day there is. */
export const maxOrdinal = 3_652_059;

/** 1 January 1970, in microseconds counted from the day before year 1, as wall times and instants are. */
export const epoch = BigInt(epochOrdinal) * dayMicros;

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The ordinal of a day; a month or day out of its range runs over into the next. */
export function toOrdinal(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / millisPerDay + epochOrdinal;
}

export function fromOrdinal(ordinal: number): Civil {
  const date = new Date((ordinal - epochOrdinal) * millisPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * The ordinal of a day that exists.
 * @throws HookloomError `value_error` for any other
 */
export function checkedOrdinal(year: number, month: number, day: number): number {
  checkField("year", year, 1, 9999);
  checkField("month", month, 1, 12);
  checkField("day", day, 1, toOrdinal(year, month + 1, 1) - toOrdinal(year, month, 1));
  return toOrdinal(year, month, day);
}

/**
 * The microseconds of a time of day that exists.
 * @throws HookloomError `value_error` for any other
 */
export function checkedTime(hour: number, minute: number, second: number, microsecond: number): number {
  checkField("hour", hour, 0, 23);
  checkField("minute", minute, 0, 59);
  checkField("second", second, 0, 59);
  checkField("microsecond", microsecond, 0, 999_999);
  return ((hour * 60 + minute) * 60 + second) * microsPerSecond + microsecond;
}

export function checkField(name: string, value: number, least: number, most: number): void {
  if (value < least || value > most) {
    throw new HookloomError("value_error", `${name} must be in ${least}..${most}`);
  }
}

/** The day of the week, Monday being 0. */
export function weekday(ordinal: number): number {
  return (ordinal + 6) % 7;
}

/** Year, week and day of the week (Monday being 1) by ISO 8601. */
export function toIsoWeek(ordinal: number): [year: number, week: number, day: number] {
  const day = weekday(ordinal);
  // A week belongs to the year that its Thursday is in.
  const { year } = fromOrdinal(ordinal - day + 3);
  return [year, (ordinal - day - firstMonday(year)) / 7 + 1, day + 1];
}

/**
 * The ordinal of a day by ISO 8601's weeks.
 * @throws HookloomError `value_error` for a week or day that does not exist
 */
export function fromIsoWeek(year: number, week: number, day: number): number {
  checkField("year", year, 1, 9999);
  checkField("week", week, 1, (firstMonday(year + 1) - firstMonday(year)) / 7);
  checkField("day", day, 1, 7);
  const ordinal = firstMonday(year) + (week - 1) * 7 + day - 1;
  checkField("ordinal", ordinal, 1, maxOrdinal);
  return ordinal;
}

/** The Monday of the first week of a year, which is the one that 4 January is in. */
export function firstMonday(year: number): number {
  const fourth = toOrdinal(year, 1, 4);
  return fourth - weekday(fourth);
}

/** How exactly `isoformat` writes a time of day: the length of it. */
export const timespecs: ReadonlyMap<string, number> = new Map([
  ["auto", 0],
  ["hours", 2],
  ["minutes", 5],
  ["seconds", 8],
  ["milliseconds", 12],
  ["microseconds", 15],
]);

/** `09:05:00`, with six more digits if there are microseconds, or cut to a length of {@link timespecs}. */
export function clockText(micros: number, length = 0): string {
  const { hour, minute, second, microsecond } = clock(micros);
  const text = `${digits(hour)}:${digits(minute)}:${digits(second)}.${digits(microsecond, 6)}`;
  return text.slice(0, length === 0 ? (microsecond === 0 ? 8 : 15) : length);
}

/** The parts of a time of day. */
export function clock(micros: number) {
  const seconds = Math.floor(micros / microsPerSecond);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: micros % microsPerSecond,
  };
}

/** A number of at least so many digits. */
export function digits(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

/** `+05:30`, with seconds and microseconds where there are any. */
export function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const length = size % microsPerSecond !== 0 ? 15 : size % (60 * microsPerSecond) !== 0 ? 8 : 5;
  return (offset < 0 ? "-" : "+") + clockText(size, length);
}

/** Negative, zero or positive, as `left` is less, equal or greater. */
export function order<Comparable extends number | bigint>(left: Comparable, right: Comparable): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
