import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";
import { type UndefinedMode, undefinedModes } from "../values/undefined.js";
import type { FilterDefinition, TestDefinition } from "./builtins/define.js";
import type { HostFunction } from "./builtins/host-function.js";
import type { Delimiters, WhitespaceOptions } from "./syntax/delimiters.js";
import type { ExtensionName } from "./tags/index.js";

/** A filter that `defineFilter` declares, or a plain function of the host: {@link HostFunction}. */
export type FilterOption = FilterDefinition | HostFunction;
/** A test that `defineTest` declares, or a plain function of the host: what it gives counts as Python's `bool` of it. */
export type TestOption = TestDefinition | HostFunction;

/**
 * The options of an environment, by Jinja2's names. One that is undefined is as good as not given.
 *
 * Source: Jinja2's API, the parameters of `Environment` and the section "Undefined Types"; for `templates`,
 * `DictLoader` in the section "Loaders". `limits`, `now`, `timeZone` and `random` are hookloom's own.
 *
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment
 */
export interface EnvironmentOptions extends Partial<WhitespaceOptions> {
  /** How templates may use what is not there: `default`, `chainable`, `debug` or `strict`; `default` by default. */
  undefined?: UndefinedMode;
  /**
   * Whether `{{ }}` escapes for HTML; or a function that is given a template's name, null where it has none, when that
   * is compiled. Off by default. Errors of the function become `host_error`.
   */
  autoescape?: boolean | ((name: string | null) => boolean);
  /** Other marks than `{{ }}`, `{% %}` and `{# #}`, each a text that is not empty. */
  delimiters?: Partial<Delimiters>;
  /** Parts of the language that are off by default: `do`, `loopcontrols`, `debug`. */
  extensions?: readonly ExtensionName[];
  /**
   * Templates that others may include, import or extend, by name; none by default. There is no other loader. Each is
   * compiled when first asked for, and kept.
   */
  templates?: Readonly<Record<string, string>>;
  /** Variables and functions, plain or declared, that every template sees, beside Jinja2's own; these go before those. */
  globals?: Readonly<Record<string, unknown>>;
  /** Filters by name, beside Jinja2's own; these go before those. */
  filters?: Readonly<Record<string, FilterOption>>;
  /** Tests by name, beside Jinja2's own; these go before those. */
  tests?: Readonly<Record<string, TestOption>>;
  /** What a template and a render may take at most; see `limitTable` for names, units and defaults. */
  limits?: Partial<Limits>;
  /** The current time, for the filters and methods that depend on it; the system's clock by default. */
  now?: () => Date;
  /** The IANA time zone that Python calls local, such as `Europe/Berlin`; `UTC` by default. */
  timeZone?: string;
  /** Random numbers from 0 up to, but without, 1, for `random` and `lipsum`; `Math.random` by default. */
  random?: () => number;
}

/** What an option is, and how to tell. */
type OptionKind = readonly [is: string, holds: (value: unknown) => boolean];

const flag: OptionKind = ["true or false", (value) => typeof value === "boolean"];
const callback: OptionKind = ["a function", (value) => typeof value === "function"];
/** A function may hold what is asked for by name, too, as `humanize` does; a list or a map does not. */
const record: OptionKind = [
  "an object",
  (value) =>
    ((typeof value === "object" && value !== null) || typeof value === "function") &&
    !(Symbol.iterator in value),
];
const list: OptionKind = ["a list", Array.isArray];
const oneOf = (...values: string[]): OptionKind => [
  `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
  (value) => values.includes(value as string),
];

const optionKinds: { readonly [Name in keyof EnvironmentOptions]-?: OptionKind } = {
  undefined: oneOf(...undefinedModes),
  autoescape: ["true, false or a function", (value) => flag[1](value) || callback[1](value)],
  delimiters: record,
  extensions: list,
  templates: record,
  globals: record,
  filters: record,
  tests: record,
  limits: record,
  now: callback,
  timeZone: ["text", (value) => typeof value === "string"],
  random: callback,
  trimBlocks: flag,
  lstripBlocks: flag,
  keepTrailingNewline: flag,
  newlineSequence: oneOf("\n", "\r\n", "\r"),
};

/** Its own options alone, whatever somebody may have put on the prototype of all objects. */
export function readOptions(given: EnvironmentOptions): EnvironmentOptions {
  const options = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(optionKinds, name)) {
      throw new HookloomError("option_invalid", `There is no option called '${name}'`);
    }
    if (value === undefined) continue;
    const [is, holds] = optionKinds[name as keyof EnvironmentOptions];
    if (!holds(value)) throw new HookloomError("option_invalid", `The option '${name}' is not ${is}`);
    options[name] = value;
  }
  return options;
}

/** Filters or tests that are given by name. */
export function entriesOf<Entry>(given: Readonly<Record<string, Entry>>): [string, Entry][] {
  if (record[1](given)) return Object.entries(given);
  throw new HookloomError("option_invalid", "Filters and tests are given by name, in an object");
}
