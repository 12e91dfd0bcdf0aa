import { HookloomError } from "../errors/error.js";
import { equalOrSame } from "./compare.js";
import { asText } from "./markup.js";
import { findText, searchCost, textLength } from "./text.js";
import { Tuple } from "./tuple.js";
import { typeName } from "./type-name.js";
import { type Budget, bytesPerItem, Instance, isList, type List, type Value } from "./value.js";

/** A Python iterator: gives its items once. What `map`, `select` and most lazy filters return. */
export class Iterate extends Instance implements Iterator<Value> {
  readonly typeName: string;
  readonly #iterator: Iterator<Value>;
  readonly #label: string;
  #running = false;

  /** @param label what its repr says it is, such as `generator object do_map` */
  constructor(iterator: Iterator<Value>, label: string, typeName = "generator") {
    super();
    this.#iterator = iterator;
    this.#label = label;
    this.typeName = typeName;
  }

  /** @throws HookloomError `value_error` if its own items ask it for the next one */
  next(): IteratorResult<Value> {
    if (this.#running) throw new HookloomError("value_error", "generator already executing");
    this.#running = true;
    const step = this.#iterator.next();
    this.#running = false;
    return step;
  }

  repr(): string {
    return `<${this.#label}>`;
  }

  override iterate(): Iterator<Value> {
    return this;
  }
}

/**
 * `iter(value)`. Whoever steps it pays for the steps.
 * @throws HookloomError `type_error` where Python cannot iterate
 */
export function iterate(value: Value, budget: Budget): Iterator<Value> {
  if (isList(value)) return value[Symbol.iterator]();
  const text = asText(value);
  if (text !== undefined) {
    // By code point, one after the other: an array of them all takes many times the room of the text.
    budget.reserve(text.length);
    return text[Symbol.iterator]();
  }
  const iterator = value instanceof Instance ? value.iterate(budget) : undefined;
  if (iterator === undefined) {
    throw new HookloomError("type_error", `'${typeName(value)}' object is not iterable`);
  }
  return iterator;
}

/** Whether `iter(value)` works. */
export function isIterable(value: Value, budget: Budget): boolean {
  if (isList(value) || asText(value) !== undefined) return true;
  return value instanceof Instance && value.iterate(budget) !== undefined;
}

/** `list(value)`: the items, paid for, in an array of the caller's own. */
export function toList(value: Value, budget: Budget): List {
  if (isList(value)) {
    budget.reserve(value.length * bytesPerItem);
    return value.slice();
  }
  return collect(iterate(value, budget), budget, []);
}

/** Adds to a list what is left in an iterator, each item paid for; gives the list. */
export function collect(iterator: Iterator<Value>, budget: Budget, list: List): List {
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    budget.reserve(bytesPerItem);
    budget.spend(1);
    list.push(step.value);
  }
  return list;
}

/** The items to read only: a list's own array, without copying. */
export function items(value: Value, budget: Budget): List {
  return isList(value) ? value : toList(value, budget);
}

/**
 * The items of a value that must have so many of them, to read only: those of `a, b = value`.
 * @throws HookloomError `type_error` for a value without items, `value_error` for one with more or fewer
 */
export function unpack(value: Value, count: number, budget: Budget): List {
  if (!isIterable(value, budget)) {
    throw new HookloomError("type_error", `cannot unpack non-iterable ${typeName(value)} object`);
  }
  const all = value instanceof Tuple ? value.items : items(value, budget);
  if (all.length === count) return all;
  throw new HookloomError(
    "value_error",
    all.length > count
      ? `too many values to unpack (expected ${count})`
      : `not enough values to unpack (expected ${count}, got ${all.length})`,
  );
}

/** `len(value)`; undefined where Python has none. */
export function size(value: Value, budget: Budget): number | undefined {
  if (isList(value)) return value.length;
  const text = asText(value);
  if (text !== undefined) {
    budget.spend(text.length >> 6);
    return textLength(text);
  }
  return value instanceof Instance ? value.size() : undefined;
}

/**
 * `needle in container`
 * @throws HookloomError `type_error` where Python has no such test
 */
export function contains(container: Value, needle: Value, budget: Budget): boolean {
  const text = asText(container);
  if (text !== undefined) {
    const part = asText(needle);
    if (part === undefined) {
      const kind = typeName(needle);
      throw new HookloomError("type_error", `'in <string>' requires string as left operand, not ${kind}`);
    }
    budget.spend(searchCost(text, part));
    return findText(text, part, 0) >= 0;
  }
  const own = container instanceof Instance ? container.contains(needle, budget) : undefined;
  if (own !== undefined) return own;
  const iterator = iterate(container, budget);
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    budget.spend(1);
    if (equalOrSame(step.value, needle, budget)) return true;
  }
  return false;
}
