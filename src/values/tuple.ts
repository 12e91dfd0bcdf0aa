import { compareItems, equalItems, sequenceKey } from "./compare.js";
import { listText } from "./print.js";
import { type Budget, Instance, type List, type Value } from "./value.js";

/** A Python tuple. */
export class Tuple extends Instance {
  readonly typeName: string = "tuple";
  readonly items: List;

  constructor(items: List) {
    super();
    this.items = items;
  }

  repr(budget: Budget, depth: number): string {
    return listText("(", this.items, this.items.length === 1 ? ",)" : ")", budget, depth);
  }

  override truth(): boolean {
    return this.items.length > 0;
  }

  override size(): number {
    return this.items.length;
  }

  override iterate(): Iterator<Value> {
    return this.items[Symbol.iterator]();
  }

  override equals(other: Value, budget: Budget, depth: number): boolean {
    return other instanceof Tuple && equalItems(this.items, other.items, budget, depth);
  }

  override compare(other: Value, budget: Budget, depth: number): number | undefined {
    return other instanceof Tuple ? compareItems(this.items, other.items, budget, "<", depth) : undefined;
  }

  override hashKey(budget: Budget, depth = 0): unknown {
    return sequenceKey(this.items, budget, depth);
  }
}
