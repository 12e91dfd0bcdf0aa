import type { Scope } from "../../values/scope.js";
import type { Budget, Value } from "../../values/value.js";
import type { BlockFunction, TemplateCode } from "./template-code.js";

/** The implementations of each block by its name: the template's own first, then those it inherits. */
export type BlockStacks = Map<string, BlockFunction[]>;

/**
 * What a template knows by name: the variables it has set at its top level, then what it was given, then
 * the environment's globals. Jinja2 calls it the context, too.
 */
export class Context {
  /** The template that it belongs to. */
  readonly code: TemplateCode;
  /** Whether `{{ }}` escapes at this moment; contexts derived from this one share it. */
  readonly escaping: { autoescape: boolean };
  /** What was set at the top level, which blocks and included templates see. Most templates set nothing. */
  #vars: Map<string, Value> | undefined;
  /** Names among these that an import may take. */
  #exported: Set<string> | undefined;
  readonly #scopes: readonly Scope[];
  #blocks: BlockStacks | undefined;

  /** @param blocks the implementations of each block, where they are more than the template's own */
  constructor(
    code: TemplateCode,
    scopes: readonly Scope[],
    escaping: { autoescape: boolean } = { autoescape: code.autoescape },
    blocks?: BlockStacks,
  ) {
    this.code = code;
    this.#scopes = scopes;
    this.escaping = escaping;
    this.#blocks = blocks;
  }

  /** The implementations of each block; an `extends` adds those of the parent. */
  get blocks(): BlockStacks {
    this.#blocks ??= new Map([...this.code.blocks].map(([name, block]) => [name, [block]]));
    return this.#blocks;
  }

  /** The value of a name, or undefined. Includes inside includes have many scopes to look into. */
  resolve(name: string, budget: Budget): Value | undefined {
    const own = this.#vars?.get(name);
    if (own !== undefined) return own;
    const scopes = this.#scopes;
    budget.spend(scopes.length >> 4);
    for (let index = 0; index < scopes.length; index += 1) {
      const value = (scopes[index] as Scope).get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Sets a variable of the top level, which an import may take or not. */
  set(name: string, value: Value, exported: boolean): void {
    this.#vars ??= new Map();
    this.#vars.set(name, value);
    if (exported) {
      this.#exported ??= new Set();
      this.#exported.add(name);
    } else this.#exported?.delete(name);
  }

  /** The variables that an import may take. */
  exports(): Map<string, Value> {
    const exports = new Map<string, Value>();
    for (const name of this.#exported ?? []) exports.set(name, this.#vars?.get(name) as Value);
    return exports;
  }

  /** Everything it knows, for another template to see: its local variables first. */
  scopesWith(locals: Scope, budget: Budget): readonly Scope[] {
    budget.spend((this.#vars?.size ?? 0) + this.#scopes.length);
    const vars = this.#vars === undefined ? [] : [new Map(this.#vars)];
    return [locals, ...vars, ...this.#scopes];
  }

  /** The same template's context with more local variables, for a scoped block. */
  derived(locals: Scope, budget: Budget): Context {
    const blocks = new Map([...this.blocks].map(([name, stack]) => [name, [...stack]]));
    return new Context(this.code, this.scopesWith(locals, budget), this.escaping, blocks);
  }

  /** All names and values, the nearest of each name. */
  all(budget: Budget): Map<string, Value> {
    const all = new Map<string, Value>();
    for (const scope of this.scopesWith(new Map(), budget).toReversed()) {
      budget.spend(scope.size);
      for (const [name, value] of scope) all.set(name, value);
    }
    return all;
  }
}
