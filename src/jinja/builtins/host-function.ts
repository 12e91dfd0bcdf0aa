import { askHost } from "../../errors/host.js";
import { wrong } from "../../options.js";
import { Dict } from "../../values/dict.js";
import { fromHost, toHost } from "../../values/host.js";
import { truth } from "../../values/truth.js";
import { type Budget, bytesPerEntry, bytesPerItem, isList, type Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import { FunctionValue } from "../runtime/function.js";
import type { Meter } from "../sandbox/meter.js";
import type { AnyDefinition, FilterDefinition, Parameter, TestDefinition } from "./define.js";
import { keywords, rest } from "./parameters.js";

/**
 * A plain function of the host, as a filter, test or global. It is called with plain JavaScript data and gives some
 * back; keyword arguments come last, as one object, which is like a dict given last. Both ways, the copies are paid
 * for in fuel and bytes.
 *
 * In: lists, tuples and whatever can be iterated over are arrays, dicts are plain objects, or a `Map` where a key is
 * no text; None is `null`, an undefined value `undefined`; ints past 2^53 are bigints; aware datetimes are a `Date`,
 * other dates and times text of ISO 8601, timedeltas seconds; what is no data, such as a macro, is refused. Out: what
 * variables may be. Of a test, the result counts as true or false by Python's rules.
 *
 * A template fails with `host_error` where the function throws anything but a `HookloomError`, and with `host_value`
 * where it gives what is no plain data; so a function may not be `async`.
 */
export type HostFunction = (...args: never[]) => unknown;

/** What something of the host's is, as errors call it. */
type Kind = "filter" | "test" | "function";

/** A filter of the host's, plain or declared. What is filtered is the first argument. */
export function hostFilter(name: string, given: FilterDefinition | HostFunction): FilterDefinition {
  return readHost("filter", name, given);
}

/** A test of the host's; what it gives counts as true or false, by Python's rules. */
export function hostTest(name: string, given: TestDefinition | HostFunction): TestDefinition {
  return readHost("test", name, given) as TestDefinition;
}

/** A global function of the host's. */
export function hostGlobal(name: string, given: AnyDefinition<Value> | HostFunction): Value {
  return new FunctionValue(readHost("function", name, given));
}

function readHost(
  kind: Kind,
  name: string,
  given: AnyDefinition<unknown> | HostFunction,
): AnyDefinition<Value> {
  if (typeof given === "function") return plain(kind, name, given as (...args: unknown[]) => unknown);
  if (isDeclared(given) && (kind === "function" || given.params.length > 0)) return declared(kind, given);
  throw wrong(`The ${kind} '${name}'`, "a function, or what defineFilter and the like declare", given);
}

/** Whether something has what is used of a declaration. */
function isDeclared(given: unknown): given is AnyDefinition<unknown> {
  const { name, params, run } = Object(given) as Partial<AnyDefinition>;
  const isWhole = typeof name === "string" && typeof run === "function" && Array.isArray(params);
  return isWhole && params.every((parameter?: Partial<Parameter>) => typeof parameter?.read === "function");
}

/** A plain function, declared: it is given plain data, and what it gives is read as such. */
function plain(kind: Kind, name: string, run: (...args: unknown[]) => unknown): AnyDefinition<Value> {
  return {
    name,
    params: [rest("args"), keywords("kwargs")],
    run({ meter }, args: Value[], named: Keywords) {
      const given = args.map((value) => toHost(value, meter));
      if (named.size > 0)
        given.push(Object.fromEntries([...named].map(([key, value]) => [key, toHost(value, meter)])));
      return call(kind, name, meter, false, () => run(...given));
    },
  };
}

/** What was declared, with what it throws told as the host's and what it gives made a value. */
function declared(kind: Kind, definition: AnyDefinition<unknown>): AnyDefinition<Value> {
  const { name } = definition;
  return {
    ...definition,
    params: definition.params.map((parameter) => ({
      ...parameter,
      read: (value, state) => askHost(`${kind} '${name}'`, "render", () => parameter.read(value, state)),
    })),
    run: (state, ...values) => call(kind, name, state.meter, true, () => definition.run(state, ...values)),
  };
}

/**
 * Calls the host's code. The clock is looked at around it: it may take long, or be the first to look.
 * @param isMetered whether it has paid for the texts and instances that it gives
 */
function call(kind: Kind, name: string, meter: Meter, isMetered: boolean, run: () => unknown): Value {
  meter.lookAtClock();
  const given = askHost(`${kind} '${name}'`, "render", run);
  meter.lookAtClock();
  const value = fromHost(given, `The result of '${name}'`, "render");
  // Of a list there is a copy now, which is another thing to pay for.
  if (!isMetered || value !== given) pay(value, meter);
  return kind === "test" ? truth(value) : value;
}

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
