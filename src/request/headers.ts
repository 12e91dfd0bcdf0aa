import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";
import type { HeadersInput } from "./request.js";

// RFC 9110, 5.6.2 (token) and 5.5 (field value: no control characters but tabs).
const namePattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are refused
const controlCharacter = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Reads header fields into a map: names in lower case, values without the blanks around them, fields of the
 * same name joined in their order with `, ` (RFC 9110, 5.3), cookies with `; ` (RFC 6265, 5.4).
 * `Authorization` is left out, so that nothing behind this point can leak it.
 *
 * @throws HookloomError `header_invalid` or `header_limit`
 */
export function readHeaders(input: HeadersInput | undefined, limits: Limits): Map<string, string> {
  const headers = new Map<string, string>();
  let count = 0;
  let size = 0;
  for (const [name, value] of fields(input)) {
    count += 1;
    if (typeof name !== "string" || !namePattern.test(name)) invalid("A header has a name that HTTP forbids");
    if (typeof value !== "string") invalid(`The header '${name.slice(0, 100)}' is not text`);
    size += name.length + value.length;
    if (count > limits.headers) {
      throw new HookloomError("header_limit", `The request has more than ${limits.headers} header fields`);
    }
    if (size > limits.headerSize) {
      throw new HookloomError("header_limit", `The headers are larger than ${limits.headerSize} bytes`);
    }
    if (controlCharacter.test(value)) {
      invalid(`The header '${name.slice(0, 100)}' has a value that HTTP forbids`);
    }
    const key = name.toLowerCase();
    if (key === "authorization") continue;
    const before = headers.get(key);
    const separator = key === "cookie" ? "; " : ", ";
    const trimmed = trim(value);
    headers.set(key, before === undefined ? trimmed : before + separator + trimmed);
  }
  return headers;
}

/** The fields one by one, whatever shape they came in. */
function* fields(input: HeadersInput | undefined): Generator<readonly [unknown, unknown]> {
  if (input === undefined || input === null) return;
  if (typeof input !== "object") return invalid("The headers are not an object");
  if (Array.isArray(input) && typeof input[0] === "string") {
    for (let index = 0; index < input.length; index += 2) yield [input[index], input[index + 1]];
  } else if (Symbol.iterator in input) {
    for (const field of input as Iterable<readonly [string, string]>) yield [field[0], field[1]];
  } else {
    for (const [name, value] of Object.entries(input)) {
      if (Array.isArray(value)) for (const one of value) yield [name, one];
      else if (value !== undefined) yield [name, value];
    }
  }
}

function trim(value: string): string {
  return value.replace(/^[ \t]+/, "").replace(/(?<![ \t])[ \t]+$/, "");
}

function invalid(message: string): never {
  throw new HookloomError("header_invalid", message);
}
