import type { ErrorCode, ErrorInfo } from "../errors/codes.js";
import { HookloomError } from "../errors/error.js";
import { defaultLimits } from "../limits.js";
import { DateTime, DateValue, TimeDelta, TimeValue } from "./datetime/index.js";
import { Dict } from "./dict.js";
import { toList } from "./iterate.js";
import { asText } from "./markup.js";
import { Float, toInt } from "./number.js";
import { setOwn } from "./record.js";
import { typeName } from "./type-name.js";
import { Undefined } from "./undefined.js";
import {
  type Budget,
  bytesPerEntry,
  bytesPerItem,
  checkDepth,
  Instance,
  isList,
  type List,
  unmetered,
  type Value,
} from "./value.js";

/**
 * The border on the way in: copies plain data of the host into values. What is not plain data is refused
 * by name without running any of it: functions, accessors, proxies, instances of classes, symbols, sparse
 * arrays, circular references.
 *
 * Numbers with no fraction become ints, others floats; `Map` becomes a dict with keys of any kind; `Date`
 * becomes an aware datetime in UTC; `null`, and `undefined` in an array, become None; an `undefined`
 * property is not there.
 *
 * @param name what the path to a culprit begins with
 * @param stage of the flow that is given the value, if that is not the options
 * @throws HookloomError `host_value`, with the path to the culprit; `depth_limit` for data nested too deeply
 */
export function fromHost(value: unknown, name = "value", stage?: ErrorInfo["stage"]): Value {
  return new HostReader(name, stage).read(value);
}

/** Reading so many lists and dicts, an object that is met again is not read again. */
const sharingFrom = 1000;

class HostReader {
  /** The objects around the one being read, outermost first, to notice cycles. */
  readonly #open: object[] = [];
  /** The way to what is being read, to name a culprit. */
  readonly #path: (string | number)[];
  readonly #stage: ErrorInfo["stage"] | undefined;
  /** What objects were read as, once there are so many that sharing could make them endless. */
  #read: Map<object, Value> | undefined;
  #count = 0;

  constructor(name: string, stage: ErrorInfo["stage"] | undefined) {
    this.#path = [name];
    this.#stage = stage;
  }

  read(value: unknown): Value {
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
        return value === null ? null : this.#object(value);
      default:
        return this.#refuse(typeof value === "function" ? "a function" : "a symbol");
    }
  }

  #object(value: object): Value {
    // Asked first: whatever else is done to a proxy wakes it.
    if (isProxy(value)) this.#refuse("a proxy");
    if (value instanceof Instance) return value;
    if (this.#open.includes(value)) this.#refuse("a circular reference");
    if (this.#open.length >= defaultLimits.dataDepth) this.#refuse("nested too deeply", "depth_limit");
    const known = this.#read?.get(value);
    if (known !== undefined) return known;
    this.#open.push(value);
    const copy = this.#copy(value);
    this.#open.pop();
    this.#count += 1;
    if (this.#count > sharingFrom) this.#read ??= new Map();
    this.#read?.set(value, copy);
    return copy;
  }

  #copy(value: object): Value {
    const ancestors = prototypes(value);
    if (Array.isArray(value)) {
      return ancestors === 2 ? this.#array(value) : this.#refuse("an instance of a class");
    }
    if (ancestors <= 1) return this.#record(value);
    if (ancestors === 2 && isMap(value)) return this.#map(value);
    if (ancestors === 2 && value instanceof Promise) {
      return this.#refuse("a promise (functions of the host cannot be async)");
    }
    const milliseconds = ancestors === 2 ? dateTimeOf(value) : undefined;
    return milliseconds === undefined ? this.#refuse("an instance of a class") : this.#date(milliseconds);
  }

  #array(array: readonly unknown[]): List {
    const list: List = [];
    for (let index = 0; index < array.length; index += 1) {
      this.#path.push(index);
      const own = Object.getOwnPropertyDescriptor(array, index);
      if (own === undefined) return this.#refuse("a hole in an array");
      if (!Object.hasOwn(own, "value")) return this.#refuse("an accessor");
      list.push(this.read(own.value));
      this.#path.pop();
    }
    return list;
  }

  #record(record: object): Dict {
    const dict = new Dict();
    const keys = Object.keys(record);
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index] as string;
      const own = Object.getOwnPropertyDescriptor(record, key) as PropertyDescriptor;
      this.#path.push(key);
      if (!Object.hasOwn(own, "value")) return this.#refuse("an accessor");
      if (own.value !== undefined) dict.set(key, this.read(own.value));
      this.#path.pop();
    }
    return dict;
  }

  #map(map: Map<unknown, unknown>): Dict {
    const dict = new Dict();
    Map.prototype.forEach.call(map, (item: unknown, key: unknown) => {
      this.#path.push(typeof key === "string" ? key : `(${typeof key})`);
      dict.set(this.read(key), this.read(item));
      this.#path.pop();
    });
    return dict;
  }

  #date(milliseconds: number): DateTime {
    if (milliseconds >= firstInstant && milliseconds <= lastInstant) {
      return DateTime.fromMilliseconds(milliseconds);
    }
    return this.#refuse(Number.isNaN(milliseconds) ? "an invalid date" : "a date out of the years 1 to 9999");
  }

  #refuse(kind: string, code: ErrorCode = "host_value"): never {
    const [name, ...steps] = this.#path;
    const path = steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
    throw new HookloomError(code, `${name}${path} is ${kind}, which a template may not see`, {
      help: "Pass plain data: strings, numbers, booleans, null, arrays, plain objects, Map, Date, bigint.",
      ...(this.#stage && { stage: this.#stage }),
    });
  }
}

function fromNumber(value: number): Value {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value;
  if (Object.is(value, -0)) return new Float(-0);
  return Number.isInteger(value) ? BigInt(value) : value;
}

const firstInstant = Date.parse("0001-01-01T00:00:00.000Z");
const lastInstant = Date.parse("9999-12-31T23:59:59.999Z");

/** How many prototypes stand above an object: 1 for a plain one, in any realm. */
function prototypes(value: object): number {
  if (Object.getPrototypeOf(value) === Object.prototype) return 1;
  let count = 0;
  for (let above = Object.getPrototypeOf(value); above !== null; above = Object.getPrototypeOf(above)) {
    count += 1;
    if (count > 2 || isProxy(above)) return 3;
  }
  return count;
}

function isMap(value: object): value is Map<unknown, unknown> {
  try {
    Map.prototype.has.call(value, undefined);
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

let types: { isProxy?: (value: unknown) => boolean } = {};
try {
  types = (globalThis as unknown as Runtime).process.getBuiltinModule("node:util").types;
} catch {
  // There is no such function, or it throws, as in Next's edge runtime.
}

interface Runtime {
  process: { getBuiltinModule(name: string): { types: typeof types } };
}

/** Only the runtime can tell a proxy without waking it; where it cannot be asked, none is seen. */
const isProxy = types.isProxy ?? (() => false);

/**
 * The border on the way out: a value as plain JavaScript data, for functions of the host. Dicts become
 * plain objects, or a `Map` where a key is no string; whole floats become numbers; undefined values become
 * `undefined`; aware datetimes become a `Date`, cut to milliseconds, other dates and times ISO 8601 text,
 * durations seconds. What only a template can use, such as a macro, is refused.
 *
 * @param budget pays for the copy, in which what is in the value several times is there as often; none is needed
 * where the value is bounded otherwise
 * @param depth how many lists and dicts are around the value
 * @throws HookloomError `type_error` for what is no data; with a budget, `depth_limit` for data nested too deeply and the errors of limits; and what
 * going through something lazy throws
 */
export function toHost(value: Value, budget?: Budget, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return listToHost(value, budget, depth);
  if (value instanceof Float) return value.value;
  if (value instanceof Undefined) return undefined;
  if (value instanceof Dict) return dictToHost(value, budget, depth);
  const text = asText(value);
  if (text !== undefined) return text;
  if (value instanceof DateValue) return dateToHost(value);
  if (value instanceof TimeValue) return value.isoTime();
  if (value instanceof TimeDelta) return toHost(value.totalSeconds());
  const payer = budget ?? unmetered;
  // What can be called is no data, even where it can be gone through, as `loop` can.
  if (!("call" in value) && value.iterate(payer) !== undefined)
    return listToHost(toList(value, payer), budget, depth);
  throw new HookloomError("type_error", `A function of the host cannot be given '${typeName(value)}'`);
}

function payCopy(count: number, bytes: number, depth: number, budget: Budget): void {
  checkDepth(depth, budget);
  budget.reserve(count * bytes);
  budget.spend(count);
}

function listToHost(list: List, budget: Budget | undefined, depth: number): unknown[] {
  if (budget !== undefined) payCopy(list.length, bytesPerItem, depth, budget);
  return list.map((item) => toHost(item, budget, depth + 1));
}

function dateToHost(value: DateValue): unknown {
  if (!(value instanceof DateTime)) return value.isoDate();
  return value.offset === undefined ? value.isoDateTime() : new Date(value.toMilliseconds());
}

function dictToHost(dict: Dict, budget: Budget | undefined, depth: number): unknown {
  if (budget !== undefined) payCopy(dict.length, bytesPerEntry, depth, budget);
  const entries = [...dict.entries()];
  const convert = (value: Value) => toHost(value, budget, depth + 1);
  if (!entries.every(([key]) => typeof key === "string")) {
    return new Map(entries.map(([key, value]) => [convert(key), convert(value)]));
  }
  const record: Record<string, unknown> = {};
  for (const [key, value] of entries as [string, Value][]) {
    setOwn(record, key, convert(value));
  }
  return record;
}
