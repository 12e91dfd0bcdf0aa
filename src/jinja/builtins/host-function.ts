import { askHost } from "../../errors/host.js";
import { wrong } from "../../options.js";
import { Dict } from "../../values/dict.js";
import { bytesPerEntry, bytesPerItem, fromHost, toHost } from "../../values/host.js";
import { truth } from "../../values/truth.js";
import { type Budget, Instance, isList, type Value } from "../../values/value.js";
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
  throw wrong(`The ${kind} '${name}'`, "a function, or declared with name, params and run", given, {
    help: "See defineFilter, defineTest and defineGlobal.",
  });
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
    summary: "A function of the host.",
    params: [rest("args"), keywords("kwargs")],
    example: ["", ""],
    run({ meter }, args: Value[], named: Keywords) {
      const given = args.map((value) => toHost(value, meter));
      if (named.size > 0)
        given.push(Object.fromEntries([...named].map(([key, value]) => [key, toHost(value, meter)])));
      return finish(
        kind,
        readResult(
          name,
          call(kind, name, meter, () => run(...given)),
          meter,
        ),
      );
    },
  };
}

/** What was declared, with what it throws told as the host's and what it gives made a value. */
function declared(kind: Kind, definition: AnyDefinition<unknown>): AnyDefinition<Value> {
  const before = known[kind].get(definition);
  if (before !== undefined) return before;
  const { name } = definition;
  const own: AnyDefinition<Value> = {
    ...definition,
    params: definition.params.map((parameter) => ({
      ...parameter,
      read: (value, state) => askHost(`${kind} '${name}'`, "render", () => parameter.read(value, state)),
    })),
    run(state, ...values) {
      const { meter } = state;
      const given = call(kind, name, meter, () => definition.run(state, ...values));
      // These are values as they are, and paid for by whoever made them. A list may hold anything.
      const isRead = typeof given === "string" || given instanceof Instance;
      return finish(kind, isRead ? given : readResult(name, given, meter));
    },
  };
  known[kind].set(definition, own);
  return own;
}

/** Hosts often give all their environments the same declarations: these then share what is made of them. */
const known: Readonly<Record<Kind, WeakMap<object, AnyDefinition<Value>>>> = {
  filter: new WeakMap(),
  test: new WeakMap(),
  function: new WeakMap(),
};

/** Calls the host's code, and looks at the clock around it: it may take long, or be the first to look. */
function call(kind: Kind, name: string, meter: Meter, run: () => unknown): unknown {
  meter.lookAtClock();
  const given = askHost(`${kind} '${name}'`, "render", run);
  meter.lookAtClock();
  return given;
}

function finish(kind: Kind, value: Value): Value {
  return kind === "test" ? truth(value) : value;
}

/** Reads what the host's code gave, which is new at every call, and pays for it. */
function readResult(name: string, given: unknown, meter: Meter): Value {
  const value = fromHost(given, `The result of '${name}'`, "render");
  pay(value, meter);
  return value;
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
