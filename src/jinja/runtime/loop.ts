import { HookloomError } from "../../errors/error.js";
import { equalItems } from "../../values/compare.js";
import { collect, size } from "../../values/iterate.js";
import { Markup } from "../../values/markup.js";
import { Tuple } from "../../values/tuple.js";
import { bytesPerItem, type List, type Value } from "../../values/value.js";
import { bindArguments } from "../builtins/define.js";
import { defineMethod } from "../builtins/methods/method.js";
import { any, rest } from "../builtins/parameters.js";
import { BoundMethod } from "./bound-method.js";
import { Callable, type Keywords } from "./callable.js";
import type { State } from "./state.js";

/** Renders a recursive loop for the items, so many loops inside it. */
export type Recurse = (iterable: Value, depth: number) => string;

/** What a template sees as `loop`. */
export class LoopContext extends Callable {
  readonly typeName = "jinja2.runtime.LoopContext";
  /** What is looped over, where that may have a length of its own. */
  readonly #iterable: Value | undefined;
  #items: Iterator<Value>;
  readonly #state: State;
  readonly #recurse: Recurse | undefined;
  readonly #depth0: number;
  #index0 = -1;
  #length: number | undefined;
  #before: Value | undefined;
  #current: Value | undefined;
  /** The next item, once somebody has asked for it. */
  #peeked: IteratorResult<Value> | undefined;
  #lastChanged: List | undefined;

  constructor(
    iterable: Value | undefined,
    items: Iterator<Value>,
    state: State,
    recurse: Recurse | undefined,
    depth0: number,
  ) {
    super();
    this.#iterable = iterable;
    this.#items = items;
    this.#state = state;
    this.#recurse = recurse;
    this.#depth0 = depth0;
  }

  /** Goes on to the next item. */
  next(): IteratorResult<Value> {
    const step = this.#peek();
    this.#peeked = undefined;
    if (step.done !== true) {
      this.#index0 += 1;
      this.#before = this.#current;
      this.#current = step.value;
    }
    return step;
  }

  #peek(): IteratorResult<Value> {
    this.#peeked ??= this.#items.next();
    return this.#peeked;
  }

  /** Where the iterable does not know its length, its items are fetched to count them. */
  #size(): number {
    if (this.#length === undefined) {
      const { meter } = this.#state;
      this.#length = this.#iterable === undefined ? undefined : size(this.#iterable, meter);
    }
    if (this.#length === undefined) {
      const peeked = this.#peeked !== undefined && this.#peeked.done !== true ? 1 : 0;
      const left = collect(this.#items, this.#state.meter, []);
      this.#items = left[Symbol.iterator]();
      this.#length = left.length + this.#index0 + 1 + peeked;
    }
    return this.#length;
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case "index":
        return this.#index0 + 1;
      case "index0":
        return this.#index0;
      case "first":
        return this.#index0 === 0;
      case "last":
        return this.#peek().done === true;
      case "length":
        return this.#size();
      case "revindex":
        return this.#size() - this.#index0;
      case "revindex0":
        return this.#size() - this.#index0 - 1;
      case "previtem":
        return this.#index0 === 0
          ? this.#state.undefined({ hint: "there is no previous item" })
          : this.#before;
      case "nextitem": {
        const step = this.#peek();
        return step.done === true ? this.#state.undefined({ hint: "there is no next item" }) : step.value;
      }
      case "depth":
        return this.#depth0 + 1;
      case "depth0":
        return this.#depth0;
      case "cycle":
        return new BoundMethod(this, cycle);
      case "changed":
        return new BoundMethod(this, changed);
      default:
        return undefined;
    }
  }

  /** One of the items, in turn. */
  cycle(items: List): Value {
    if (items.length === 0) throw new HookloomError("type_error", "no items for cycling given");
    return items[this.#index0 % items.length] as Value;
  }

  /** Whether the values differ from those of the last call. */
  changed(values: List): boolean {
    const last = this.#lastChanged;
    if (last !== undefined && equalItems(last, values, this.#state.meter, 0)) return false;
    this.#lastChanged = values;
    return true;
  }

  /** `loop(items)`: renders the body for other items, in a loop marked recursive. */
  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    const [iterable] = bindArguments(callSignature, state, args, keywords) as [Value];
    if (this.#recurse === undefined) {
      throw new HookloomError(
        "type_error",
        "The loop must have the 'recursive' marker to be called recursively.",
      );
    }
    const text = this.#recurse(iterable, this.#depth0 + 1);
    state.meter.reserve(text.length);
    return state.autoescape ? new Markup(text) : text;
  }

  repr(): string {
    return `<LoopContext ${this.#index0 + 1}/${this.#size()}>`;
  }

  /** Goes on with the loop itself: its items that are left, each with `loop`. */
  override iterate(): Iterator<Value> {
    return {
      next: () => {
        const step = this.next();
        if (step.done === true) return step;
        this.#state.meter.reserve(2 * bytesPerItem);
        return { value: new Tuple([step.value, this]) };
      },
    };
  }

  override size(): number {
    return this.#size();
  }

  override truth(): boolean {
    return this.#size() > 0;
  }
}

const callSignature = { name: "loop", params: [any("iterable")] };

const cycle = defineMethod({
  name: "cycle",
  params: [rest("items")],
  run: (_state, loop: LoopContext, items) => loop.cycle(items),
});

const changed = defineMethod({
  name: "changed",
  params: [rest("values")],
  run: (_state, loop: LoopContext, values) => loop.changed(values),
});

/** The methods of `loop`, for the docs. */
export const loopMethods = [cycle, changed];
