import { HookloomError, shorten } from "./errors/error.js";

/** What an option has to be: throws `option_invalid` for what is anything else. The path is for the message. */
export type OptionKind = (value: unknown, path: string) => void;

/** The kinds of all options that a function takes: one more in their type is one more here. */
export type OptionKinds<Options> = { readonly [Name in keyof Options]-?: OptionKind };

/**
 * The options that a host gave, each of its kind: its own alone, whatever somebody may have put on the prototype of
 * all objects. One that is undefined is as good as not given.
 *
 * @param required those that must be given
 * @param path the option that holds these, where they are not a function's own
 * @throws HookloomError `option_invalid` for what is no object, and for an option that does not exist, is of another
 * kind, or is missing
 */
export function readOptions<Options extends object>(
  given: Options,
  kinds: OptionKinds<Options>,
  required: readonly (keyof Options & string)[] = [],
  path = "",
): Options {
  const within = path === "" ? "" : `${path}.`;
  const help = () => ({ help: `There are: ${Object.keys(kinds).join(", ")}.` });
  if (!isPlain(given)) {
    throw wrong(path === "" ? "The options" : `The option '${path}'`, "an object", given, help());
  }
  const options = new Bare() as Options;
  for (const name of Object.keys(given) as (keyof Options & string)[]) {
    if (!Object.hasOwn(kinds, name)) {
      throw new HookloomError("option_invalid", `There is no option called '${within}${name}'`, help());
    }
    const value = given[name];
    if (value === undefined) continue;
    kinds[name](value, within + name);
    options[name] = value;
  }
  for (const name of required) if (options[name] === undefined) kinds[name](undefined, within + name);
  return options;
}

/** An object that inherits nothing of all objects, and is as fast as any: what `Object.create(null)` makes is not. */
class Bare {}
Object.setPrototypeOf(Bare.prototype, null);

/** The error for what is not as it has to be, with what was given; of texts, which may be secrets, no word unless asked for. */
export function wrong(
  what: string,
  is: string,
  given: unknown,
  { shows = false, ...help }: { shows?: boolean; help?: string } = {},
): HookloomError {
  return new HookloomError("option_invalid", `${what} must be ${is}, not ${told(given, shows)}`, help);
}

/** Refuses an argument that is no text. */
export function checkText(what: string, given: unknown): asserts given is string {
  if (typeof given !== "string") throw wrong(what, "text", given);
}

function told(value: unknown, shows: boolean): string {
  if (value === "") return "empty text";
  if (typeof value === "string") return shows ? JSON.stringify(shorten(value, 40)) : "text";
  if (value === null || ["undefined", "number", "boolean"].includes(typeof value)) return String(value);
  if (Array.isArray(value)) return "a list";
  // Objects are not asked what they are: that would run a proxy.
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** An object that holds something by name: a list or a map does not. */
function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(Symbol.iterator in value);
}

/** Refuses an option that is not as it has to be; `shows` whether the message may repeat a text. */
function demand(holds: boolean, path: string, is: string, value: unknown, shows = false): void {
  if (!holds) throw wrong(`The option '${path}'`, is, value, { shows });
}

/** What a test holds for; `is` says it after "must be". */
export function must(is: string, holds: (value: unknown) => boolean, shows = false): OptionKind {
  return (value, path) => demand(holds(value), path, is, value, shows);
}

// These are written out, and not made by `must`: what is not made by a call is left out of bundles that do not use it.

export const flag: OptionKind = (value, path) =>
  demand(typeof value === "boolean", path, "true or false", value);

export const callback: OptionKind = (value, path) =>
  demand(typeof value === "function", path, "a function", value);

export const text: OptionKind = (value, path) => demand(typeof value === "string", path, "text", value);

export const record: OptionKind = (value, path) => demand(isPlain(value), path, "an object", value);

/** What is found by name, in a function too, as the filters of `humanize` are. */
export const named: OptionKind = (value, path) =>
  demand(isPlain(value) || typeof value === "function", path, "an object", value);

/** A number without a fraction, no less than the least. */
export function whole(least: number): OptionKind {
  const holds = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= least;
  return must(`a whole number of ${least} or more`, holds, true);
}

export function oneOf(...values: string[]): OptionKind {
  const is = values.map((value) => JSON.stringify(value)).join(" or ");
  return must(is, (value) => values.includes(value as string), true);
}

/** A list of what is all of one kind. */
export function listOf(kind: OptionKind): OptionKind {
  return (value, path) => {
    demand(Array.isArray(value), path, "a list", value);
    for (const [index, item] of (value as unknown[]).entries()) kind(item, `${path}[${index}]`);
  };
}

/** An object whose fields are all of one kind. */
export function recordOf(kind: OptionKind): OptionKind {
  return (value, path) => {
    record(value, path);
    for (const [name, item] of Object.entries(value as object)) kind(item, `${path}.${name}`);
  };
}

/** An object with certain fields, and maybe others. */
export function shape(kinds: Readonly<Record<string, OptionKind>>): OptionKind {
  return (value, path) => {
    record(value, path);
    for (const name of Object.keys(kinds))
      kinds[name]?.((value as Record<string, unknown>)[name], `${path}.${name}`);
  };
}

/** What may be left out. */
export function optional(kind: OptionKind): OptionKind {
  return (value, path) => {
    if (value !== undefined) kind(value, path);
  };
}
