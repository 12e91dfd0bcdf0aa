import { addIssue, type Issue } from "../errors/error.js";
import type { Limits } from "../limits.js";
import { Dict } from "../values/dict.js";
import { parsePlain } from "../values/json-exact.js";
import { readJson } from "../values/json-read.js";
import { Float } from "../values/number.js";
import { setOwn } from "../values/record.js";
import { isWellFormed } from "../values/text.js";
import { typeName } from "../values/type-name.js";
import { isList, type Value } from "../values/value.js";
import type { Event, Json } from "./event.js";

/** The fields of an event, in the order in which Prefect has them. */
export const eventFields = [
  "occurred",
  "event",
  "resource",
  "related",
  "payload",
  "id",
  "follows",
] as const satisfies readonly (keyof Event)[];

/** What rendered JSON says of an event, and what in it no event can carry. */
export interface EventJson {
  readonly json: Json;
  readonly issues: Issue[];
}

/**
 * Reads rendered text as the fields of an event; other fields are left out.
 *
 * In the payload, an int that a JavaScript number cannot hold exactly becomes its decimal digits as a string:
 * nothing is rounded. Infinite numbers and half surrogate pairs, which JSON cannot carry on, are issues.
 *
 * @throws HookloomError `json_syntax`, `json_depth` or `json_number`, placed in the rendered text
 */
export function readEventJson(rendered: string, limits: Limits): EventJson {
  if (isWellFormed(rendered) && !surrogateEscape.test(rendered)) {
    const json = parsePlain(rendered, limits);
    if (json !== undefined) return { json: json as Json, issues: [] };
  }
  return toEventJson(readJson(rendered, limits));
}

const surrogateEscape = /\\u[dD][89a-fA-F]/;

/** The fields of an event from a value that was read from JSON. */
export function toEventJson(value: Value): EventJson {
  const copy = new Copy();
  return { json: copy.fields(value), issues: copy.issues };
}

/** Copies a value as plain JavaScript data and notes what cannot be copied. Its depth is that of the JSON. */
class Copy {
  readonly issues: Issue[] = [];
  readonly #path: (string | number)[] = [];
  /** Whether this is the payload: elsewhere, the rules of the event say what a number may be. */
  #inPayload = false;

  fields(value: Value): Json {
    if (!(value instanceof Dict)) return null;
    const record: { [key: string]: Json } = {};
    for (const name of eventFields) {
      const field = value.getText(name);
      if (field === undefined) continue;
      this.#inPayload = name === "payload";
      record[name] = this.#at(name, field);
    }
    return record;
  }

  #at(step: string | number, value: Value): Json {
    this.#path.push(step);
    const json = this.#copy(value);
    this.#path.pop();
    return json;
  }

  #copy(value: Value): Json {
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "bigint") return this.#inPayload ? String(value) : Number(value);
    if (typeof value === "number") return this.#number(value);
    if (typeof value !== "object" || value === null) return value;
    if (isList(value)) return value.map((item, index) => this.#at(index, item));
    if (value instanceof Float) return this.#number(value.value);
    if (!(value instanceof Dict)) {
      // The data of a host, which is no text of JSON, may have dates and times in it.
      this.#note("json_type", `A ${typeName(value)} is no JSON`);
      return null;
    }
    const record: { [key: string]: Json } = {};
    for (const [key, item] of value.entries() as Iterable<[string, Value]>) {
      setOwn(record, this.#text(key), this.#at(key, item));
    }
    return record;
  }

  #text(text: string): string {
    if (!isWellFormed(text)) {
      this.#note("string_unicode", "Text must be valid Unicode, without half surrogate pairs");
    }
    return text;
  }

  #number(number: number): number {
    if (this.#inPayload && !Number.isFinite(number)) this.#note("finite_number", "Numbers must be finite");
    return number + 0;
  }

  #note(rule: string, message: string): void {
    addIssue(this.issues, this.#path, rule, message);
  }
}

/**
 * Whether what stands at a place was noted when it was copied, so that nothing more needs to be said of it.
 *
 * @param json the copy
 * @param path the fields, keys and indexes that led to it
 */
export function isFaulty(json: Json | undefined, path: Issue["path"]): boolean {
  if (typeof json === "string") return !isWellFormed(json);
  if (typeof json === "number") return path[0] === "payload" && !Number.isFinite(json);
  return typeof json === "object" && json !== null && !Object.keys(json).every(isWellFormed);
}
