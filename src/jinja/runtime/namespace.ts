import type { Budget } from "../../values/value.js";
import { Instance, type Value } from "../../values/value.js";
import { Dict } from "../../values/dict.js";
import { repr } from "../../values/print.js";

/** What `namespace()` gives: attributes that a template may set, from inside loops too. */
export class Namespace extends Instance {
  readonly typeName = "jinja2.utils.Namespace";
  readonly #attributes = new Map<string, Value>();

  set(name: string, value: Value, budget: Budget): void {
    budget.reserve(16);
    this.#attributes.set(name, value);
  }

  override attribute(name: string): Value | undefined {
    return this.#attributes.get(name);
  }

  repr(budget: Budget, depth: number): string {
    return `<Namespace ${repr(Dict.fromEntries(this.#attributes, budget), budget, depth)}>`;
  }
}
