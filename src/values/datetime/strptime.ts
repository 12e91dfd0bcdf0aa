import { HookloomError } from "../../errors/error.js";
import type { Budget } from "../value.js";
import {
  checkedOrdinal,
  checkedTime,
  checkField,
  firstMonday,
  fromOrdinal,
  maxOrdinal,
  microsPerSecond,
  toOrdinal,
  weekday,
} from "./civil.js";
import { DateTime } from "./datetime.js";
import { dayNames, monthNames } from "./strftime.js";
import { type Matched, matchFormat } from "./strptime-match.js";
import { TimeZone } from "./timezone.js";

/**
 * Python's `datetime.strptime` in the C locale.
 * @throws HookloomError `value_error` for a text that does not follow the format, or names no time that exists
 */
export function strptime(text: string, format: string, budget: Budget): DateTime {
  const matched = matchFormat(text, format, budget);
  const number = (letter: string, fallback: number) => Number(matched.get(letter) ?? fallback);
  const micros = checkedTime(
    hourOf(matched),
    number("M", 0),
    number("S", 0),
    Number((matched.get("f") ?? "0").padEnd(6, "0")),
  );
  return new DateTime(ordinalOf(matched), micros, zoneOf(matched));
}

function hourOf(matched: Matched): number {
  const [letter, text] = lastOf(matched, "HI") ?? ["H", "0"];
  if (letter === "H") return Number(text);
  // Without a half of the day it is the first.
  return (Number(text) % 12) + (matched.get("p")?.toLowerCase() === "pm" ? 12 : 0);
}

function ordinalOf(matched: Matched): number {
  checkIsoWeek(matched);
  const year = yearOf(matched);
  const month = monthOf(matched);
  const day = Number(matched.get("d") ?? 1);
  // Without a year, 29 February is looked for in one that has it, and then is none of 1900.
  const isLeapDay = year === undefined && month === 2 && day === 29;
  const first = toOrdinal(year ?? (isLeapDay ? 1904 : 1900), 1, 1);
  const ordinal = dayOf(matched, first);
  if (ordinal === undefined) return checkedOrdinal(year ?? 1900, month, day);
  checkField("ordinal", ordinal, 1, maxOrdinal);
  const found = fromOrdinal(ordinal);
  return checkedOrdinal(isLeapDay ? 1900 : found.year, found.month, found.day);
}

/** Refuses weeks of ISO 8601 that are told in part, or together with other years. */
function checkIsoWeek(matched: Matched): void {
  const isComplete = matched.has("V") && weekdayOf(matched) !== undefined && !matched.has("j");
  if (yearOf(matched) === undefined && matched.has("G")) {
    if (!isComplete) fail("%G takes %V and a day of the week, and no %j");
  } else if (matched.has("V") && !matched.has("U") && !matched.has("W")) {
    fail("%V takes %G and a day of the week, and no other year");
  }
}

function yearOf(matched: Matched): number | undefined {
  const [letter, text] = lastOf(matched, "yY") ?? [];
  if (text === undefined) return undefined;
  return Number(text) + (letter === "Y" ? 0 : Number(text) <= 68 ? 2000 : 1900);
}

/** The last of the directives that tell the same thing: it is the one that counts. */
function lastOf(matched: Matched, letters: string): [letter: string, text: string] | undefined {
  return [...matched].findLast(([letter]) => letters.includes(letter));
}

function monthOf(matched: Matched): number {
  const [letter, text] = lastOf(matched, "mbB") ?? ["m", "1"];
  return letter === "m" ? Number(text) : indexOf(monthNames, text) + 1;
}

/** The day of the week, Monday being 0. */
function weekdayOf(matched: Matched): number | undefined {
  const [letter, text] = lastOf(matched, "aAwu") ?? [];
  if (text === undefined) return undefined;
  if (letter === "w") return (Number(text) + 6) % 7;
  return letter === "u" ? Number(text) - 1 : indexOf(dayNames, text);
}

function indexOf(names: readonly string[], text: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
}

/**
 * The ordinal of the day, if it is named by its number in the year or follows from a week and a day of that.
 * @param first the ordinal of the year's first day
 */
function dayOf(matched: Matched, first: number): number | undefined {
  const named = matched.get("j");
  if (named !== undefined) return first + Number(named) - 1;
  const day = weekdayOf(matched);
  if (day === undefined) return undefined;
  const [letter, week] = lastOf(matched, "UW") ?? [];
  if (week === undefined) {
    const isoYear = matched.get("G");
    const isoWeek = matched.get("V");
    if (isoYear === undefined || isoWeek === undefined) return undefined;
    return firstMonday(Number(isoYear)) + 7 * (Number(isoWeek) - 1) + day;
  }
  // Weeks begin on Sunday for %U and on Monday for %W; what is before the first is week 0.
  const shift = letter === "U" ? 1 : 0;
  const firstDay = (weekday(first) + shift) % 7;
  const startOfWeek = Number(week) === 0 ? -firstDay : ((7 - firstDay) % 7) + 7 * (Number(week) - 1);
  return first + startOfWeek + ((day + shift) % 7);
}

function zoneOf(matched: Matched): TimeZone | null {
  const text = matched.get("z");
  if (text === undefined) return null;
  const name = matched.get("Z");
  if (text === "Z") return TimeZone.of(0, name);
  const [, hours, colon, minutes, secondColon = colon, seconds = 0, fraction = ""] =
    /(\d\d)(:?)(\d\d)(?:(:?)(\d\d)(?:\.(\d+))?)?/.exec(text) ?? [];
  if (secondColon !== colon) fail("An offset has colons between all parts or none");
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const offset = whole * microsPerSecond + Number(fraction.padEnd(6, "0"));
  return TimeZone.of(text.startsWith("-") ? 0 - offset : offset, name);
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
