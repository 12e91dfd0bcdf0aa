import { parse } from "qs";
import { HookloomError } from "./errors/error.js";
import type { BodyReader } from "./request/body.js";
import { readFields } from "./request/form.js";
import type { Dict } from "./values/dict.js";
import { fromHost } from "./values/host.js";

/** How deep a form may be nested: `a[b][c]` is two levels. */
const maxDepth = 10;
/** How long a list may be: qs walks the places that are free, too. */
const maxItems = 1000;

/**
 * Reads forms with nested names, `a[b]=1` as `{"a": {"b": "1"}}` and `a[]=1&a[]=2` as `{"a": ["1", "2"]}`, as
 * PHP and Rails do. Of a repeated name without brackets the last value wins.
 *
 * Nothing is dropped or cut: what would be is refused with `form_limit` (more fields than the limit, more than
 * 10 levels, a list of more than 1,000 items) or `form_invalid` (a part of a name that is `__proto__`).
 *
 * @example createWebhook(definition, { bodyReaders: [nestedForm, ...bodyReaders] })
 * @see https://github.com/ljharb/qs
 */
export const nestedForm: BodyReader = {
  kind: "form",
  accepts: ({ type }) => type === "application/x-www-form-urlencoded",
  read(text, limits) {
    const { query, unnamed } = normalize(readFields(text, limits));
    const dict = fromHost(parseNested(query, limits.formFields), "form") as Dict;
    return unnamed === undefined ? dict : dict.set("", unnamed);
  },
};

/**
 * Writes a form anew so that qs reads it as forms are read: it splits at `]=` even in a value, leaves escapes
 * alone that are no UTF-8, and drops what has no name.
 */
function normalize(fields: URLSearchParams): { query: string; unnamed: string | undefined } {
  let query = "";
  let unnamed: string | undefined;
  for (const [name, value] of fields) {
    if (forbiddenPart.test(name)) {
      throw new HookloomError("form_invalid", "The form has a field called '__proto__'");
    }
    if (name === "") unnamed = value;
    else query += `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  }
  return { query: query.slice(1), unnamed };
}

/** qs drops such names in silence. */
const forbiddenPart = /(?:^|[[\]])__proto__(?:[[\]]|$)/;

function parseNested(query: string, limit: number): unknown {
  try {
    return parse(query, {
      depth: maxDepth,
      strictDepth: true,
      parameterLimit: limit,
      arrayLimit: maxItems,
      throwOnLimitExceeded: true,
      plainObjects: true,
      duplicates: "last",
      parseArrays: true,
      allowDots: false,
      allowSparse: false,
      comma: false,
      charset: "utf-8",
      charsetSentinel: false,
      interpretNumericEntities: false,
      ignoreQueryPrefix: false,
    });
  } catch (cause) {
    // It throws for its limits, and for nothing else.
    const limits = `${maxDepth} levels, or has a list longer than ${maxItems}`;
    throw new HookloomError("form_limit", `The form is nested deeper than ${limits}`, { cause });
  }
}
