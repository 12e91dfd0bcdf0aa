import { Iterate, iterate } from "../../../values/iterate.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";

/** Bytes that it is counted as: a generator keeps a stack of its own. */
const bytesPerLazy = 256;

/** What a lazy filter gives: nothing happens, and nothing fails, before somebody asks for an item. */
export function lazy(name: string, items: Generator<Value>, { meter }: State): Iterate {
  meter.reserve(bytesPerLazy);
  // What is lazy may go through what is lazy, and so on: each step is as deep as all of them.
  const next = (): IteratorResult<Value> => {
    meter.descend();
    const step = items.next();
    meter.ascend();
    return step;
  };
  return new Iterate({ next }, `generator object ${name}`);
}

/** The items of a value one by one, each paid for. */
export function* eachOf(value: Value, state: State): Generator<Value> {
  const iterator = iterate(value, state.meter);
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    state.meter.spend(1);
    yield step.value;
  }
}
