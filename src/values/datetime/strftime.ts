import { textLength } from "../text.js";
import type { Budget } from "../value.js";
import {
  clock,
  dayMicros,
  digits,
  epochOrdinal,
  fromOrdinal,
  microsPerSecond,
  offsetText,
  toIsoWeek,
  toOrdinal,
  weekday,
} from "./civil.js";
import type { Zone } from "./timezone.js";

/** What `strftime` writes: a day and a time of it, and what `%z` and `%Z` say. */
export interface Moment {
  readonly ordinal: number;
  /** Microseconds of the day. */
  readonly micros: number;
  readonly offset: number | undefined;
  readonly label: string | undefined;
}

export const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/**
 * Python's `strftime` on Linux in the C locale, GNU's flags and widths included.
 * @param local the zone that `%s` takes the time to be in
 */
export function strftime(moment: Moment, format: string, budget: Budget, local: Zone): string {
  budget.reserve(format.length);
  const expanded = expandOwn(moment, format, budget);
  return writeAll(expanded, roomFor(textLength(expanded)), fieldsOf(moment, local), budget);
}

/** Writes the directives that Python takes before the C library sees the format, which ends at a NUL. */
function expandOwn(moment: Moment, format: string, budget: Budget): string {
  const [readable = ""] = format.split("\0", 1);
  return readable.replace(/%.?/gsu, (directive) => {
    const text = ownDirective(moment, directive);
    budget.reserve(text.length);
    return text;
  });
}

function ownDirective({ offset, label, micros }: Moment, directive: string): string {
  switch (directive) {
    case "%f":
      return digits(micros % microsPerSecond, 6);
    case "%z":
      return offset === undefined ? "" : offsetText(offset).replaceAll(":", "");
    case "%Z":
      return (label ?? "").replaceAll("%", "%%");
    default:
      return directive;
  }
}

/**
 * How much the C library may write. Python offers 1024 characters and doubles until the result fits or there
 * is room for 256 times the format; a result that does not fit then is empty.
 */
function roomFor(length: number): number {
  let room = 1024;
  while (room < 256 * length) room *= 2;
  return room;
}

/** The parts of a broken-down time, as C's `struct tm` has them. */
type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf({ ordinal, micros }: Moment, local: Zone) {
  const { year, month, day } = fromOrdinal(ordinal);
  const [isoYear, isoWeek, isoDay] = toIsoWeek(ordinal);
  return {
    year,
    month,
    day,
    ...clock(micros),
    yearDay: ordinal - toOrdinal(year, 1, 1),
    weekday: weekday(ordinal),
    isoYear,
    isoWeek,
    isoDay,
    /** Seconds since 1970, were the time one of the local zone. */
    epochSeconds(): number {
      const wall = BigInt(ordinal) * dayMicros + BigInt(micros);
      const seconds = (ordinal - epochOrdinal) * 86_400 + Math.floor(micros / microsPerSecond);
      return seconds - Math.trunc((local.offset(wall) ?? 0) / microsPerSecond);
    },
  };
}

/** Writes the directives of the C library; nothing, if they need more room than there is. */
function writeAll(format: string, room: number, fields: Fields, budget: Budget): string {
  let out = "";
  let size = 0;
  let done = 0;
  for (const match of format.matchAll(/%([_\-0^#]*)(\d*)([EO]?)(.?)/gsu)) {
    const [directive, flags = "", width = "", modifier = "", letter = ""] = match;
    if (Number(width) >= room) return "";
    budget.reserve(Number(width) + 64);
    const piece =
      format.slice(done, match.index) +
      write({ directive, flags, width: Number(width), modifier, letter }, fields);
    done = match.index + directive.length;
    size += textLength(piece);
    if (size >= room) return "";
    out += piece;
  }
  return out + format.slice(done);
}

interface Directive {
  /** All of it, as it is printed where it is not known. */
  readonly directive: string;
  readonly flags: string;
  readonly width: number;
  readonly modifier: string;
  readonly letter: string;
}

function write(directive: Directive, fields: Fields): string {
  const { flags, width, modifier, letter } = directive;
  const pad = /[_\-0](?=[\^#]*$)/.exec(flags)?.[0];
  const number = refused[modifier]?.includes(letter) === true ? undefined : numbers.get(letter)?.(fields);
  // An offset that Python has not written before is unknown to the C library, which leaves it out.
  if (letter === "z") return "";
  if (number === undefined) return text(directive, fields).padStart(width, pad === "0" ? "0" : " ");
  const [least, value, fill = "0"] = number;
  if (pad === "-") return String(value).padStart(width);
  return String(value).padStart(Math.max(least, width), pad === undefined ? fill : pad === "0" ? "0" : " ");
}

function text({ directive, flags, modifier, letter }: Directive, fields: Fields): string {
  const known = refused[modifier]?.includes(letter) === true ? undefined : texts.get(letter)?.(fields);
  // Of a directive that it does not know, the C library prints what stands from the last percent sign on.
  const plain = known ?? (letter === "%" ? "%" : directive);
  if (letter === "P") return plain;
  if (letter === "p" && flags.includes("#")) return plain.toLowerCase();
  const changed = flags.includes("#") && "aAbBh".includes(letter);
  return changed || flags.includes("^") ? plain.toUpperCase() : plain;
}

/** The directives that take no modifier `E` or `O`. */
const refused: Readonly<Record<string, string>> = {
  E: "aAbBdDFgGhHIjklmMSUVwWe%",
  O: "aAcDFxXY%",
};

/** A number: the digits it has at least, its value, and what fills it up if not zeros. */
type NumberOf = (fields: Fields) => readonly [least: number, value: number, fill?: string];

const hour12 = ({ hour }: Fields) => hour % 12 || 12;

const numbers: ReadonlyMap<string, NumberOf> = new Map<string, NumberOf>([
  ["C", ({ year }) => [1, Math.floor(year / 100)]],
  ["d", ({ day }) => [2, day]],
  ["e", ({ day }) => [2, day, " "]],
  ["g", ({ isoYear }) => [2, isoYear % 100]],
  ["G", ({ isoYear }) => [1, isoYear]],
  ["H", ({ hour }) => [2, hour]],
  ["I", (fields) => [2, hour12(fields)]],
  ["j", ({ yearDay }) => [3, yearDay + 1]],
  ["k", ({ hour }) => [2, hour, " "]],
  ["l", (fields) => [2, hour12(fields), " "]],
  ["m", ({ month }) => [2, month]],
  ["M", ({ minute }) => [2, minute]],
  ["S", ({ second }) => [2, second]],
  ["u", ({ isoDay }) => [1, isoDay]],
  ["U", ({ yearDay, weekday: day }) => [2, Math.floor((yearDay + 7 - ((day + 1) % 7)) / 7)]],
  ["V", ({ isoWeek }) => [2, isoWeek]],
  ["w", ({ isoDay }) => [1, isoDay % 7]],
  ["W", ({ yearDay, weekday: day }) => [2, Math.floor((yearDay + 7 - day) / 7)]],
  ["y", ({ year }) => [2, year % 100]],
  ["Y", ({ year }) => [1, year]],
]);

type TextOf = (fields: Fields) => string;

/** Directives that stand for others. */
const writtenAs: readonly (readonly [string, string])[] = [
  ["c", "%a %b %e %H:%M:%S %Y"],
  ["D", "%m/%d/%y"],
  ["F", "%Y-%m-%d"],
  ["r", "%I:%M:%S %p"],
  ["R", "%H:%M"],
  ["T", "%H:%M:%S"],
  ["x", "%m/%d/%y"],
  ["X", "%H:%M:%S"],
];

const halfDay = ({ hour }: Fields) => (hour < 12 ? "AM" : "PM");
const monthName = ({ month }: Fields) => monthNames[month - 1] as string;
const dayName = ({ weekday: day }: Fields) => dayNames[day] as string;

const texts: ReadonlyMap<string, TextOf> = new Map<string, TextOf>([
  ["%", () => "%"],
  ["n", () => "\n"],
  ["t", () => "\t"],
  ["Z", () => ""],
  ["a", (fields) => dayName(fields).slice(0, 3)],
  ["A", dayName],
  ["b", (fields) => monthName(fields).slice(0, 3)],
  ["B", monthName],
  ["h", (fields) => monthName(fields).slice(0, 3)],
  ["p", halfDay],
  ["P", (fields) => halfDay(fields).toLowerCase()],
  ["s", (fields) => String(fields.epochSeconds())],
  ...writtenAs.map(([letter, format]): [string, TextOf] => [letter, (fields) => expand(format, fields)]),
]);

function expand(format: string, fields: Fields): string {
  return format.replace(/%(.)/g, (directive, letter: string) =>
    write({ directive, flags: "", width: 0, modifier: "", letter }, fields),
  );
}
