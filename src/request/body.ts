import { isHookloomError } from "../errors/error.js";
import { askHost } from "../errors/host.js";
import type { Limits } from "../limits.js";
import { Dict } from "../values/dict.js";
import { fromHost } from "../values/host.js";
import { readJson } from "../values/json-read.js";
import { setOwn } from "../values/record.js";
import type { Value } from "../values/value.js";
import { readFields } from "./form.js";
import type { MediaType } from "./media-type.js";

/** What a body was read as: text where it is nothing else, or what a reader of the host calls it. */
export type BodyKind = "json" | "form" | "text" | (string & {});

/** One way to read the text of a body; the first that accepts it decides. */
export interface BodyReader {
  readonly kind: BodyKind;
  /**
   * Whether it is to read the body.
   * @param type the media type in lower case, and the charset
   * @param text the body, decoded
   */
  accepts(type: MediaType, text: string): boolean;
  /**
   * Reads the body. What is thrown and is no HookloomError becomes `host_error`.
   *
   * @param text the body, decoded
   * @param limits all limits; `formFields` and `jsonDepth` are meant for readers
   * @returns the body as plain data: strings, numbers, booleans, null, arrays, plain objects, Map, Date,
   * bigint (other data becomes `host_value`); or undefined where the text is not of this kind after all
   */
  read(text: string, limits: Limits): unknown;
}

/** `application/x-www-form-urlencoded` as a flat dict: the last value of a repeated field wins. */
const form: BodyReader = {
  kind: "form",
  accepts: ({ type }) => type === "application/x-www-form-urlencoded",
  read(text, limits) {
    const fields = readFields(text, limits);
    const record: Record<string, string> = {};
    for (const [name, value] of fields) {
      // As a key of a record, an index would come before all other names.
      if (startsWithDigit.test(name)) return Dict.fromEntries(fields);
      setOwn(record, name, value);
    }
    return new Dict(record);
  },
};
const startsWithDigit = /^[0-9]/;

/** JSON, whatever the media type says: Prefect tries it on everything that is no form. */
const json: BodyReader = {
  kind: "json",
  accepts: (_type, text) => startOfJson.test(text),
  read(text, limits) {
    try {
      return readJson(text, limits);
    } catch (error) {
      if (isHookloomError(error) && error.code === "json_syntax") return undefined;
      throw error;
    }
  },
};
const startOfJson = /^[ \t\r\n]*[[{"\-0-9tfn]/;

/** Anything else is text. */
const plain: BodyReader = { kind: "text", accepts: () => true, read: (text) => text };

/**
 * The ways to read a body, in the order in which they are tried: forms (URL Standard, 5.1), JSON (RFC 8259),
 * text.
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export const bodyReaders: readonly BodyReader[] = [form, json, plain];

/** These give values as templates have them; those of hosts give plain data. */
const ownReaders: ReadonlySet<BodyReader> = new Set(bodyReaders);

/**
 * Reads the text of a body as what it is.
 * @throws HookloomError `json_depth`, `json_number` or `form_limit`; `host_value` for a reader whose data is
 * not plain
 */
export function readBody(
  text: string,
  type: MediaType,
  limits: Limits,
  readers: readonly BodyReader[] = bodyReaders,
): { kind: BodyKind; value: Value } {
  for (const reader of readers) {
    const value = ownReaders.has(reader)
      ? (readBy(reader, text, type, limits) as Value | undefined)
      : readByHost(reader, text, type, limits);
    if (value !== undefined) return { kind: reader.kind, value };
  }
  return { kind: "text", value: text };
}

function readBy(reader: BodyReader, text: string, type: MediaType, limits: Limits): unknown {
  return reader.accepts(type, text) ? reader.read(text, limits) : undefined;
}

function readByHost(reader: BodyReader, text: string, type: MediaType, limits: Limits): Value | undefined {
  const value = askHost(`body reader '${reader.kind}'`, "request", () => readBy(reader, text, type, limits));
  return value === undefined ? undefined : fromHost(value, "body", "request");
}
