import { HookloomError } from "../errors/error.js";
import { compare } from "./compare.js";
import { Dict } from "./dict.js";
import { Markup } from "./markup.js";
import { Float, floatText } from "./number.js";
import { bytesPerItem, text as textOf } from "./print.js";
import { compareText } from "./text.js";
import { Tuple } from "./tuple.js";
import { typeName } from "./type-name.js";
import { type Budget, checkDepth, isList, type List, type Value } from "./value.js";

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
  const writer = new JsonWriter(options, budget);
  writer.write(value, 0);
  return writer.out;
}

class JsonWriter {
  out = "";
  readonly #budget: Budget;
  readonly #sortKeys: boolean;
  readonly #indent: string | undefined;
  readonly #special: RegExp;
  readonly #specials: RegExp;

  constructor(options: JsonWriteOptions, budget: Budget) {
    const { indent } = options;
    this.#budget = budget;
    budget.reserve(typeof indent === "number" ? Math.max(0, indent) : mostPerUnit * (indent?.length ?? 0));
    this.#sortKeys = options.sortKeys === true;
    const unit = typeof indent === "number" ? " ".repeat(Math.max(0, indent)) : indent;
    this.#indent = options.htmlSafe === true && unit !== undefined ? htmlSafe(unit) : unit;
    const kind = options.htmlSafe === true ? "html" : "plain";
    this.#special = special[kind];
    this.#specials = specials[kind];
  }

  write(value: Value, depth: number): void {
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
        else {
          throw new HookloomError("type_error", `Object of type ${typeName(value)} is not JSON serializable`);
        }
    }
  }

  #text(value: string): void {
    this.#budget.reserve(value.length);
    const json = JSON.stringify(value);
    if (!this.#special.test(json)) {
      this.out += json;
      return;
    }
    this.#budget.reserve(json.length - value.length);
    this.out += json.replace(this.#specials, (unit) => {
      this.#budget.reserve(mostPerUnit - 1);
      return escapeUnit(unit);
    });
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
    if (dict.length === 0) {
      this.out += "{}";
      return;
    }
    checkDepth(depth, this.#budget);
    this.out += "{";
    let first = true;
    for (const [key, value] of this.#sortKeys ? sorted(dict, this.#budget) : dict.entries()) {
      this.#separate(first, depth + 1);
      first = false;
      this.#text(jsonKey(key, this.#budget));
      this.out += ": ";
      this.write(value, depth + 1);
    }
    this.#close("}", depth);
  }

  /** Writes what stands before an item, and pays for the item. */
  #separate(first: boolean, depth: number): void {
    if (this.#indent === undefined) {
      this.#budget.reserve(bytesPerItem);
      if (!first) this.out += ", ";
      return;
    }
    this.#budget.reserve(bytesPerItem + this.#indent.length * depth);
    this.out += `${first ? "" : ","}\n${this.#indent.repeat(depth)}`;
  }

  #close(bracket: string, depth: number): void {
    this.out += this.#indent === undefined ? bracket : `\n${this.#indent.repeat(depth)}${bracket}`;
  }
}

// What JSON.stringify leaves as it is and must be escaped here.
const special = { plain: /[\x7f-\uffff]/, html: /[<>&'\x7f-\uffff]/ };
const specials = { plain: /[\x7f-\uffff]/g, html: /[<>&'\x7f-\uffff]/g };

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

function sorted(dict: Dict, budget: Budget): [Value, Value][] {
  const entries = [...dict.entries()];
  budget.spend(entries.length);
  return entries.sort(([a], [b]) =>
    typeof a === "string" && typeof b === "string" ? compareText(a, b) : compare(a, b, budget),
  );
}

function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
}

/** One character after the other, since that is fast however many there are. */
function htmlSafe(text: string): string {
  return ["<", ">", "&", "'"].reduce((safe, unit) => safe.replaceAll(unit, escapeUnit(unit)), text);
}

/** What an escape takes. */
const mostPerUnit = 6;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
