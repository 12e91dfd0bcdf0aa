import { readMediaType } from "../request/media-type.js";
import type { RawBody } from "./body.js";

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
 */
export function unparse(value: unknown, contentType: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isForm = readMediaType(contentType).type === "application/x-www-form-urlencoded";
  if (isForm && typeof value === "object" && value !== null) return writeForm(value);
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Writes the fields, nested ones with the brackets that they were read from. */
function writeForm(fields: object): string {
  const form = new URLSearchParams();
  const write = (name: string, value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth > deepest) form.append(name, String(value));
    else if (Array.isArray(value)) for (const one of value) write(name, one, depth + 1);
    else for (const [key, inner] of Object.entries(value)) write(`${name}[${key}]`, inner, depth + 1);
  };
  for (const [name, value] of Object.entries(fields)) write(name, value, 0);
  return form.toString();
}

/** Parsers of forms nest 5 to 32 levels. */
const deepest = 40;
