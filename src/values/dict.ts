import { equalOrSame, hashKey, longestHashed, textKey } from "./compare.js";
import { asText } from "./markup.js";
import { bytesPerPrinted, repr } from "./print.js";
import { type Budget, checkDepth, Instance, isList, type List, unmetered, type Value } from "./value.js";

/** A JSON object as `JSON.parse` makes it, for {@link Dict} to wrap. */
export type JsonRecord = { readonly [key: string]: unknown };

/**
 * A Python dict: keeps insertion order, and takes for the same key what Python does.
 *
 * The fast way to make one is to wrap a record that `JSON.parse` made. Such a dict answers look-ups from
 * the record, own properties only, and turns it into a `Map` when somebody wants to see all of it.
 */
export class Dict extends Instance {
  readonly typeName: string = "dict";
  #record: JsonRecord | undefined;
  /** The values by hash key; while there is a record, only its objects and arrays that were asked for. */
  #values: Map<unknown, Value> | undefined;
  /** How many keys the record has, once somebody has counted them. */
  #recordLength: number | undefined;
  /** The keys that differ from their hash keys: `True`, `1.0`, tuples … */
  #keys: Map<unknown, Value> | undefined;

  /**
   * @param contents what to take over without copying: a record, with its lists and its records, or a map whose keys
   * are text without U+0000. The caller gives it away.
   */
  constructor(contents?: Map<string, Value> | JsonRecord) {
    super();
    if (contents instanceof Map) this.#values = contents;
    else this.#record = contents;
  }

  static fromEntries(entries: Iterable<readonly [Value, Value]>, budget: Budget = unmetered): Dict {
    const dict = new Dict();
    for (const [key, value] of entries) dict.set(key, value, budget);
    return dict;
  }

  /** Adds or replaces an item. Only for whoever builds the dict: templates see it as immutable. */
  set(key: Value, value: Value, budget: Budget = unmetered): this {
    const values = this.#all();
    const hash = hashKey(key, budget);
    if (hash !== key && !values.has(hash)) {
      this.#keys ??= new Map();
      this.#keys.set(hash, key);
    }
    values.set(hash, value);
    return this;
  }

  /** `dict[key]` for any key, or undefined. */
  get(key: Value, budget: Budget): Value | undefined {
    const text = asText(key);
    if (text === undefined) return this.#all().get(hashKey(key, budget));
    budget.spend(text.length >> (text.length > longestHashed ? 2 : 6));
    return this.getText(text);
  }

  /** `dict[key]` for a string, or undefined. */
  getText(key: string): Value | undefined {
    const record = this.#record;
    if (record === undefined) return this.#values?.get(textKey(key));
    if (!Object.hasOwn(record, key)) return undefined;
    const raw = record[key];
    if (typeof raw !== "object" || raw === null) return raw as Value;
    this.#values ??= new Map();
    let value = this.#values.get(key);
    if (value === undefined) {
      value = fromJson(raw);
      this.#values.set(key, value);
    }
    return value;
  }

  /** The record that it still wraps, for whoever only reads: all of it is plain JSON, or values of this package. */
  get record(): JsonRecord | undefined {
    return this.#record;
  }

  /** `key in dict` */
  has(key: Value, budget: Budget): boolean {
    return this.get(key, budget) !== undefined;
  }

  get length(): number {
    if (this.#record === undefined) return this.#values?.size ?? 0;
    this.#recordLength ??= Object.keys(this.#record).length;
    return this.#recordLength;
  }

  keys(): List {
    if (this.#record !== undefined) return Object.keys(this.#record);
    const hashes = [...this.#all().keys()];
    return this.#keys === undefined ? (hashes as List) : hashes.map((hash) => keyOf(hash, this.#keys));
  }

  *entries(): Generator<[Value, Value]> {
    const values = this.#all();
    const keys = this.#keys;
    for (const [hash, value] of values) yield [keyOf(hash, keys), value];
  }

  /** The whole dict as a map; a record is turned into one and given up. */
  #all(): Map<unknown, Value> {
    const record = this.#record;
    const seen = this.#values;
    if (record === undefined && seen !== undefined) return seen;
    const all = new Map<unknown, Value>();
    for (const key of record === undefined ? [] : Object.keys(record)) {
      all.set(textKey(key), seen?.get(key) ?? fromJson(record?.[key]));
      if (key.charCodeAt(0) === 0) {
        this.#keys ??= new Map();
        this.#keys.set(textKey(key), key);
      }
    }
    this.#record = undefined;
    this.#values = all;
    return all;
  }

  repr(budget: Budget, depth: number): string {
    checkDepth(depth, budget);
    let out = "";
    for (const [key, value] of this.entries()) {
      budget.reserve(2 * bytesPerPrinted);
      const item = `${repr(key, budget, depth + 1)}: ${repr(value, budget, depth + 1)}`;
      out += out === "" ? item : `, ${item}`;
    }
    return `{${out}}`;
  }

  override truth(): boolean {
    return this.length > 0;
  }

  override size(): number {
    return this.length;
  }

  override *iterate(): Generator<Value> {
    const hashes = this.#all().keys();
    const keys = this.#keys;
    for (const hash of hashes) yield keyOf(hash, keys);
  }

  override contains(needle: Value, budget: Budget): boolean {
    return this.has(needle, budget);
  }

  override item(key: Value, budget: Budget): Value | undefined {
    return this.get(key, budget);
  }

  override equals(other: Value, budget: Budget, depth: number): boolean {
    if (!(other instanceof Dict) || other.length !== this.length) return false;
    checkDepth(depth, budget);
    for (const [key, value] of this.entries()) {
      budget.spend(1);
      const twin = other.get(key, budget);
      if (twin === undefined || !equalOrSame(value, twin, budget, depth + 1)) return false;
    }
    return true;
  }

  override hashKey(): undefined {
    return undefined;
  }
}

function keyOf(hash: unknown, keys: Map<unknown, Value> | undefined): Value {
  const key = keys?.get(hash);
  return key === undefined ? (hash as Value) : key;
}

/** Takes over what `JSON.parse` made, where every number in it is known to be exact. */
export function fromJson(raw: unknown): Value {
  if (typeof raw !== "object" || raw === null) return raw as Value;
  if (!isList(raw)) return new Dict(raw as JsonRecord);
  for (let index = 0; index < raw.length; index += 1) {
    const item = raw[index];
    if (typeof item === "object" && item !== null) raw[index] = fromJson(item);
  }
  return raw;
}

/** A dict of strings whose look-ups ignore case, as HTTP's header names do (RFC 9110, 5.1). */
export class CaseInsensitiveDict extends Dict {
  override getText(key: string): Value | undefined {
    return super.getText(key.toLowerCase());
  }
}
