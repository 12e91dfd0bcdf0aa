import { type Environment, Template } from "nunjucks";
import { wrong } from "../options.js";
import type { TemplateEngine } from "./engine.js";

export type { TemplateEngine } from "./engine.js";

/**
 * Renders the templates of a webhook with Nunjucks, in an environment of the host with its filters, globals
 * and loaders.
 *
 * **FOR TRUSTED TEMPLATES ONLY. A Nunjucks template can run any code in your process**: it is compiled to
 * JavaScript, and `{{ range.constructor("…")() }}` gets at it. Nunjucks says itself that it is not for
 * templates that users write. Nothing of hookloom's sandbox holds here: no fuel, no clock, no allocation
 * limit; an endless loop never ends. Only let templates in that you would deploy as code. The data of
 * requests is a copy, and may come from strangers.
 *
 * Templates print what Nunjucks prints, which often is not what Jinja2 prints. `headers` are found by their
 * names in lower case only. Ints past 2^53 are bigints. Whether `{{ }}` escapes for HTML is up to the
 * environment; for JSON it should not. Templates have to be synchronous.
 *
 * Needs the package `nunjucks`, and for types `@types/nunjucks`.
 *
 * @param environment the environment to compile and render in; `new Environment(null, { autoescape: false })`
 * knows no other templates and escapes nothing
 * @returns the option `engine` of webhooks and templates, with which `engine_compile` and `engine_render`
 * tell what fails
 * @throws HookloomError `option_invalid` for what is no environment
 *
 * @example createWebhook(definition, { engine: nunjucksEngine(environment) })
 * @see https://mozilla.github.io/nunjucks/api.html#user-defined-templates-warning
 */
export function nunjucksEngine(environment: Environment): TemplateEngine {
  // Without one, Nunjucks would make one that reads files and escapes for HTML.
  if (typeof (environment as Partial<Environment> | null | undefined)?.getTemplate !== "function") {
    throw wrong("What templates are rendered in", "an Environment of Nunjucks", environment);
  }
  return {
    compile(source, name) {
      const template = new Template(source, environment, name ?? undefined, true);
      return (context) => template.render(context);
    },
  };
}
