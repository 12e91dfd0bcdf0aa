import { HookloomError } from "../../../errors/error.js";
import type { Budget } from "../../../values/value.js";

/**
 * Python's `urllib.parse.quote`: all but ASCII letters, digits and `_.-~/` as UTF-8 bytes.
 * @throws HookloomError `value_error` for half a surrogate pair, which UTF-8 cannot say
 */
export function quoteUrl(text: string, budget: Budget): string {
  return encoded(text, budget).replaceAll("%2F", "/");
}

/** Python's `quote_plus`: as {@link quoteUrl}, but quotes slashes, and blanks become `+`. */
export function quoteUrlField(text: string, budget: Budget): string {
  return encoded(text, budget).replaceAll("%20", "+");
}

function encoded(text: string, budget: Budget): string {
  budget.reserve(text.length);
  // encodeURIComponent leaves five characters more than Python does.
  const quoted = encodeComponent(text).replace(/[!'()*]/g, (character) => {
    budget.spend(1);
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  budget.reserve(quoted.length - text.length);
  return quoted;
}

function encodeComponent(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw new HookloomError("value_error", "'utf-8' codec can't encode a surrogate: surrogates not allowed");
  }
}
