import { HookloomError } from "../errors/error.js";
import { isPlatformLimit } from "../errors/platform.js";
import { isJsonType, readMediaType } from "../request/media-type.js";
import { type RawBody, tooLarge } from "./body.js";

/** Bytes or text, where that is what a host has put into `body` or `rawBody`. */
export function asRaw(value: unknown): RawBody | undefined {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}

/**
 * Writes what a body parser has made of a body as a body again: the last resort, since the parser has lost
 * what JavaScript cannot say (`1.0`, ints past 2^53, keys that were there twice).
 *
 * @returns undefined for what no body parser makes
 * @throws HookloomError `body_limit` for a form that would be larger than the limit, `json_depth` for data
 * that is nested too deep to be written
 */
export function unparse(value: unknown, contentType: string | undefined, limit: number): string | undefined {
  if (value === undefined) return undefined;
  const { type } = readMediaType(contentType);
  const isForm = type === "application/x-www-form-urlencoded";
  if (typeof value === "object" && value !== null) {
    // Express 4's body parsers leave an empty object for the types that they do not read.
    if (!isForm && !isJsonType(type) && isEmpty(value)) return undefined;
    if (isForm) return writeForm(value, limit);
  }
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isPlatformLimit(error)) {
      throw new HookloomError(
        "json_depth",
        "The body that a parser has made is nested too deep to be written",
      );
    }
    return undefined;
  }
}

function isEmpty(value: object): boolean {
  return !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Writes the fields, nested ones with the brackets that they were read from. */
function writeForm(fields: object, limit: number): string {
  const form = new URLSearchParams();
  let size = 0;
  const append = (name: string, text: string): void => {
    size += name.length + text.length + 1;
    if (size > limit) throw tooLarge(limit);
    form.append(name, text);
  };
  const write = (name: string, value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > deepest) append(name, String(value));
    else if (Array.isArray(value)) for (const one of value) write(name, one, depth + 1);
    else for (const [key, inner] of Object.entries(value)) write(`${name}[${key}]`, inner, depth + 1);
  };
  for (const [name, value] of Object.entries(fields)) write(name, value, 0);
  return form.toString();
}

/** Parsers of forms nest 5 to 32 levels. */
const deepest = 40;
