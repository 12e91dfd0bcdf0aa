const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt _](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:([Zz])|([+\-\u2212])(\d\d):?(\d\d))?)?$/;
// Only a number with a point may have an exponent.
const numeric = /^[+-]?(?:\d+|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?)$/;

/** Above this, a number counts milliseconds, not seconds. */
const millisecondsFrom = 2e10;

/**
 * Reads a time as Prefect's event model does, and writes it as that serialises it: ISO 8601 with seconds,
 * `Z` for UTC or the offset it came with, six digits of microseconds where they are not zero. Without an
 * offset it is UTC, without a time midnight. Numbers, and texts that are numbers, are Unix seconds or, above
 * 2·10^10, milliseconds.
 *
 * @returns undefined for what is no time
 */
export function normalizeOccurred(value: unknown): string | undefined {
  if (typeof value === "number") return fromUnix(value);
  if (typeof value !== "string") return undefined;
  if (numeric.test(value)) return fromText(value);
  const match = pattern.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] = match as string[];
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = normalizeOffset(match);
  if (offset === undefined) return undefined;
  const micros = fraction.slice(0, 6).padEnd(6, "0");
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${micros === "000000" ? "" : `.${micros}`}${offset}`;
}

function normalizeOffset(match: RegExpExecArray): string | undefined {
  const [sign, hours, minutes] = match.slice(9, 12);
  if (sign === undefined) return "Z";
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  if (hours === "00" && minutes === "00") return "Z";
  // ISO 8601 writes the minus sign, ASCII the hyphen.
  return `${sign === "+" ? "+" : "-"}${hours}:${minutes}`;
}

function isDate(year: number, month: number, day: number): boolean {
  // A day that does not exist runs over into another month.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** As pydantic divides: text with a point before, numbers after they are cut into a whole and the rest. */
function fromText(text: string): string | undefined {
  const value = Number(text);
  return text.includes(".") && isMilliseconds(value) ? fromParts(value / 1000, 1e6) : fromUnix(value);
}

function fromUnix(value: number): string | undefined {
  return fromParts(value, isMilliseconds(value) ? 1e3 : 1e6);
}

function isMilliseconds(value: number): boolean {
  return Math.abs(value) > millisecondsFrom;
}

/** @param perUnit how many microseconds the fraction is a part of */
function fromParts(value: number, perUnit: number): string | undefined {
  const whole = Math.floor(value);
  const micros = Math.round((value - whole) * perUnit);
  const seconds = isMilliseconds(whole) ? Math.floor(whole / 1000) : whole;
  const all = isMilliseconds(whole) ? micros + (whole - seconds * 1000) * 1000 : micros;
  return fromSeconds(seconds + Math.floor(all / 1e6), all % 1e6);
}

/** A time in UTC from whole Unix seconds and microseconds; undefined outside of the years 1 to 9999. */
export function fromSeconds(seconds: number, micros: number): string | undefined {
  if (seconds !== last.seconds) last = { seconds, text: secondText(seconds) };
  if (last.text === undefined || micros === 0) return last.text && `${last.text}Z`;
  return `${last.text}.${String(micros).padStart(6, "0")}Z`;
}

/** The last second written: of many requests in one second, only the first has to work it out. */
let last: { readonly seconds: number; readonly text: string | undefined } = { seconds: Number.NaN, text: "" };

function secondText(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) return undefined;
  return date.toISOString().slice(0, 19);
}
