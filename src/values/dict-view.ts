import { equalOrSame } from "./compare.js";
import type { Dict } from "./dict.js";
import { bytesPerPrinted, repr } from "./print.js";
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

  /** Which of the three it is. */
  get kind(): "keys" | "values" | "items" {
    return this.#kind;
  }

  repr(budget: Budget, depth: number): string {
    budget.reserve(this.size() * bytesPerPrinted);
    return `${this.typeName}(${repr([...this.iterate()], budget, depth)})`;
  }

  override truth(): boolean {
    return this.#dict.length > 0;
  }

  override size(): number {
    return this.#dict.length;
  }

  override *iterate(): Generator<Value> {
    for (const [key, value] of this.#dict.entries()) {
      yield this.#kind === "keys" ? key : this.#kind === "values" ? value : new Tuple([key, value]);
    }
  }

  override contains(needle: Value, budget: Budget): boolean | undefined {
    if (this.#kind === "values") return undefined;
    return this.#kind === "keys" ? this.#dict.has(needle, budget) : this.#holds(needle, budget, 0);
  }

  /** Views of keys and items compare as sets do. */
  override equals(other: Value, budget: Budget, depth: number): boolean {
    return this.#isSetBeside(other) && this.size() === other.size() && this.#within(other, budget, depth);
  }

  /** One set is less than another that holds all it has and more; most sets are neither less nor greater. */
  override compare(other: Value, budget: Budget, depth: number): number | undefined {
    if (!this.#isSetBeside(other)) return undefined;
    const difference = this.size() - other.size();
    const holds = difference > 0 ? other.#within(this, budget, depth) : this.#within(other, budget, depth);
    return holds ? difference : Number.NaN;
  }

  #isSetBeside(other: Value): other is DictView {
    return other instanceof DictView && this.#kind !== "values" && other.#kind !== "values";
  }

  #within(other: DictView, budget: Budget, depth: number): boolean {
    for (const item of this.iterate()) {
      budget.spend(1);
      const found =
        other.#kind === "keys" ? other.#dict.has(item, budget) : other.#holds(item, budget, depth);
      if (!found) return false;
    }
    return true;
  }

  #holds(item: Value, budget: Budget, depth: number): boolean {
    if (!(item instanceof Tuple) || item.items.length !== 2) return false;
    const [key, value] = item.items as [Value, Value];
    const own = this.#dict.get(key, budget);
    return own !== undefined && equalOrSame(own, value, budget, depth + 1);
  }

  override hashKey(): unknown {
    return this.#kind === "values" ? this : undefined;
  }
}
