import { HookloomError } from "../errors/error.js";
import { defaultLimits } from "../limits.js";
import { DateTime, DateValue, TimeDelta, TimeValue } from "./datetime/index.js";
import { Dict } from "./dict.js";
import { Float, toInt } from "./number.js";
import { asText } from "./markup.js";
import { toList } from "./iterate.js";
import { Undefined } from "./undefined.js";
import { Instance, isList, type List, unmetered, type Value } from "./value.js";

/**
 * The border on the way in: copies plain data of the host into values. What is not plain data is refused
 * by name without running any of it: functions, accessors, proxies, instances of classes, symbols, sparse
 * arrays, circular references.
 *
 * Numbers with no fraction become ints, others floats; `Map` becomes a dict with keys of any kind; `Date`
 * becomes an aware datetime in UTC; `null`, and `undefined` in an array, become None; an `undefined`
 * property is not there.
 *
 * @throws HookloomError `host_value`, with the path to the culprit
 */
export function fromHost(value: unknown, name = "value"): Value {
  return new HostReader().read(value, name, 1);
}

class HostReader {
  /** The objects around the one being read, to notice cycles. */
  readonly #open = new Set<object>();

  read(value: unknown, path: string, depth: number): Value {
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return fromNumber(value);
      case "bigint":
        return toInt(value);
      case "undefined":
        return null;
      case "object":
        if (value === null || value instanceof Instance) return value;
        return this.#object(value, path, depth);
      default:
        return refuse(path, typeof value === "function" ? "a function" : "a symbol");
    }
  }

  #object(value: object, path: string, depth: number): Value {
    if (isProxy(value)) refuse(path, "a proxy");
    if (this.#open.has(value)) refuse(path, "a circular reference");
    if (depth > defaultLimits.dataDepth) refuse(path, "nested too deeply");
    this.#open.add(value);
    const copy = this.#copy(value, path, depth);
    this.#open.delete(value);
    return copy;
  }

  #copy(value: object, path: string, depth: number): Value {
    const ancestors = prototypes(value);
    if (Array.isArray(value)) {
      return ancestors === 2 ? this.#array(value, path, depth) : refuse(path, "an instance of a class");
    }
    if (ancestors <= 1) return this.#record(value, path, depth);
    if (ancestors === 2 && isMap(value)) return this.#map(value, path, depth);
    const milliseconds = ancestors === 2 ? dateTimeOf(value) : undefined;
    if (milliseconds !== undefined) return fromDate(milliseconds, path);
    return refuse(path, "an instance of a class");
  }

  #array(array: readonly unknown[], path: string, depth: number): List {
    const list: List = [];
    for (let index = 0; index < array.length; index += 1) {
      const own = Object.getOwnPropertyDescriptor(array, index);
      const place = `${path}[${index}]`;
      if (own === undefined) return refuse(place, "a hole in an array");
      if (!("value" in own)) return refuse(place, "an accessor");
      list.push(this.read(own.value, place, depth + 1));
    }
    return list;
  }

  #record(record: object, path: string, depth: number): Dict {
    if (Object.getOwnPropertySymbols(record).length > 0) refuse(path, "an object with symbols");
    const dict = new Dict();
    for (const key of Object.keys(record)) {
      const own = Object.getOwnPropertyDescriptor(record, key);
      const place = `${path}.${key}`;
      if (own === undefined || !("value" in own)) return refuse(place, "an accessor");
      if (own.value !== undefined) dict.set(key, this.read(own.value, place, depth + 1));
    }
    return dict;
  }

  #map(map: Map<unknown, unknown>, path: string, depth: number): Dict {
    const dict = new Dict();
    Map.prototype.forEach.call(map, (item: unknown, key: unknown) => {
      const place = `${path}.get(${typeof key === "string" ? key : typeof key})`;
      dict.set(this.read(key, place, depth + 1), this.read(item, place, depth + 1));
    });
    return dict;
  }
}

function fromNumber(value: number): Value {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
  if (Object.is(value, -0)) return new Float(-0);
  return Number.isInteger(value) ? BigInt(value) : value;
}

function fromDate(milliseconds: number, path: string): DateTime {
  if (milliseconds >= firstInstant && milliseconds <= lastInstant) return DateTime.fromMilliseconds(milliseconds);
  return refuse(path, Number.isNaN(milliseconds) ? "an invalid date" : "a date out of the years 1 to 9999");
}

const firstInstant = Date.parse("0001-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

function refuse(path: string, kind: string): never {
  throw new HookloomError("host_value", `${path} is ${kind}, which a template may not see`, {
    help: "Pass plain data: strings, numbers, booleans, null, arrays, plain objects, Map, Date, bigint.",
  });
}

/** How many prototypes stand above an object: 1 for a plain one, in any realm. */
function prototypes(value: object): number {
  let count = 0;
  for (let above = Object.getPrototypeOf(value); above !== null; above = Object.getPrototypeOf(above)) {
    count += 1;
    if (count > 2 || isProxy(above)) return 3;
  }
  return count;
}

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, "size")?.get as () => number;

function isMap(value: object): value is Map<unknown, unknown> {
  try {
    mapSize.call(value);
    return true;
  } catch {
    return false;
  }
}

/** The time of a JavaScript `Date`, NaN for an invalid one; undefined for any other object. */
function dateTimeOf(value: object): number | undefined {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

/** Only the runtime can tell a proxy without waking it; where it cannot be asked, none is seen. */
const isProxy: (value: unknown) => boolean = (() => {
  const runtime = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  const util = runtime?.getBuiltinModule?.("node:util") as
    | { types?: { isProxy?: (value: unknown) => boolean } }
    | undefined;
  return util?.types?.isProxy ?? (() => false);
})();

/**
 * The border on the way out: a value as plain JavaScript data, for functions of the host. Dicts become
 * plain objects, or a `Map` where a key is no string; whole floats become numbers; undefined values become
 * `undefined`; aware datetimes become a `Date`, cut to milliseconds, other dates and times ISO 8601 text,
 * durations seconds; whatever only a template can use (macros, loops) is refused.
 *
 * @throws HookloomError `type_error` for a value that has no JavaScript counterpart
 */
export function toHost(value: Value): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(toHost);
  if (value instanceof Float) return value.value;
  if (value instanceof Undefined) return undefined;
  if (value instanceof Dict) return dictToHost(value);
  const text = asText(value);
  if (text !== undefined) return text;
  if (value instanceof DateValue) return dateToHost(value);
  if (value instanceof TimeValue) return value.isoTime();
  if (value instanceof TimeDelta) return toHost(value.totalSeconds());
  if (value.iterate(unmetered) !== undefined) return toList(value, unmetered).map(toHost);
  return value;
}

function dateToHost(value: DateValue): unknown {
  if (!(value instanceof DateTime)) return value.isoDate();
  return value.offset === undefined ? value.isoDateTime() : new Date(value.toMilliseconds());
}

function dictToHost(dict: Dict): unknown {
  const entries = [...dict.entries()];
  if (!entries.every(([key]) => typeof key === "string")) {
    return new Map(entries.map(([key, value]) => [toHost(key), toHost(value)]));
  }
  const record: Record<string, unknown> = {};
  for (const [key, value] of entries as [string, Value][]) {
    // An own property, also for the key "__proto__".
    Object.defineProperty(record, key, {
      value: toHost(value),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return record;
}


