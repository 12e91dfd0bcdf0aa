import { parse } from "qs";
import { HookloomError } from "./errors/error.js";
import type { BodyReader } from "./request/body.js";
import { type FormFields, readFields } from "./request/form.js";

/** How deep a form may be nested: `a[b][c]` is two levels. */
const maxDepth = 10;
/** How long a list may be: qs walks the places that are free, too. */
const maxItems = 1000;

/**
 * Reads forms with nested names, `a[b]=1` as `{"a": {"b": "1"}}` and `a[]=1&a[]=2` as `{"a": ["1", "2"]}`, as
 * PHP and Rails do. Of a repeated name without brackets the last value wins.
 *
 * Nothing is dropped or cut: what would be is refused with `form_limit` (more fields than the limit, more than
 * 10 levels, a list of more than 1,000 items) or `form_invalid` (a part of a name that is `__proto__`, a field
 * that is both text and nested, brackets anywhere else, as in `a[b]c`, `[a]` or `a[b`).
 *
 * @example createWebhook(definition, { bodyReaders: [nestedForm, ...bodyReaders] })
 * @see https://github.com/ljharb/qs
 */
export const nestedForm: BodyReader = {
  kind: "form",
  accepts: ({ type }) => type === "application/x-www-form-urlencoded",
  read(text, limits) {
    const fields = readFields(text, limits);
    const { query, unnamed } = normalize(fields);
    const form = parseNested(query, fields, limits.formFields);
    return unnamed === undefined ? form : { "": unnamed, ...form };
  },
};

/**
 * Writes the names of a form anew for qs, each with the index of its field: in a value, qs splits at `]=`, too, and
 * leaves escapes alone that are no UTF-8. It drops what has no name.
 */
function normalize(fields: FormFields): { query: string; unnamed: string | undefined } {
  let query = "";
  let unnamed: string | undefined;
  let isDeep = false;
  const names = new Set<string>();
  const parents = new Set<string>();
  for (const [index, [name, value]] of fields.entries()) {
    if (forbiddenPart.test(name)) refuse("The form has a field called '__proto__'");
    if (name.includes("[") && !nestedName.test(name)) refuse("The form has a field with stray brackets");
    names.add(name);
    const around = parentsOf(name);
    for (const parent of around) parents.add(parent);
    if (around.length > maxDepth) isDeep = true;
    else if (name === "") unnamed = value;
    else query += `&${encodeURIComponent(name)}=${index}`;
  }
  for (const name of names)
    if (parents.has(name)) refuse("The form has a field that is both text and nested");
  // qs takes long to see that itself.
  if (isDeep) refuseSize();
  return { query: query.slice(1), unnamed };
}

/** Names that qs drops in silence. */
const forbiddenPart = /(?:^|[[\]])__proto__(?:[[\]]|$)/;

/** Of other names with brackets qs drops what stands behind one, or takes `[a]` for `a`. */
const nestedName = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** What a name is nested in: of `a[b][c]`, `a` and `a[b]`. */
function parentsOf(name: string): string[] {
  const parents: string[] = [];
  // Deeper names are refused.
  for (let at = name.indexOf("[", 1); at > 0 && parents.length <= maxDepth; at = name.indexOf("[", at + 1)) {
    parents.push(name.slice(0, at));
  }
  return parents;
}

function refuse(message: string): never {
  throw new HookloomError("form_invalid", message);
}

function parseNested(query: string, fields: FormFields, limit: number): object {
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
      decoder: (text, decode, charset, type) =>
        type === "value" ? fields[Number(text)]?.[1] : decode(text, undefined, charset),
    });
  } catch (cause) {
    // It throws for its limits, and for nothing else.
    refuseSize(cause);
  }
}

function refuseSize(cause?: unknown): never {
  const limits = `${maxDepth} levels, or has a list longer than ${maxItems}`;
  throw new HookloomError("form_limit", `The form is nested deeper than ${limits}`, { cause });
}
