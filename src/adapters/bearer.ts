import { HookloomError } from "../errors/error.js";
import { wrong } from "../options.js";
import type { AuthorizeInfo } from "./options.js";

/**
 * Makes an `authorize` that lets in whoever sends `Authorization: Bearer <key>` with one of the keys.
 *
 * Keys are compared in a time that tells nothing of them but how many there are. What is made throws nothing.
 *
 * @param keys one key, or several while they are being replaced: texts of ASCII characters, as hosts differ
 * in how they read others
 * @returns the option `authorize` of adapters
 * @throws HookloomError `option_invalid` for no key, an empty one, one with blanks around it, or with other than printable ASCII
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 *
 * @example toNodeHandler(webhooks, { onEvent, authorize: bearer(process.env.HOOK_KEY) })
 */
export function bearer(keys: string | readonly string[]): (info: AuthorizeInfo) => boolean {
  const known = (Array.isArray(keys) ? keys : [keys]).map((key: unknown) => {
    if (typeof key !== "string" || key === "") {
      throw wrong("A bearer key", "text that is not empty", key);
    }
    if (key.trim() !== key) {
      throw new HookloomError("option_invalid", "A bearer key has blanks around it, which nobody can send", {
        help: "A key that was read from a file often ends with a newline: trim it.",
      });
    }
    if (!/^[ -~]+$/.test(key)) {
      throw new HookloomError("option_invalid", "A bearer key has characters that are no printable ASCII");
    }
    return encoder.encode(key);
  });
  if (known.length === 0) throw new HookloomError("option_invalid", "There is no bearer key");
  return ({ headers }) => {
    const given = readCredentials(headers.authorization);
    if (given === undefined) return false;
    const bytes = encoder.encode(given);
    let matches = 0;
    for (const key of known) matches |= equals(bytes, key);
    return matches === 1;
  };
}

const encoder = new TextEncoder();
const scheme = "bearer ";

/** What follows the scheme, which is matched in any case (RFC 9110, 11.1). */
function readCredentials(authorization: string | undefined): string | undefined {
  if (authorization?.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  return authorization.slice(scheme.length).trim();
}

/** 1 or 0, after looking at every byte that was given, wherever the two differ. */
function equals(given: Uint8Array, key: Uint8Array): number {
  let difference = given.length ^ key.length;
  for (let index = 0; index < given.length; index += 1) {
    difference |= (given[index] as number) ^ (key[index % key.length] as number);
  }
  return difference === 0 ? 1 : 0;
}
