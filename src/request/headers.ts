import { HookloomError, isHookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";
import { isWellFormed } from "../values/text.js";
import type { HeadersInput } from "./request.js";

// RFC 9110, 5.6.2 (token) and 5.5 (field value: no control characters but tabs).
const namePattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What nearly all values are without: it is found faster than what they must be without. */
const unusual = /[^ -~]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are refused
const control = /[\x00-\x08\x0a-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, and surrogates
const suspect = /[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]/;

/** Header fields by their names in lower case, in their order. */
export type HeaderFields = Map<string, string> | Readonly<Record<string, string>>;

/** The value of a field by its name in lower case. */
export function headerOf(fields: HeaderFields, name: string): string | undefined {
  if (fields instanceof Map) return fields.get(name);
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Whether anything has been done to the body (RFC 9110, 8.4), or to its message, but for chunks (RFC 9112, 7). */
export function isEncoded(headers: HeaderFields): boolean {
  return (
    hasOther(headerOf(headers, "content-encoding"), "identity") ||
    hasOther(headerOf(headers, "transfer-encoding"), "chunked")
  );
}

function hasOther(codings: string | undefined, plain: string): boolean {
  if (codings === undefined || codings === plain) return false;
  return codings.split(",").some((coding) => !["", plain].includes(coding.trim().toLowerCase()));
}

/**
 * Reads header fields: names in lower case, values without the blanks around them, fields of the same name
 * joined in their order with `, ` (RFC 9110, 5.3), cookies with `; ` (RFC 9113, 8.2.3).
 * `Authorization` is left out, so that nothing behind this point can leak it.
 *
 * @throws HookloomError `header_invalid` or `header_limit`
 */
export function readHeaders(input: HeadersInput | undefined, limits: Limits): HeaderFields {
  const copy = copyFields(input, limits);
  if (copy !== undefined) return copy;
  const reader = new HeaderReader(limits);
  eachField(input, (name, value) => reader.add(name, value));
  return reader.finish();
}

/** The header fields that can be read, of a request that cannot, and whether that is all. Never throws. */
export function glimpseHeaders(
  input: HeadersInput | undefined,
  limits: Limits,
): { headers: Map<string, string>; isWhole: boolean } {
  const reader = new HeaderReader(limits);
  let isWhole = true;
  try {
    eachField(input, (name, value) => {
      try {
        reader.add(name, value);
      } catch (error) {
        if (!isHookloomError(error) || error.code === "header_limit") throw error;
        isWhole = false;
      }
    });
  } catch {
    // What was read before the input failed is all that there is.
    isWhole = false;
  }
  return { headers: reader.finish(), isWhole };
}

/**
 * A copy of a record that is in every way as fields are read, as most hosts give it; undefined for any other.
 * To copy a record as a whole takes a tenth of the time that it takes to fill another one.
 */
function copyFields(input: unknown, limits: Limits): Readonly<Record<string, string>> | undefined {
  if (typeof input !== "object" || input === null || Symbol.iterator in input) return undefined;
  const copy: Record<string, unknown> = { ...input };
  const names = Object.keys(copy);
  let size = 0;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    const value = copy[name];
    if (typeof value !== "string" || unusual.test(value) || trim(value) !== value) return undefined;
    if (name === "authorization" || (knownNames.get(name) ?? readName(name)) !== name) return undefined;
    size += name.length + value.length;
  }
  const fits = names.length <= limits.headers && size <= limits.headerSize;
  return fits ? (copy as Record<string, string>) : undefined;
}

class HeaderReader {
  readonly #headers = new Map<string, string>();
  readonly #endBlank = new Set<string>();
  readonly #limits: Limits;
  #count = 0;
  #size = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  add(name: unknown, value: unknown): void {
    this.#count += 1;
    if (this.#count > this.#limits.headers) {
      tooMuch(`The request has more than ${this.#limits.headers} header fields`);
    }
    if (typeof name !== "string") invalid("A header has a name that is not text");
    this.#grow(name.length);
    const key = knownNames.get(name) ?? readName(name);
    if (key === undefined) invalid("A header has a name that HTTP forbids");
    if (typeof value !== "string") invalid(`The header '${name.slice(0, 100)}' is not text`);
    this.#grow(value.length);
    if (!isValue(value)) invalid(`The header '${name.slice(0, 100)}' has a value that HTTP forbids`);
    if (key === "authorization") return;
    const before = this.#headers.get(key);
    const separator = key === "cookie" ? "; " : ", ";
    const trimmed = trim(value);
    this.#headers.set(key, before === undefined ? trimmed : before + separator + trimmed);
    if (before !== undefined && trimmed === "") this.#endBlank.add(key);
  }

  /** The fields, once all are there: where the last of several is empty, no blank is left behind the others. */
  finish(): Map<string, string> {
    for (const key of this.#endBlank) this.#headers.set(key, trim(this.#headers.get(key) as string));
    return this.#headers;
  }

  /** The bytes of header fields are their characters: they are no UTF-8. */
  #grow(bytes: number): void {
    this.#size += bytes;
    const limit = this.#limits.headerSize;
    if (this.#size > limit) tooMuch(`The headers are larger than ${limit} bytes`);
  }
}

/** Names in lower case, by their spellings: nearly all requests have the same ones, and a test takes three times as long. */
const knownNames = new Map<string, string>();
/** So many are kept, and none that is longer. */
const mostKnown = 1000;
const longestKnown = 100;

/** A name in lower case, or undefined for what is none. */
function readName(name: string): string | undefined {
  if (!namePattern.test(name)) return undefined;
  const key = name.toLowerCase();
  if (knownNames.size === mostKnown) knownNames.clear();
  if (name.length <= longestKnown) knownNames.set(name, key);
  return key;
}

/** Whether text can be a value: no control characters but tabs, no half surrogate pairs. */
function isValue(value: string): boolean {
  return !suspect.test(value) || (!control.test(value) && isWellFormed(value));
}

const tab = 0x09;

/** Takes the fields one by one, whatever shape they came in; a list of values is as many fields. */
function eachField(input: HeadersInput | undefined, take: (name: unknown, value: unknown) => void): void {
  if (input === undefined || input === null) return;
  if (typeof input !== "object") invalid("The headers are not an object");
  if (Array.isArray(input) && typeof input[0] === "string") {
    for (let index = 0; index < input.length; index += 2) take(input[index], input[index + 1]);
    return;
  }
  if (!(Symbol.iterator in input)) {
    for (const name of Object.keys(input)) takeAll(name, input[name], take);
    return;
  }
  for (const pair of input as Iterable<unknown>) {
    if (!Array.isArray(pair)) invalid("The headers are no pairs of names and values");
    takeAll(pair[0], pair[1], take);
  }
}

function takeAll(name: unknown, value: unknown, take: (name: unknown, value: unknown) => void): void {
  if (Array.isArray(value)) for (const one of value) take(name, one);
  else if (value !== undefined && value !== null) take(name, value);
}

function trim(value: string): string {
  if (!isBlank(value.charCodeAt(0)) && !isBlank(value.charCodeAt(value.length - 1))) return value;
  return value.replace(/^[ \t]+/, "").replace(/(?<![ \t])[ \t]+$/, "");
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === tab;
}

function invalid(message: string): never {
  throw new HookloomError("header_invalid", message);
}

function tooMuch(message: string): never {
  throw new HookloomError("header_limit", message);
}
