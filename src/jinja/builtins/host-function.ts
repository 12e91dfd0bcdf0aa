import { HookloomError, isHookloomError } from "../../errors/error.js";
import { Dict } from "../../values/dict.js";
import { bytesPerEntry, bytesPerItem, fromHost, toHost } from "../../values/host.js";
import { truth } from "../../values/truth.js";
import { type Budget, isList, type Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import { FunctionValue } from "../runtime/function.js";
import type { AnyDefinition, FilterDefinition, TestDefinition } from "./define.js";
import { keywords, rest } from "./parameters.js";

/**
 * A plain function of the host, as a filter, test or global. It is called with plain JavaScript data and gives some
 * back; keyword arguments come last, as one object, which is like a dict given last. Both ways, the copies are paid
 * for in fuel and bytes.
 *
 * In: lists, tuples and whatever can be iterated over are arrays, dicts are plain objects, or a `Map` where a key is
 * no text; None is `null`, an undefined value `undefined`; ints past 2^53 are bigints; aware datetimes are a `Date`,
 * other dates and times text of ISO 8601, timedeltas seconds; what is no data, such as a macro, is refused. Out: what variables may be. Of a test, the result
 * counts as true or false by Python's rules.
 *
 * A template fails with `host_error` where the function throws anything but a `HookloomError`, and with `host_value`
 * where it gives what is no plain data; so a function may not be `async`.
 */
export type HostFunction = (...args: never[]) => unknown;

/** Makes a filter of a function; what is filtered is its first argument. */
export function hostFilter(name: string, run: HostFunction): FilterDefinition {
  return wrap(name, run);
}

/** Makes a test of a function; what it gives counts as true or false, by Python's rules. */
export function hostTest(name: string, run: HostFunction): TestDefinition {
  const definition = wrap(name, run);
  return { ...definition, run: (state, ...values) => truth(definition.run(state, ...values)) };
}

/** Makes a global of a function. */
export function hostGlobal(name: string, run: HostFunction): Value {
  return new FunctionValue(wrap(name, run));
}

function wrap(name: string, run: HostFunction): AnyDefinition<Value> {
  return {
    name,
    summary: "A function of the host.",
    params: [rest("args"), keywords("kwargs")],
    example: ["", ""],
    run({ meter }, args: Value[], named: Keywords) {
      const given = args.map((value) => toHost(value, meter));
      if (named.size > 0)
        given.push(Object.fromEntries([...named].map(([key, value]) => [key, toHost(value, meter)])));
      // The clock may not have been started yet.
      meter.lookAtClock();
      const result = fromHost(callHost(name, run, given), `The result of '${name}'`);
      meter.lookAtClock();
      pay(result, meter);
      return result;
    },
  };
}

/** Pays for what a function of the host has given, which is new at every call. */
function pay(value: Value, meter: Budget): void {
  if (typeof value === "string") meter.reserve(value.length);
  else if (isList(value)) {
    meter.spend(value.length);
    meter.reserve(value.length * bytesPerItem);
    for (const item of value) pay(item, meter);
  } else if (value instanceof Dict) {
    meter.spend(value.length);
    meter.reserve(value.length * bytesPerEntry);
    for (const [key, item] of value.entries()) {
      pay(key, meter);
      pay(item, meter);
    }
  }
}

function callHost(name: string, run: HostFunction, args: unknown[]): unknown {
  try {
    return (run as (...args: unknown[]) => unknown)(...args);
  } catch (error) {
    if (isHookloomError(error)) throw error;
    throw new HookloomError("host_error", `The host's function '${name}' failed`, { cause: error });
  }
}
