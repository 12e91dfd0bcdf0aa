import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";
import type { Dict } from "../values/dict.js";
import { readJson } from "../values/json-read.js";
import { Float } from "../values/number.js";
import { isList, type Value } from "../values/value.js";
import type { Json } from "./event.js";

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Reads rendered text as JSON data. An int that a JavaScript number cannot hold exactly becomes its decimal
 * digits as a string: nothing is rounded.
 *
 * @throws HookloomError `json_syntax`, `json_depth` or `json_number`, placed in the rendered text;
 * `event_invalid` for an infinite number or half a surrogate pair, which JSON cannot carry on
 */
export function readEventJson(rendered: string, limits: Limits): Json {
  return toJson(readJson(rendered, limits), []);
}

/** A value that was read from JSON, as plain JavaScript data. */
export function toJson(value: Value, path: (string | number)[]): Json {
  if (typeof value === "string") return checkText(value, path);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return checkNumber(value, path);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item, index) => toJson(item, [...path, index]));
  if (value instanceof Float) return checkNumber(value.value, path);
  const record: { [key: string]: Json } = {};
  for (const [key, item] of (value as Dict).entries() as Iterable<[string, Value]>) {
    checkText(key, path);
    const json = toJson(item, [...path, key]);
    // The key "__proto__" is data, too.
    if (key === "__proto__")
      Object.defineProperty(record, key, {
        value: json,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    else record[key] = json;
  }
  return record;
}

function checkText(text: string, path: (string | number)[]): string {
  if (!loneSurrogate.test(text)) return text;
  return refuse("string_unicode", "Text must be valid Unicode, without half surrogate pairs", path);
}

function checkNumber(number: number, path: (string | number)[]): number {
  return Number.isFinite(number) ? number + 0 : refuse("finite_number", "Numbers must be finite", path);
}

function refuse(rule: string, message: string, path: (string | number)[]): never {
  throw new HookloomError("event_invalid", `${path.join(".") || "event"}: ${message}`, {
    issues: [{ path, rule, message }],
  });
}
