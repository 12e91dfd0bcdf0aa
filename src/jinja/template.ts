import { HookloomError } from "../errors/error.js";
import { Dict } from "../values/dict.js";
import { fromHost } from "../values/host.js";
import type { Scope } from "../values/scope.js";
import { exceeds } from "../values/utf8.js";
import type { Value } from "../values/value.js";
import { Render } from "./runtime/render.js";
import type { RenderEnvironment } from "./runtime/render-environment.js";
import { failOutput } from "./runtime/state.js";
import type { TemplateCode } from "./runtime/template-code.js";

/**
 * The variables for a render, by name: plain data, and the values that `float`, `tuple`, `datetime` and their like make.
 * All of it is copied before the render starts. Numbers without a fraction are ints, a `Map` is a dict, a `Date` an
 * aware datetime in UTC, `null` is None; a property that is `undefined` is not there.
 */
export type Variables = Readonly<Record<string, unknown>> | ReadonlyMap<string, Value>;

/**
 * A compiled template. Rendering never changes it, so one can serve any number of renders. An environment makes it:
 * see `fromString` and `getTemplate`.
 *
 * Source: Jinja2's API, `Template`.
 */
export class Template {
  readonly #environment: RenderEnvironment;
  readonly #code: TemplateCode;

  /** @internal */
  constructor(environment: RenderEnvironment, code: TemplateCode) {
    this.#environment = environment;
    this.#code = code;
  }

  /** The template's name, if it has one. */
  get name(): string | null {
    return this.#code.name;
  }

  /**
   * Renders the template. What it may take is limited by the environment's `limits`.
   *
   * @param variables what the template sees by name, before the environment's globals; nothing by default
   * @returns the text, of at most `limits.output` bytes in UTF-8
   * @throws HookloomError `host_value` for variables that are no plain data, `depth_limit` for data nested too deeply;
   * any code of the stage `render`, and the compile errors of templates that it includes, imports or extends, with
   * the place in the template. Nothing else is ever thrown.
   * @example environment.fromString("{{ n + 1 }} {{ at.year }}").render({ n: 1, at: new Date(0) }) // "2 1970"
   */
  render(variables: Variables = {}): string {
    return this.renderIn(readVariables(variables));
  }

  /**
   * Renders over values.
   * @internal
   */
  renderIn(variables: Scope): string {
    const render = new Render(this.#environment, this.#code);
    try {
      const context = render.context(this.#code, [variables, this.#environment.globals]);
      const out = render.join(this.#code.root(context, render), undefined);
      // While rendering, UTF-16 units are counted, which are never more than the bytes.
      if (exceeds(out, this.#environment.limits.output)) failOutput(this.#environment.limits.output);
      return out;
    } catch (error) {
      throw render.placed(error);
    }
  }
}

function readVariables(variables: Variables): Scope {
  const dict = fromHost(variables, "context");
  if (!(dict instanceof Dict)) {
    throw new HookloomError("host_value", "The context is not an object of names and values");
  }
  const scope = new Map<string, Value>();
  for (const [name, value] of dict.entries()) if (typeof name === "string") scope.set(name, value);
  return scope;
}
