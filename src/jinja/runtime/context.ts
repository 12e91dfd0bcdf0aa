import type { Value } from "../../values/value.js";
import type { BlockFunction } from "./template-code.js";

/** Names and their values, looked up in order. */
export type Scope = ReadonlyMap<string, Value>;

/**
 * What a template knows by name: the variables it has set at its top level, then what it was given, then
 * the environment's globals. Jinja2 calls it the context, too.
 */
export class Context {
  /** Set at the top level of the template; blocks and included templates see them. */
  readonly vars = new Map<string, Value>();
  /** Names among `vars` that an import may take. */
  readonly exported = new Set<string>();
  /** The implementations of each block: the template's own first, then those it inherits. */
  readonly blocks: Map<string, BlockFunction[]>;
  /** The name of the template that it belongs to. */
  readonly name: string | null;
  readonly escaping: { autoescape: boolean };
  readonly #scopes: readonly Scope[];

  constructor(
    name: string | null,
    scopes: readonly Scope[],
    blocks: Map<string, BlockFunction[]>,
    escaping: { autoescape: boolean },
  ) {
    this.name = name;
    this.#scopes = scopes;
    this.blocks = blocks;
    this.escaping = escaping;
  }

  /** The value of a name, or undefined. */
  resolve(name: string): Value | undefined {
    const own = this.vars.get(name);
    if (own !== undefined) return own;
    for (const scope of this.#scopes) {
      const value = scope.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Everything it knows, for another template to see: its local variables first. */
  scopesWith(locals: Scope): readonly Scope[] {
    return [locals, new Map(this.vars), ...this.#scopes];
  }

  /** The same template's context with more local variables, for a scoped block. */
  derived(locals: Scope): Context {
    const blocks = new Map([...this.blocks].map(([name, stack]) => [name, [...stack]]));
    return new Context(this.name, this.scopesWith(locals), blocks, this.escaping);
  }

  /** All names and values, the nearest of each name. */
  all(): Map<string, Value> {
    const all = new Map<string, Value>();
    for (const scope of [...this.#scopes].reverse()) for (const [name, value] of scope) all.set(name, value);
    for (const [name, value] of this.vars) all.set(name, value);
    return all;
  }
}
