import { HookloomError } from "../errors/error.js";
import { askHost } from "../errors/host.js";
import { isPlatformLimit } from "../errors/platform.js";
import { Source } from "../errors/source.js";
import { type Limits, resolveLimits } from "../limits.js";
import { checkText, named, readOptions } from "../options.js";
import { NamedZone } from "../values/datetime/index.js";
import { fromHost } from "../values/host.js";
import { isLonger } from "../values/text.js";
import type { UndefinedMode } from "../values/undefined.js";
import type { Value } from "../values/value.js";
import { type FilterDefinition, isDefinition, type TestDefinition } from "./builtins/define.js";
import { builtinFilters } from "./builtins/filters/index.js";
import { builtinGlobals } from "./builtins/globals.js";
import { type HostFunction, hostFilter, hostGlobal, hostTest } from "./builtins/host-function.js";
import { builtinTests } from "./builtins/is-tests/index.js";
import type { Observer } from "./compile/observer.js";
import { compileTree } from "./compile/template.js";
import { type EnvironmentOptions, environmentKinds, type FilterOption, type TestOption } from "./options.js";
import type { LookUps } from "./runtime/render-environment.js";
import type { TemplateCode } from "./runtime/template-code.js";
import { lookUps } from "./sandbox/access.js";
import {
  type Delimiters,
  defaultWhitespace,
  resolveDelimiters,
  type WhitespaceOptions,
} from "./syntax/delimiters.js";
import { Lexer, normalizeSource } from "./syntax/lexer.js";
import type { TemplateNode } from "./syntax/nodes.js";
import { Parser } from "./syntax/parser.js";
import { statementHandlers, tagTable } from "./tags/index.js";
import { Template } from "./template.js";

/**
 * What templates are compiled and rendered in: options, filters, tests, globals, other templates.
 * Everything runs in the sandbox; there is no way out of it to turn on. It is Jinja2's
 * `ImmutableSandboxedEnvironment` (Jinja2's documentation, "Sandbox").
 *
 * @example
 * const environment = new Environment({ undefined: "strict" });
 * environment.fromString("Hello {{ name }}!").render({ name: "Ada" }); // "Hello Ada!"
 */
export class Environment {
  /** How templates may use what is not there. */
  readonly undefined: UndefinedMode;
  /** All limits, those included that were not given. */
  readonly limits: Limits;
  /** What every template sees by name: Jinja2's globals and the host's. */
  readonly globals: ReadonlyMap<string, Value>;
  /** The current time. */
  readonly now: () => Date;
  /** The name of the IANA time zone that Python calls local. */
  readonly timeZone: string;
  /** Random numbers from 0 up to, but without, 1. */
  readonly random: () => number;
  /**
   * Sees what is compiled from now on; ordinary templates are compiled without.
   * @internal
   */
  observer: Observer | undefined;
  /**
   * Filters beside Jinja2's that it shares with other environments; its own go before them.
   * @internal
   */
  library: ReadonlyMap<string, FilterDefinition> | undefined;
  readonly #autoescape: (name: string | null) => boolean;
  readonly #delimiters: Delimiters;
  readonly #whitespace: WhitespaceOptions;
  readonly #tags: ReturnType<typeof tagTable>;
  readonly #templates: ReadonlyMap<string, string>;
  readonly #compiled = new Map<string, TemplateCode>();
  readonly #filters = new Map<string, FilterDefinition>();
  readonly #tests = new Map<string, TestDefinition>();

  /**
   * @param settings the options; none by default
   * @throws HookloomError `option_invalid` for an option, delimiter, extension or limit that does not exist or has a
   * wrong value, and for a time zone that the platform does not know; `host_value` for a global that is no plain data,
   * `depth_limit` for one that is nested too deeply
   * @example new Environment({ undefined: "strict", trimBlocks: true, globals: { site: "example.org" } })
   */
  constructor(settings: EnvironmentOptions = {}) {
    const options = readOptions(settings, environmentKinds);
    const { autoescape = false, extensions = [] } = options;
    this.undefined = options.undefined ?? "default";
    this.limits = resolveLimits(options.limits);
    this.now = options.now ?? (() => new Date());
    this.timeZone = options.timeZone ?? "UTC";
    // Looked up now, for a zone that the platform does not know to be told at once.
    if (this.timeZone !== "UTC") NamedZone.of(this.timeZone);
    this.random = options.random ?? Math.random;
    this.#autoescape = typeof autoescape === "function" ? autoescape : () => autoescape;
    this.#delimiters = resolveDelimiters(options.delimiters);
    this.#whitespace = readWhitespace(options);
    this.#tags = tagTable(extensions);
    this.#templates = new Map(Object.entries(options.templates ?? {}));
    this.globals =
      options.globals === undefined
        ? builtinGlobals
        : new Map([...builtinGlobals, ...Object.entries(options.globals).map(readGlobal)]);
    this.addFilters(options.filters ?? {});
    this.addTests(options.tests ?? {});
  }

  /**
   * Registers filters. Later ones replace earlier ones, in templates that are compiled from then on.
   * @param filters by name: declared ones, which their aliases name, too, or plain functions
   * @returns this environment
   * @throws HookloomError `option_invalid` for what is neither declared nor a function
   * @example environment.addFilters({ shout: (text: string) => `${text}!` })
   */
  addFilters(filters: Readonly<Record<string, FilterOption>>): this {
    named(filters, "filters");
    for (const [name, filter] of Object.entries(filters)) {
      const definition = hostFilter(name, filter);
      for (const alias of [name, ...(definition.aliases ?? [])]) this.#filters.set(alias, definition);
    }
    return this;
  }

  /**
   * Registers tests, as {@link addFilters} does filters.
   * @param tests by name: declared ones, which their aliases name, too, or plain functions
   * @returns this environment
   * @throws HookloomError `option_invalid` for what is neither declared nor a function
   * @example environment.addTests({ short: (text: string) => text.length < 4 })
   */
  addTests(tests: Readonly<Record<string, TestOption>>): this {
    named(tests, "tests");
    for (const [name, test] of Object.entries(tests)) {
      const definition = hostTest(name, test);
      for (const alias of [name, ...(definition.aliases ?? [])]) this.#tests.set(alias, definition);
    }
    return this;
  }

  /**
   * Compiles a template (Jinja2's API, `Environment.from_string`). Nothing of it runs, constants included.
   * @param source the template's text, of at most `limits.templateLength` code points
   * @param name for error messages, and for `autoescape` if that is a function; never looked up anywhere
   * @returns the template, to be rendered any number of times
   * @throws HookloomError with line, column and frame: `template_syntax`, `template_assertion`, `template_invalid`,
   * `unknown_filter`, `unknown_test`, `template_limit`, `assertion_error` for a name that only the filter of a `set` block
   * reads, and `value_error` or `allocation_limit` for an int of too many digits; and without: `template_limit` for a
   * text that is too long, `option_invalid` for a source or name that is no text, `host_error` if `autoescape` is a function that fails
   * @example environment.fromString("Hello {{ name }}!").render({ name: "Ada" }) // "Hello Ada!"
   */
  fromString(source: string, name: string | null = null): Template {
    return new Template(this, this.#compile(source, name));
  }

  /**
   * One of the templates given as an option, compiled when first asked for (Jinja2's API, `Environment.get_template`).
   * @param name its name among `templates`
   * @returns the template, to be rendered any number of times
   * @throws HookloomError `template_not_found`; `option_invalid` for a name that is no text; whatever
   * {@link fromString} throws
   * @example new Environment({ templates: { hi: "Hi {{ name }}" } }).getTemplate("hi").render({ name: "Ada" }) // "Hi Ada"
   */
  getTemplate(name: string): Template {
    checkText(nameOfTemplate, name);
    const code = this.findTemplate(name);
    if (code === undefined) throw new HookloomError("template_not_found", name);
    return new Template(this, code);
  }

  /** @internal */
  findTemplate(name: string): TemplateCode | undefined {
    const source = this.#templates.get(name);
    if (source === undefined) return undefined;
    let code = this.#compiled.get(name);
    if (code === undefined) {
      code = this.#compile(source, name);
      this.#compiled.set(name, code);
    }
    return code;
  }

  #compile(text: string, name: string | null): TemplateCode {
    if (name !== null) checkText(nameOfTemplate, name);
    const { tree, source } = this.parse(text, name);
    return this.#compileTree(tree, source);
  }

  /**
   * Compiles a tree that `parse` gave, or one made of it.
   * @internal
   */
  fromTree(tree: TemplateNode, source: Source): Template {
    return new Template(this, this.#compileTree(tree, source));
  }

  #compileTree(tree: TemplateNode, source: Source): TemplateCode {
    return withinPlatform(() => compileTree(tree, source, this, statementHandlers));
  }

  /**
   * Reads a template into its syntax tree.
   * @internal
   */
  parse(text: string, name: string | null): { tree: TemplateNode; source: Source } {
    checkText("A template", text);
    const { templateLength } = this.limits;
    if (isLonger(text, templateLength)) {
      throw new HookloomError("template_limit", `The template is longer than ${templateLength} characters`);
    }
    const source = new Source(normalizeSource(text, this.#whitespace.keepTrailingNewline), name);
    const lexer = new Lexer(source, this.#delimiters, this.#whitespace, this.limits);
    const tree = withinPlatform(() => new Parser(lexer, source, this.#tags, this.limits).parse());
    return { tree, source };
  }

  /**
   * What `wordwrap` ends lines with.
   * @internal
   */
  get newlineSequence(): string {
    return this.#whitespace.newlineSequence;
  }

  /** @internal */
  get lookUps(): LookUps {
    return lookUps;
  }

  /** @internal */
  autoescapes(name: string | null): boolean {
    return askHost("function for 'autoescape'", "compile", () => this.#autoescape(name));
  }

  /** @internal */
  filter(name: string): FilterDefinition | undefined {
    return this.#filters.get(name) ?? this.library?.get(name) ?? builtinFilters.get(name);
  }

  /** @internal */
  test(name: string): TestDefinition | undefined {
    return this.#tests.get(name) ?? builtinTests.get(name);
  }

  /** @internal */
  filterNames(): string[] {
    return [
      ...new Set([...builtinFilters.keys(), ...(this.library?.keys() ?? []), ...this.#filters.keys()]),
    ].sort();
  }

  /** @internal */
  testNames(): string[] {
    return [...new Set([...builtinTests.keys(), ...this.#tests.keys()])].sort();
  }
}

/** Reads or compiles: a host that lifts the limits of depth, or whose own calls are deep, brings the platform to its own. */
function withinPlatform<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (cause) {
    if (!isPlatformLimit(cause)) throw cause;
    throw new HookloomError("template_limit", "The template is more than the platform can hold", { cause });
  }
}

function readWhitespace({
  trimBlocks = defaultWhitespace.trimBlocks,
  lstripBlocks = defaultWhitespace.lstripBlocks,
  keepTrailingNewline = defaultWhitespace.keepTrailingNewline,
  newlineSequence = defaultWhitespace.newlineSequence,
}: EnvironmentOptions): WhitespaceOptions {
  return { trimBlocks, lstripBlocks, keepTrailingNewline, newlineSequence };
}

const nameOfTemplate = "The name of a template";

/** A global of the host: a function, plain or declared, becomes one that templates can call; all else is data. */
function readGlobal([name, value]: [string, unknown]): [string, Value] {
  if (typeof value === "function" || isDefinition(value))
    return [name, hostGlobal(name, value as HostFunction)];
  return [name, fromHost(value, name)];
}
