import { HookloomError } from "../errors/error.js";
import { Dict } from "../values/dict.js";
import { fromHost } from "../values/host.js";
import { exceeds } from "../values/utf8.js";
import type { Value } from "../values/value.js";
import type { Environment } from "./environment.js";
import type { Scope } from "./runtime/context.js";
import { Render } from "./runtime/render.js";
import { failOutput } from "./runtime/state.js";
import type { TemplateCode } from "./runtime/template-code.js";

/** The variables for a render, by name: plain data or values, copied at the border. */
export type Variables = Readonly<Record<string, unknown>> | ReadonlyMap<string, Value>;

/** A compiled template. Rendering never changes it, so one can serve any number of renders. */
export class Template {
  readonly #environment: Environment;
  readonly #code: TemplateCode;

  /** @internal */
  constructor(environment: Environment, code: TemplateCode) {
    this.#environment = environment;
    this.#code = code;
  }

  /** The template's name, if it has one. */
  get name(): string | null {
    return this.#code.name;
  }

  /**
   * Renders the template.
   *
   * @param variables what the template sees by name. Plain data only: see `host_value` for what is refused.
   * @returns the text
   * @throws HookloomError with a code, and the place in the template; nothing else is ever thrown
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
