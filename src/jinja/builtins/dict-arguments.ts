import { HookloomError } from "../../errors/error.js";
import { Dict } from "../../values/dict.js";
import { isIterable, items, iterate } from "../../values/iterate.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import { bytesPerEntry, type Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";

/**
 * The dict that Python's `dict(…)` makes: of another dict or of pairs, and of the keyword arguments.
 * @throws HookloomError `type_error` or `value_error` for what cannot be made into one
 */
export function dictOf(args: readonly Value[], keywords: Keywords, state: State): Dict {
  if (args.length > 1) {
    throw new HookloomError("type_error", `dict expected at most 1 argument, got ${args.length}`);
  }
  const dict = new Dict();
  const [source] = args;
  if (source !== undefined) for (const [key, value] of pairsOf(source, state)) put(dict, key, value, state);
  for (const [key, value] of keywords) put(dict, key, value, state);
  return dict;
}

function put(dict: Dict, key: Value, value: Value, state: State): void {
  state.meter.spend(1);
  state.meter.reserve(bytesPerEntry);
  dict.set(key, value, state.meter);
}

function* pairsOf(source: Value, state: State): Generator<[Value, Value]> {
  if (source instanceof Dict) {
    yield* source.entries();
    return;
  }
  // Python asks whether it has keys; that is a question no undefined value answers.
  if (source instanceof Undefined) source.fail();
  const iterator = iterate(source, state.meter);
  for (let step = iterator.next(), number = 0; step.done !== true; step = iterator.next(), number += 1) {
    yield pairOf(step.value, number, state);
  }
}

function pairOf(item: Value, number: number, state: State): [Value, Value] {
  const element = `dictionary update sequence element #${number}`;
  if (!isIterable(item, state.meter)) {
    throw new HookloomError("type_error", `cannot convert ${element} to a sequence, it is ${typeName(item)}`);
  }
  const pair = items(item, state.meter);
  if (pair.length === 2) return pair as [Value, Value];
  throw new HookloomError("value_error", `${element} has length ${pair.length}; 2 is required`);
}
