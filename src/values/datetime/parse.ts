import { HookloomError } from "../../errors/error.js";
import { checkedOrdinal, checkedTime, fromIsoWeek, microsPerSecond } from "./civil.js";
import { DateValue } from "./date.js";
import { DateTime } from "./datetime.js";
import { TimeValue } from "./time.js";
import { TimeZone, utc, type Zone } from "./timezone.js";

/**
 * Python 3.11's `fromisoformat` of dates, times and datetimes: nearly all of ISO 8601. Each throws a
 * `value_error` for what Python does not take, and takes the odd things that CPython does: digits of the
 * fraction without a point, a colon before it, anything between six digits of it and the offset.
 */

/** `date.fromisoformat(text)` */
export function parseDate(text: string): DateValue {
  return [7, 8, 10].includes(text.length) ? new DateValue(parseDay(text)) : invalid();
}

/** `time.fromisoformat(text)` */
export function parseTime(text: string): TimeValue {
  const { micros, zone } = parseClock(text.startsWith("T") ? text.slice(1) : text);
  return new TimeValue(micros, zone);
}

/** `datetime.fromisoformat(text)` */
export function parseDateTime(text: string): DateTime {
  const end = dayLength(text);
  const ordinal = parseDay(text.slice(0, end));
  if (end >= text.length) return new DateTime(ordinal, 0, null);
  // Any one character separates the time.
  const separator = (text.codePointAt(end) as number) > 0xffff ? 2 : 1;
  const { micros, zone } = parseClock(text.slice(end + separator));
  return new DateTime(ordinal, micros, zone);
}

/** How much of a datetime's text is its date. */
function dayLength(text: string): number {
  if (text.length < 7) return invalid();
  if (text.length === 7) return 7;
  if (text.charAt(4) === "-") {
    if (text.charAt(5) !== "W") return 10;
    // After a week, a hyphen leads to the day of the week; or it is the separator, if two digits follow.
    return text.charAt(8) === "-" && text.length > 9 && !isDigit(text, 10) ? 10 : 8;
  }
  if (text.charAt(4) !== "W") return 8;
  let digits = 7;
  while (isDigit(text, digits)) digits += 1;
  // All digits: an odd one is the day of the week, for those of the time come in pairs.
  if (digits < 9) return digits;
  return digits % 2 === 0 ? 7 : 8;
}

function parseDay(text: string): number {
  const match = /^(\d{4})(-?)(?:(\d\d)\2(\d\d)|W(\d\d)(?:$|\2(\d)))/.exec(text);
  if (match === null) return invalid();
  const [, year, , month, day, week, weekDay = 1] = match;
  if (week !== undefined) return fromIsoWeek(Number(year), Number(week), Number(weekDay));
  return checkedOrdinal(Number(year), Number(month), Number(day));
}

function parseClock(text: string): { micros: number; zone: Zone | null } {
  const at = text.search(/[+\-Z]/);
  const clock = readClock(text, 0, at < 0 ? text.length : at);
  // What is left over is overlooked where an offset follows.
  if (at < 0 && !clock.complete) return invalid();
  const micros = checkedTime(...clock.parts);
  return { micros, zone: at < 0 ? null : parseZone(text, at) };
}

function parseZone(text: string, at: number): Zone {
  const sign = text.charAt(at);
  if (sign === "Z") return at + 1 === text.length ? utc : invalid();
  const { parts, complete } = readClock(text, at + 1, text.length);
  if (!complete) return invalid();
  const [hour, minute, second, microsecond] = parts;
  const seconds = (hour * 60 + minute) * 60 + second;
  const offset = seconds === 0 ? 0 : seconds * microsPerSecond + microsecond;
  return TimeZone.of(sign === "-" ? 0 - offset : offset);
}

type Clock = [hour: number, minute: number, second: number, microsecond: number];

/** Reads `HH[:MM[:SS[.ffffff]]]` or the same without colons, and tells whether the text ends there. */
function readClock(text: string, start: number, end: number): { parts: Clock; complete: boolean } {
  const parts: Clock = [0, 0, 0, 0];
  const colons = text.charAt(start + 2) === ":";
  let at = start;
  for (let index = 0; index < 3; index += 1) {
    parts[index] = readDigits(text, at, 2);
    at += 2;
    const next = text.charAt(at);
    if (at + 1 >= end) return { parts, complete: next === "" };
    if (next === "." || next === "," || (colons && next === ":")) at += 1;
    else if (colons) return invalid();
    if (next === "." || next === ",") break;
  }
  const length = Math.min(6, end - at);
  parts[3] = readDigits(text, at, length) * 10 ** (6 - length);
  at += length;
  while (isDigit(text, at)) at += 1;
  return { parts, complete: at >= text.length };
}

function readDigits(text: string, start: number, count: number): number {
  for (let index = 0; index < count; index += 1) if (!isDigit(text, start + index)) return invalid();
  return Number(text.slice(start, start + count));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function invalid(): never {
  throw new HookloomError("value_error", "Invalid isoformat string");
}
