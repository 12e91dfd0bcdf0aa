import { Markup } from "../../values/markup.js";
import { quoted } from "../../values/print.js";
import { Instance, unmetered, type Value } from "../../values/value.js";
import { bindArguments } from "../builtins/define.js";
import { Callable, type Keywords } from "./callable.js";
import type { State } from "./state.js";
import type { BlockFunction } from "./template-code.js";

/** What `self.name` and `super` are: a block that renders itself when called. */
export class BlockReference extends Callable {
  readonly typeName = "jinja2.runtime.BlockReference";
  readonly #name: string;
  readonly #stack: readonly BlockFunction[];
  readonly #depth: number;
  readonly #state: State;

  constructor(name: string, stack: readonly BlockFunction[], depth: number, state: State) {
    super();
    this.#name = name;
    this.#stack = stack;
    this.#depth = depth;
    this.#state = state;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    bindArguments({ name: this.#name, params: [] }, state, args, keywords);
    const { context, render } = this.#state;
    const { unprintable } = render;
    const printed = (this.#stack[this.#depth] as BlockFunction).render(context, render);
    const text = render.join(printed, unprintable);
    state.meter.reserve(text.length);
    return context.escaping.autoescape ? new Markup(text) : text;
  }

  override attribute(name: string): Value | undefined {
    if (name === "super") return superBlock(this.#name, this.#stack, this.#depth, this.#state);
    return name === "name" ? this.#name : undefined;
  }

  repr(): string {
    return `<${this.typeName} object>`;
  }
}

/** `super`: the same block of the parent template. */
export function superBlock(
  name: string,
  stack: readonly BlockFunction[],
  depth: number,
  state: State,
): Value {
  if (depth + 1 < stack.length) return new BlockReference(name, stack, depth + 1, state);
  const hint = `there is no parent block called ${quoted(name, unmetered)}.`;
  return state.undefined({ hint, name: "super" });
}

/** `self`: the blocks of the template by name. */
export class TemplateReference extends Instance {
  readonly typeName = "jinja2.runtime.TemplateReference";
  readonly #state: State;

  constructor(state: State) {
    super();
    this.#state = state;
  }

  override item(key: Value): Value | undefined {
    if (typeof key !== "string") return undefined;
    const stack = this.#state.context.blocks.get(key);
    return stack === undefined ? undefined : new BlockReference(key, stack, 0, this.#state);
  }

  repr(): string {
    const { name } = this.#state.context.code;
    return `<TemplateReference ${name === null ? "None" : quoted(name, unmetered)}>`;
  }
}
