import { HookloomError } from "../errors/error.js";
import { compare } from "./compare.js";
import { Dict, type JsonRecord } from "./dict.js";
import { floatText } from "./float-repr.js";
import {
  escapeHtml,
  htmlStrings,
  type JsonStringStyle,
  plainStrings,
  writeJsonString,
} from "./json-string.js";
import { Markup } from "./markup.js";
import { Float } from "./number.js";
import { bytesPerPrinted, text as textOf } from "./print.js";
import { sortText } from "./text.js";
import { Tuple } from "./tuple.js";
import { typeName } from "./type-name.js";
import { Undefined } from "./undefined.js";
import { type Budget, checkDepth, Instance, isList, type List, unmetered, type Value } from "./value.js";

/** The parameters of Python's `json.dumps` that matter here, with its defaults. All that is not ASCII is escaped. */
export interface JsonWriteOptions {
  /** Sorts the keys of every dict. */
  sortKeys?: boolean;
  /** Blanks, or the text itself, per level; none writes everything on one line. */
  indent?: number | string | undefined;
  /** Escapes `<`, `>`, `&` and `'`, so that the text can stand in HTML. */
  htmlSafe?: boolean;
}

/**
 * Writes a value as Python's `json.dumps` does.
 * @throws HookloomError `type_error` for what JSON cannot say
 */
export function writeJson(value: Value, options: JsonWriteOptions, budget: Budget): string {
  if (typeof value === "string" && options.indent === undefined) {
    return writeJsonString(value, styleOf(options), budget);
  }
  const writer = new JsonWriter(options, budget);
  writer.write(value, 0);
  return writer.text;
}

function styleOf({ htmlSafe }: JsonWriteOptions): JsonStringStyle {
  return htmlSafe === true ? htmlStrings : plainStrings;
}

class JsonWriter {
  /** What was written since the last piece was laid. */
  out = "";
  #laid = "";
  readonly #budget: Budget;
  readonly #sortKeys: boolean;
  readonly #indent: string | undefined;
  readonly #strings: JsonStringStyle;
  /** By depth, the keys of the last record and their order. */
  readonly #orders: { readonly keys: readonly string[]; readonly sorted: readonly string[] }[] = [];

  constructor(options: JsonWriteOptions, budget: Budget) {
    const { indent } = options;
    this.#budget = budget;
    budget.reserve(typeof indent === "number" ? Math.max(0, indent) : mostPerUnit * (indent?.length ?? 0));
    this.#sortKeys = options.sortKeys === true;
    const unit = typeof indent === "number" ? " ".repeat(Math.max(0, indent)) : indent;
    this.#indent = options.htmlSafe === true && unit !== undefined ? escapeHtml(unit) : unit;
    this.#strings = styleOf(options);
  }

  get text(): string {
    return this.#laid + this.out;
  }

  write(value: Value | JsonRecord, depth: number): void {
    switch (typeof value) {
      case "string":
        this.#text(value);
        break;
      case "number":
        this.out += Number.isInteger(value) ? value : jsonFloat(value);
        break;
      case "boolean":
        this.out += value ? "true" : "false";
        break;
      case "bigint":
        this.out += textOf(value, this.#budget);
        break;
      default:
        if (value === null) this.out += "null";
        else if (isList(value)) this.#list(value, depth);
        else if (value instanceof Dict) this.#dict(value, depth);
        else if (value instanceof Markup) this.#text(value.value);
        else if (value instanceof Float) this.out += jsonFloat(value.value);
        else if (value instanceof Tuple) this.#list(value.items, depth);
        else if (!(value instanceof Instance)) this.#record(value, depth);
        else refuse(value);
    }
  }

  #text(value: string): void {
    this.out += writeJsonString(value, this.#strings, this.#budget);
  }

  #list(items: List, depth: number): void {
    if (items.length === 0) {
      this.out += "[]";
      return;
    }
    checkDepth(depth, this.#budget);
    this.out += "[";
    for (let index = 0; index < items.length; index += 1) {
      this.#separate(index === 0, depth + 1);
      this.write(items[index] as Value, depth + 1);
    }
    this.#close("]", depth);
  }

  #dict(dict: Dict, depth: number): void {
    if (dict.record !== undefined) {
      this.#record(dict.record, depth);
      return;
    }
    const keys = dict.keys();
    if (keys.length === 0) {
      this.out += "{}";
      return;
    }
    checkDepth(depth, this.#budget);
    this.out += "{";
    const order = this.#sortKeys ? this.#sortedKeys(keys, depth) : keys;
    for (let index = 0; index < order.length; index += 1) {
      const key = order[index] as Value;
      this.#separate(index === 0, depth + 1);
      this.out += this.#label(jsonKey(key, this.#budget));
      const value = typeof key === "string" ? dict.getText(key) : dict.get(key, this.#budget);
      this.write(value as Value, depth + 1);
    }
    this.#close("}", depth);
  }

  #sortedKeys(keys: List, depth: number): readonly Value[] {
    if (keys.every((key) => typeof key === "string")) return this.#sorted(keys, depth);
    this.#budget.spend(keys.length);
    return keys.toSorted((a, b) => compare(a, b, this.#budget));
  }

  /** As {@link #dict}, without making a dict of every record in a record. */
  #record(record: JsonRecord, depth: number): void {
    const keys = Object.keys(record);
    if (keys.length === 0) {
      this.out += "{}";
      return;
    }
    checkDepth(depth, this.#budget);
    this.out += "{";
    const order = this.#sortKeys ? this.#sorted(keys, depth) : keys;
    for (let index = 0; index < order.length; index += 1) {
      const key = order[index] as string;
      this.#separate(index === 0, depth + 1);
      this.out += this.#label(key);
      this.write(record[key] as Value | JsonRecord, depth + 1);
    }
    this.#close("}", depth);
  }

  /** A key as it is written, colon included: those of one record are mostly those of the next. */
  #label(key: string): string {
    if (key.length > longestLabel) return `${writeJsonString(key, this.#strings, this.#budget)}: `;
    const { labels } = this.#strings;
    let label = labels.get(key);
    if (label === undefined) {
      // Paid for below, whether it was known or not.
      label = `${writeJsonString(key, this.#strings, unmetered)}: `;
      if (labels.size === mostLabels) labels.clear();
      labels.set(key, label);
    }
    this.#budget.reserve(label.length - '"": '.length);
    return label;
  }

  #sorted(keys: readonly string[], depth: number): readonly string[] {
    this.#budget.spend(keys.length);
    const last = this.#orders[depth];
    if (last?.keys.length === keys.length && last.keys.every((key, index) => key === keys[index])) {
      return last.sorted;
    }
    const sorted = sortText(keys);
    this.#orders[depth] = { keys, sorted };
    return sorted;
  }

  /** Writes what stands before an item, and pays for the item. */
  #separate(first: boolean, depth: number): void {
    if (this.out.length > piece) this.#lay();
    if (this.#indent === undefined) {
      this.#budget.reserve(bytesPerPrinted);
      if (!first) this.out += ", ";
      return;
    }
    this.#budget.reserve(bytesPerPrinted + this.#indent.length * depth);
    this.out += `${first ? "" : ","}\n${this.#indent.repeat(depth)}`;
  }

  /**
   * Puts what was written last in one piece. JavaScript's engines hold text that grows as a tree of what was added; for
   * long texts, it is faster to put that together bit by bit.
   */
  #lay(): void {
    this.out.charCodeAt(0);
    this.#laid += this.out;
    this.out = "";
  }

  #close(bracket: string, depth: number): void {
    this.out += this.#indent === undefined ? bracket : `\n${this.#indent.repeat(depth)}${bracket}`;
  }
}

function refuse(value: Instance): never {
  const message = `Object of type ${typeName(value)} is not JSON serializable`;
  if (!(value instanceof Undefined)) throw new HookloomError("type_error", message);
  throw new HookloomError("type_error", message, {
    help: `${value.message}. If that can be, give it a default: |default(none)|tojson`,
  });
}

/** Text of so many units is put in one piece. */
const piece = 16_384;

/** So many labels are kept, for all renders, and none of a longer key. */
const mostLabels = 1000;
const longestLabel = 100;

function jsonKey(key: Value, budget: Budget): string {
  if (typeof key === "string") return key;
  if (key instanceof Markup) return key.value;
  if (key === null) return "null";
  if (typeof key === "boolean") return key ? "true" : "false";
  if (typeof key === "bigint") return textOf(key, budget);
  if (typeof key === "number") return Number.isInteger(key) ? String(key) : jsonFloat(key);
  if (key instanceof Float) return jsonFloat(key.value);
  throw new HookloomError("type_error", `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

/** What an escape takes. */
const mostPerUnit = 6;
