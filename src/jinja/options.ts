import { type Limits, limitsOption } from "../limits.js";
import {
  callback,
  flag,
  listOf,
  must,
  named,
  type OptionKinds,
  oneOf,
  record,
  recordOf,
  text,
} from "../options.js";
import { type UndefinedMode, undefinedModes } from "../values/undefined.js";
import type { FilterDefinition, TestDefinition } from "./builtins/define.js";
import type { HostFunction } from "./builtins/host-function.js";
import type { Delimiters, WhitespaceOptions } from "./syntax/delimiters.js";
import { type ExtensionName, extensionNames } from "./tags/index.js";

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

/** What the options of an environment have to be. */
export const environmentKinds: OptionKinds<EnvironmentOptions> = {
  undefined: oneOf(...undefinedModes),
  autoescape: must("true, false or a function", (value) => ["boolean", "function"].includes(typeof value)),
  delimiters: record,
  extensions: listOf(oneOf(...extensionNames)),
  templates: recordOf(text),
  globals: named,
  filters: named,
  tests: named,
  limits: limitsOption,
  now: callback,
  timeZone: text,
  random: callback,
  trimBlocks: flag,
  lstripBlocks: flag,
  keepTrailingNewline: flag,
  newlineSequence: oneOf("\n", "\r\n", "\r"),
};
