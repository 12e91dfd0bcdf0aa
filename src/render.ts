import { compileEscaped } from "./check/escape.js";
import { escapeFilters } from "./check/escape-filters.js";
import { compileWith, type TemplateEngine } from "./engines/engine.js";
import { HookloomError } from "./errors/error.js";
import { webhookFilters } from "./event/filters.js";
import { humanizeFilters } from "./humanize/humanize.js";
import type { Observer } from "./jinja/compile/observer.js";
import { Environment } from "./jinja/environment.js";
import { type EnvironmentOptions, environmentKinds } from "./jinja/options.js";
import type { Template, Variables } from "./jinja/template.js";
import { callback, checkText, type OptionKinds, oneOf, readOptions, shape, text, wrong } from "./options.js";
import { RequestContext } from "./request/context.js";

/** A template that is ready to render. */
export interface CompiledTemplate {
  /** The text it was compiled from. */
  readonly source: string;
  /**
   * Renders it over a request that was parsed, or over plain data.
   *
   * @param context what `parseRequest` gave, or plain data: `{ method, headers, body }`
   * @returns the text
   * @throws HookloomError of the stage `render`, with the place in the template; `cloud_event_invalid` and
   * JSON errors of `from_cloud_event`; `host_value` for data that is not plain; compile errors of templates
   * that it includes
   */
  render(context: RequestContext | Variables): string;
}

/** The options of an environment, and the template's name for error messages. */
export interface CompileOptions extends EnvironmentOptions {
  /** The template's name, which errors tell as `template`; none by default. */
  name?: string;
  /**
   * `json` escapes every `{{ }}` for the place in the JSON where it stands, so that no request can break or
   * change the event around it. Off by default, as with Prefect. See docs/testing.md.
   */
  escape?: "json";
  /**
   * Another template engine, for trusted templates only: see `hookloom/nunjucks`. Of the limits it heeds
   * `output` alone; options that belong to hookloom's own engine are refused.
   */
  engine?: TemplateEngine | undefined;
}

/**
 * Compiles a template as webhooks do: undefined values are chainable unless the options say otherwise, and
 * the filters of webhooks and the humanize filters are there. A template with neither `{{` nor `{%` is
 * printed as it is, comments and all, as Prefect does.
 *
 * @param source the template's text
 * @param options those of an environment, and `name`, `escape` and `engine`
 * @returns what renders it, any number of times
 * @throws HookloomError `template_syntax`, `template_assertion`, `template_invalid`, `assertion_error`,
 * `unknown_filter`, `unknown_test` or `template_limit`, with line, column and frame; `json_position` where `escape` cannot tell
 * what to escape for; `option_invalid`; `host_value` for globals that are no plain data; `engine_compile` of
 * another engine
 * @see https://docs.prefect.io/v3/concepts/webhooks
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.ChainableUndefined
 *
 * @example compileTemplate("{{ body.name|upper }}").render(parseRequest(request))
 */
export function compileTemplate(source: string, options: CompileOptions = {}): CompiledTemplate {
  const { name = null, engine, ...engineOptions } = readOptions(options, compileKinds);
  checkText("A template", source);
  if (engine !== undefined) {
    const render = compileWith(engine, source, name, engineOptions);
    return {
      source,
      render: (context) => render(RequestContext.is(context) ? new Map(context.variables) : context),
    };
  }
  const template = compileInEnvironment(source, name, engineOptions);
  const verbatim = isVerbatim(source, options);
  return { source, render: (context) => (verbatim ? source : renderOver(template, context)) };
}

/** What the options of {@link compileTemplate} have to be. */
export const compileKinds: OptionKinds<CompileOptions> = {
  ...environmentKinds,
  name: text,
  escape: oneOf("json"),
  engine: shape({ compile: callback }),
};

/**
 * Compiles a template in an environment of webhooks of its own.
 * @param observer sees what it is compiled to
 */
export function compileInEnvironment(
  source: string,
  name: string | null,
  { escape: escaping, ...options }: Omit<CompileOptions, "name" | "engine">,
  observer?: Observer,
): Template {
  const environment =
    escaping === undefined ? webhookEnvironment(options) : escapingEnvironment(escaping, options);
  environment.observer = observer;
  return escaping === undefined
    ? environment.fromString(source, name)
    : compileEscaped(environment, source, name);
}

/** Renders a template over a request, whose values are read already, or over plain data. */
export function renderOver(template: Template, context: RequestContext | Variables): string {
  return RequestContext.is(context) ? template.renderIn(context.variables) : template.render(context);
}

/**
 * Renders a template over a request.
 *
 * @param template a compiled template, or the source of one
 * @param context what `parseRequest` gave, or plain data: `{ method, headers, body }`
 * @param options for a template that is not compiled yet
 * @returns the text
 * @throws HookloomError `option_invalid` for what is no template, and for options beside a compiled one, which has its own;
 * for the source of a template the errors of {@link compileTemplate}; otherwise as {@link CompiledTemplate} says
 *
 * @example renderTemplate("{{ body.name }}", parseRequest(request))
 */
export function renderTemplate(
  template: string | CompiledTemplate,
  context: RequestContext | Variables,
  options?: CompileOptions,
): string {
  if (typeof template === "string") return compileTemplate(template, options).render(context);
  if (typeof template?.render !== "function") {
    throw wrong("A template", "text, or what compileTemplate gave", template);
  }
  // Limits that are given here would be thought to hold.
  if (options !== undefined && Object.keys(readOptions(options, compileKinds)).length > 0) {
    throw new HookloomError("option_invalid", "A compiled template has its options already", {
      help: "Give them to compileTemplate.",
    });
  }
  return template.render(context);
}

/** The environment of webhooks. */
export function webhookEnvironment(options: EnvironmentOptions): Environment {
  const environment = new Environment({ undefined: "chainable", ...options });
  environment.library = library;
  return environment;
}

/** The filters that templates of webhooks have beside Jinja2's. */
const library = new Map([...Object.entries(webhookFilters), ...Object.entries(humanizeFilters)]);
/** The same, and those that escape. */
const escapingLibrary = new Map([...library, ...Object.entries(escapeFilters)]);

function escapingEnvironment(escaping: string, options: EnvironmentOptions): Environment {
  checkEscape(escaping, options);
  const environment = webhookEnvironment(options);
  environment.library = escapingLibrary;
  return environment;
}

/**
 * Checks that values are not escaped twice.
 * @throws HookloomError `option_invalid`
 */
export function checkEscape(escaping: string | undefined, { autoescape }: EnvironmentOptions): void {
  if (escaping !== undefined && (autoescape ?? false) !== false) {
    throw new HookloomError("option_invalid", "The option 'escape' is for templates without 'autoescape'", {
      help: "Leave one of them out: autoescape is for HTML, escape is for JSON.",
    });
  }
}

/** Whether a template is printed as it is, comments and all. */
export function isVerbatim(source: string, options: EnvironmentOptions): boolean {
  return options.delimiters === undefined && !source.includes("{{") && !source.includes("{%");
}
