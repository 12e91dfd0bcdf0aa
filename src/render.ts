import { webhookFilters } from "./event/filters.js";
import { humanizeFilters } from "./humanize/humanize.js";
import { Environment, type EnvironmentOptions } from "./jinja/environment.js";
import type { Variables } from "./jinja/template.js";
import { RequestContext } from "./request/context.js";

/** A template that is ready to render. */
export interface CompiledTemplate {
  /** The text it was compiled from. */
  readonly source: string;
  /**
   * Renders it over a request that was parsed, or over plain data.
   * @throws HookloomError with a code and the place in the template
   */
  render(context: RequestContext | Variables): string;
}

/** The options of an environment, and the template's name for error messages. */
export interface CompileOptions extends EnvironmentOptions {
  name?: string;
}

/**
 * Compiles a template as webhooks do: undefined values are chainable unless the options say otherwise, and
 * the filters of webhooks and the humanize filters are there. A template with neither `{{` nor `{%` is
 * printed as it is, comments and all, as Prefect does.
 *
 * @throws HookloomError `template_syntax` and the other compile errors, with line, column and frame
 */
export function compileTemplate(source: string, options: CompileOptions = {}): CompiledTemplate {
  const { name, ...environmentOptions } = options;
  const environment = webhookEnvironment(environmentOptions);
  const template = environment.fromString(source, name ?? null);
  const isVerbatim = options.delimiters === undefined && !source.includes("{{") && !source.includes("{%");
  return {
    source,
    render: (context) => {
      if (isVerbatim) return source;
      return template.render(context instanceof RequestContext ? context.variables : context);
    },
  };
}

/**
 * Renders a template over a request.
 *
 * @param template a compiled template, or the source of one
 * @param context what `parseRequest` gave, or plain data: `{ method, headers, body }`
 * @param options for a template that is not compiled yet
 * @throws HookloomError with a code and the place in the template; nothing else is ever thrown
 *
 * @example renderTemplate("{{ body.name }}", parseRequest(request))
 */
export function renderTemplate(
  template: string | CompiledTemplate,
  context: RequestContext | Variables,
  options: CompileOptions = {},
): string {
  return (typeof template === "string" ? compileTemplate(template, options) : template).render(context);
}

/** The environment of webhooks. */
export function webhookEnvironment(options: EnvironmentOptions): Environment {
  return new Environment({
    undefined: "chainable",
    ...options,
    filters: { ...webhookFilters, ...humanizeFilters, ...options.filters },
  });
}
