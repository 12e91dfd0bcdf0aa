import type { Dict } from "./dict.js";
import { repr } from "./print.js";
import { Tuple } from "./tuple.js";
import { type Budget, Instance, type Value } from "./value.js";

/** What `dict.keys()`, `.values()` and `.items()` give: a view, printed by its kind. */
export class DictView extends Instance {
  readonly typeName: string;
  readonly #dict: Dict;
  readonly #kind: "keys" | "values" | "items";

  constructor(dict: Dict, kind: "keys" | "values" | "items") {
    super();
    this.#dict = dict;
    this.#kind = kind;
    this.typeName = `dict_${kind}`;
  }

  repr(budget: Budget, depth: number): string {
    return `${this.typeName}(${repr([...this.iterate()], budget, depth)})`;
  }

  override truth(): boolean {
    return this.#dict.length > 0;
  }

  override size(): number {
    return this.#dict.length;
  }

  override *iterate(): Generator<Value> {
    if (this.#kind === "keys") yield* this.#dict.keys();
    else if (this.#kind === "values") yield* this.#dict.values();
    else for (const entry of this.#dict.entries()) yield new Tuple(entry);
  }

  override contains(needle: Value, budget: Budget): boolean | undefined {
    return this.#kind === "keys" ? this.#dict.has(needle, budget) : undefined;
  }

  /** Views of keys and items compare as sets do. */
  override equals(other: Value, budget: Budget, depth: number): boolean {
    if (!(other instanceof DictView) || this.#kind === "values" || other.#kind === "values") return false;
    if (this.size() !== other.size()) return false;
    for (const item of this.iterate()) {
      budget.spend(1);
      const found = other.#kind === "keys" ? other.contains(item, budget) : other.#holds(item, budget, depth);
      if (found !== true) return false;
    }
    return true;
  }

  #holds(item: Value, budget: Budget, depth: number): boolean {
    if (!(item instanceof Tuple) || item.items.length !== 2) return false;
    const [key, value] = item.items as [Value, Value];
    const own = this.#dict.get(key, budget);
    return own !== undefined && new Tuple([own]).equals(new Tuple([value]), budget, depth + 1);
  }

  override hashKey(): unknown {
    return this.#kind === "values" ? this : undefined;
  }
}
