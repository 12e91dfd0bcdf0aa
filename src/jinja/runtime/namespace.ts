import type { Dict } from "../../values/dict.js";
import { repr } from "../../values/print.js";
import { type Budget, bytesPerEntry, Instance, unmetered, type Value } from "../../values/value.js";

/** What `namespace()` gives: attributes that a template may set, from inside loops too. */
export class Namespace extends Instance {
  readonly typeName = "jinja2.utils.Namespace";
  readonly #attributes: Dict;
  #printing = false;

  /** @param attributes a dict of the caller's own, which the namespace takes over and changes */
  constructor(attributes: Dict) {
    super();
    this.#attributes = attributes;
  }

  set(name: string, value: Value, budget: Budget): void {
    budget.reserve(bytesPerEntry);
    this.#attributes.set(name, value, budget);
  }

  override attribute(name: string): Value | undefined {
    return this.#attributes.get(name, unmetered);
  }

  /** A namespace may be among its own attributes, or in a list among them. */
  repr(budget: Budget, depth: number): string {
    if (this.#printing) return "<Namespace {...}>";
    this.#printing = true;
    const attributes = repr(this.#attributes, budget, depth);
    this.#printing = false;
    return `<Namespace ${attributes}>`;
  }
}
