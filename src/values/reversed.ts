import { Dict } from "./dict.js";
import { DictView } from "./dict-view.js";
import { Iterate } from "./iterate.js";
import { asText } from "./markup.js";
import { Range } from "./range.js";
import { characterBefore } from "./text.js";
import { Tuple } from "./tuple.js";
import { Undefined } from "./undefined.js";
import { type Budget, bytesPerItem, isList, type List, type Value } from "./value.js";

/** Bytes that what goes backwards is counted as. */
const bytesPerIterator = 128;

/** `reversed(value)`; undefined where Python raises TypeError: only what has an order of its own has an end. */
export function reversed(value: Value, budget: Budget): Iterate | undefined {
  budget.reserve(bytesPerIterator);
  const text = asText(value);
  if (text !== undefined) {
    budget.reserve(text.length);
    return iterator(backwardsThroughText(text), "reversed");
  }
  if (isList(value)) return iterator(backwards(value), "list_reverseiterator");
  if (value instanceof Tuple) return iterator(backwards(value.items), "reversed");
  if (value instanceof Range) return iterator(backwardsThrough(value, budget), "range_iterator");
  if (value instanceof Dict) return iterator(backwards(copied(value, budget)), "dict_reversekeyiterator");
  if (value instanceof DictView) {
    const kind = value.kind === "keys" ? "key" : value.kind === "values" ? "value" : "item";
    return iterator(backwards(copied(value, budget)), `dict_reverse${kind}iterator`);
  }
  if (value instanceof Undefined) {
    // It is a sequence for Python, of no items.
    value.size();
    return iterator(backwards([]), "reversed");
  }
  return undefined;
}

function iterator(items: Iterator<Value>, typeName: string): Iterate {
  return new Iterate(items, `${typeName} object`, typeName);
}

function* backwards(items: List): Generator<Value> {
  for (let index = items.length - 1; index >= 0; index -= 1) yield items[index] as Value;
}

function* backwardsThroughText(text: string): Generator<Value> {
  for (let end = text.length; end > 0; ) {
    const character = characterBefore(text, end);
    yield character;
    end -= character.length;
  }
}

function* backwardsThrough(range: Range, budget: Budget): Generator<Value> {
  for (let index = range.length - 1; index >= 0; index -= 1) yield range.at(index, budget);
}

/** JavaScript walks through a map in one direction only. */
function copied(value: Dict | DictView, budget: Budget): List {
  budget.reserve(value.size() * bytesPerItem);
  budget.spend(value.size());
  return value instanceof Dict ? value.keys() : [...value.iterate()];
}
