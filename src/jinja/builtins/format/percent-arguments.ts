import { HookloomError } from "../../../errors/error.js";
import { Tuple } from "../../../values/tuple.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { isMapping, lookUp } from "./lookup.js";
import type { Operands } from "./percent-operands.js";

/** What the right side of `%` gives to the directives on the left: a tuple, a mapping, or one value. */
export class PercentArguments {
  readonly #mapping: Value | undefined;
  readonly #operands: Operands;
  readonly #state: State;
  #values: readonly Value[];
  #used = 0;

  constructor(values: Value, operands: Operands, state: State) {
    this.#values = values instanceof Tuple ? values.items : [values];
    this.#mapping = isMapping(values) ? values : undefined;
    this.#operands = operands;
    this.#state = state;
  }

  /**
   * The next value.
   * @throws HookloomError `type_error` if there is none
   */
  next(): Value {
    const value = this.#values[this.#used];
    if (value === undefined) throw new HookloomError("type_error", "not enough arguments for format string");
    this.#used += 1;
    return value;
  }

  /** The next value as a width or precision. */
  nextSize(largest: bigint): number {
    const size = this.#operands.size(this.next());
    if (size === undefined) throw new HookloomError("type_error", "* wants int");
    if (size > largest || size < -largest - 1n) {
      throw new HookloomError("overflow", "Python int too large to convert to C integer");
    }
    return Number(size);
  }

  /** Makes the value of a key the next one. */
  select(key: string | undefined): void {
    if (this.#mapping === undefined) throw new HookloomError("type_error", "format requires a mapping");
    if (key === undefined) throw new HookloomError("value_error", "incomplete format key");
    this.#values = [lookUp(this.#mapping, key, this.#state)];
    this.#used = 0;
  }

  /**
   * Checks that nothing is left over.
   * @throws HookloomError `type_error` if something is
   */
  finish(): void {
    if (this.#mapping === undefined && this.#used < this.#values.length) {
      throw new HookloomError("type_error", "not all arguments converted during string formatting");
    }
  }
}
