import { normalizeOccurred } from "./occurred.js";

const pattern = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * Reads a time of RFC 3339 and writes it as the time of an event. Digits past the microsecond are dropped.
 * A leap second, which event times do not have, becomes the second after it.
 *
 * @returns undefined for what is no such time
 */
export function normalizeRfc3339(text: string): string | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, date, minute, second, fraction = "", offset] = match as unknown as string[];
  if (second !== "60") return normalizeOccurred(`${date}T${minute}:${second}${fraction}${offset}`);
  const before = normalizeOccurred(`${date}T${minute}:59${offset}`);
  if (before === undefined || !isLeapMinute(before)) return undefined;
  const after = new Date(Date.parse(before) + 1000).toISOString();
  return normalizeOccurred(`${after.slice(0, 19)}${fraction}Z`);
}

/** Leap seconds are put in at the end of a day in UTC (RFC 3339, appendix D: of June or December so far). */
function isLeapMinute(before: string): boolean {
  return /T23:59:59/.test(new Date(Date.parse(before)).toISOString());
}
