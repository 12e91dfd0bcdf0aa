import { isHookloomError } from "../../../errors/error.js";
import { compare } from "../../../values/compare.js";
import { Dict } from "../../../values/dict.js";
import { splitLines } from "../../../values/lines.js";
import { quoted, repr } from "../../../values/print.js";
import { spaceClass, textLength } from "../../../values/text.js";
import { Tuple } from "../../../values/tuple.js";
import { typeName } from "../../../values/type-name.js";
import {
  type Budget,
  bytesPerItem,
  checkDepth,
  Instance,
  isList,
  type List,
  type Value,
} from "../../../values/value.js";
import { TextBuilder } from "../../sandbox/allocate.js";

/** The parameters of Python's `pprint.pformat` that matter here. */
export interface PrettyPrintOptions {
  /** Writes containers inside so many others as `...`. */
  depth?: number;
  /** Puts as many items on a line as fit. */
  compact?: boolean;
}

/** Columns of a line. */
const width = 80;

/** Python's `pprint.pformat`: what does not fit on one line is written item by item, dicts by sorted keys. */
export function prettyPrint(value: Value, budget: Budget, options: PrettyPrintOptions = {}): string {
  const printer = new PrettyPrinter(options, budget);
  printer.print(value, 0, 0, 0);
  return printer.out.text;
}

class PrettyPrinter {
  readonly out: TextBuilder;
  readonly #budget: Budget;
  readonly #depth: number;
  readonly #compact: boolean;

  constructor(options: PrettyPrintOptions, budget: Budget) {
    this.out = new TextBuilder(budget);
    this.#budget = budget;
    this.#depth = options.depth ?? Number.POSITIVE_INFINITY;
    this.#compact = options.compact === true;
  }

  /**
   * Writes a value.
   * @param indent the column that it starts in
   * @param allowance columns that what follows it on its last line will take
   * @param level how many containers are around it
   */
  print(value: Value, indent: number, allowance: number, level: number): void {
    const line = this.#line(value, width - indent - allowance, level);
    if (line !== undefined) this.out.add(line);
    else if (typeof value === "string") this.#text(value, indent, allowance, level + 1);
    else if (isList(value)) this.#list("[", value, "]", indent, allowance, level + 1);
    else if (isPlainTuple(value)) {
      this.#list("(", value.items, value.items.length === 1 ? ",)" : ")", indent, allowance, level + 1);
    } else if (value instanceof Dict) this.#dict(value, indent, allowance, level + 1);
    else this.out.add(repr(value, this.#budget, level));
  }

  #breakLine(indent: number): void {
    this.#budget.reserve(indent);
    this.out.add(`\n${" ".repeat(indent)}`);
  }

  #dict(dict: Dict, indent: number, allowance: number, level: number): void {
    checkDepth(level, this.#budget);
    this.out.add("{");
    const entries = this.#sorted(dict);
    for (const [index, [key, value]] of entries.entries()) {
      if (index > 0) {
        this.out.add(",");
        this.#breakLine(indent + 1);
      }
      const name = this.#line(key, Number.POSITIVE_INFINITY, level) as string;
      this.out.add(`${name}: `);
      const isLast = index === entries.length - 1;
      this.print(value, indent + 1 + textLength(name) + 2, isLast ? allowance + 1 : 1, level);
    }
    this.out.add("}");
  }

  #list(open: string, items: List, close: string, indent: number, allowance: number, level: number): void {
    checkDepth(level, this.#budget);
    this.out.add(open);
    const column = indent + 1;
    let room = width - indent;
    let free = room;
    let isFirst = true;
    let joinsLine = false;
    for (const [index, item] of items.entries()) {
      const isLast = index === items.length - 1;
      if (isLast) {
        room -= allowance + close.length;
        free -= allowance + close.length;
      }
      if (this.#compact) {
        const line = this.#line(item, Math.max(room, free) - 2, level);
        const size = line === undefined ? Number.POSITIVE_INFINITY : textLength(line) + 2;
        if (free < size) {
          free = room;
          joinsLine = false;
        }
        if (line !== undefined && free >= size) {
          free -= size;
          if (joinsLine) this.out.add(", ");
          else this.#separate(isFirst, column);
          this.out.add(line);
          isFirst = false;
          joinsLine = true;
          continue;
        }
      }
      this.#separate(isFirst, column);
      isFirst = false;
      joinsLine = false;
      this.print(item, column, isLast ? allowance + close.length : 1, level);
    }
    this.out.add(close);
  }

  #separate(isFirst: boolean, column: number): void {
    if (isFirst) return;
    this.out.add(",");
    this.#breakLine(column);
  }

  /** Text over several lines: the literals of its parts, one below the other. */
  #text(text: string, indent: number, allowance: number, level: number): void {
    const isTop = level === 1;
    const column = isTop ? indent + 1 : indent;
    const literals = this.#literals(text, width - column, isTop ? allowance + 1 : allowance);
    if (literals.length === 1) {
      this.out.add(literals[0] as string);
      return;
    }
    if (isTop) this.out.add("(");
    for (const [index, literal] of literals.entries()) {
      if (index > 0) this.#breakLine(column);
      this.out.add(literal);
    }
    if (isTop) this.out.add(")");
  }

  /** The text cut behind its line ends and, where a line is too long, behind its blanks. */
  #literals(text: string, room: number, allowance: number): string[] {
    const literals: string[] = [];
    const add = (part: string) => literals.push(quoted(part, this.#budget));
    const lines = splitLines(text, true, this.#budget);
    for (const [index, line] of lines.entries()) {
      const isLast = index === lines.length - 1;
      const literal = quoted(line, this.#budget);
      if (textLength(literal) <= (isLast ? room - allowance : room)) {
        literals.push(literal);
        continue;
      }
      let current = "";
      let size = new LiteralSize(this.#budget);
      this.#budget.spend(line.length >> 3);
      const parts = line.match(words) ?? [];
      for (const [place, part] of parts.entries()) {
        this.#budget.spend(1);
        const longest = isLast && place === parts.length - 1 ? room - allowance : room;
        size.add(part);
        if (size.length > longest) {
          if (current !== "") add(current);
          current = part;
          size = new LiteralSize(this.#budget);
          size.add(part);
        } else current += part;
      }
      if (current !== "") add(current);
    }
    return literals;
  }

  /**
   * A value on one line, or undefined if it takes more than so many columns. It stops at the first item that
   * does not fit, so that all the tries on the way down a deep value are cheap.
   */
  #line(value: Value, room: number, level: number): string | undefined {
    if (isList(value)) return this.#listLine("[", value, "]", room, level);
    if (isPlainTuple(value)) {
      return this.#listLine("(", value.items, value.items.length === 1 ? ",)" : ")", room, level);
    }
    if (value instanceof Dict) return this.#dictLine(value, room, level);
    // A literal is never shorter than its text.
    if (typeof value === "string" && value.length > 2 * room) return undefined;
    const text = value instanceof Instance && room < 0 ? undefined : repr(value, this.#budget, level);
    return text !== undefined && textLength(text) <= room ? text : undefined;
  }

  #listLine(open: string, items: List, close: string, room: number, level: number): string | undefined {
    if (items.length === 0) return fitting(open + close, room);
    if (level >= this.#depth) return fitting(`${open}...${close}`, room);
    checkDepth(level, this.#budget);
    let line = open;
    let left = room - open.length - close.length;
    for (let index = 0; index < items.length; index += 1) {
      this.#budget.spend(1);
      if (index > 0) left -= 2;
      const item = this.#line(items[index] as Value, left, level + 1);
      if (item === undefined) return undefined;
      left -= textLength(item);
      line += index > 0 ? `, ${item}` : item;
    }
    return left < 0 ? undefined : line + close;
  }

  #dictLine(dict: Dict, room: number, level: number): string | undefined {
    if (dict.length === 0) return fitting("{}", room);
    if (level >= this.#depth) return fitting("{...}", room);
    // At least "1: 1, " an item: a large dict need not be sorted to know that it is too long.
    if (dict.length * 6 > room) return undefined;
    checkDepth(level, this.#budget);
    let line = "";
    let left = room - 2;
    for (const [key, value] of this.#sorted(dict)) {
      this.#budget.spend(1);
      if (line !== "") left -= 2;
      const name = this.#line(key, left, level + 1);
      if (name === undefined) return undefined;
      left -= textLength(name) + 2;
      const item = this.#line(value, left, level + 1);
      if (item === undefined) return undefined;
      left -= textLength(item);
      line += `${line === "" ? "" : ", "}${name}: ${item}`;
    }
    return left < 0 ? undefined : `{${line}}`;
  }

  #sorted(dict: Dict): [Value, Value][] {
    this.#budget.reserve(dict.length * bytesPerItem);
    this.#budget.spend(dict.length);
    return [...dict.entries()].sort(([a], [b]) => compareKeys(a, b, this.#budget));
  }
}

const words = new RegExp(`[^${spaceClass}]*[${spaceClass}]+|[^${spaceClass}]+`, "g");

function fitting(text: string, room: number): string | undefined {
  return text.length <= room ? text : undefined;
}

/** Fuel of an error that is made and caught. */
const errorCost = 64;

/** Keys that Python does not order are put in the order of the names of their types. */
function compareKeys(left: Value, right: Value, budget: Budget): number {
  budget.spend(1);
  try {
    return compare(left, right, budget);
  } catch (error) {
    if (!isHookloomError(error) || error.code !== "type_error") throw error;
    budget.spend(errorCost);
    // Python has a class's module in front: that of Markup is `markupsafe`, with a small letter, which is all that matters.
    const [a, b] = [typeName(left).replace("Mark", "mark"), typeName(right).replace("Mark", "mark")];
    return a < b ? -1 : a > b ? 1 : 0;
  }
}

/** How many columns the literal of a text takes that is made of several parts. */
class LiteralSize {
  readonly #budget: Budget;
  #plain = 2;
  #single = 0;
  #hasDouble = false;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  add(part: string): void {
    const hasDouble = part.includes('"');
    const single = part.split("'").length - 1;
    const literal = textLength(quoted(part, this.#budget)) - 2;
    // Where there are quotes of both kinds, the single ones are escaped.
    this.#plain += hasDouble ? literal - single : literal;
    this.#single += single;
    this.#hasDouble ||= hasDouble;
  }

  get length(): number {
    return this.#hasDouble ? this.#plain + this.#single : this.#plain;
  }
}

/** Tuples with names for their items print as they would anywhere. */
function isPlainTuple(value: Value): value is Tuple {
  return value instanceof Tuple && value.typeName === "tuple";
}
