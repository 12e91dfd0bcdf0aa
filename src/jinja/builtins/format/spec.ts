import { HookloomError } from "../../../errors/error.js";
import { decimalDigit } from "../../../values/number-parse.js";
import { characters } from "../../../values/text.js";
import { type Budget, bytesPerItem } from "../../../values/value.js";

/**
 * A format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
 * @see https://docs.python.org/3.11/library/string.html#format-specification-mini-language
 */
export interface Spec {
  readonly fill: string;
  readonly align: "<" | ">" | "^" | "=";
  readonly sign: "" | "+" | "-" | " ";
  readonly plainZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: "" | "," | "_";
  readonly precision: number | undefined;
  /** The letter at the end, empty if there is none. */
  readonly type: string;
}

/** What a specification says before its first character, for one kind of value. */
export interface SpecDefaults {
  readonly align: "<" | ">";
  readonly type: string;
}

/**
 * Reads a format specification.
 * @throws HookloomError `value_error` for what Python refuses whatever the value is
 */
export function parseSpec(text: string, defaults: SpecDefaults, budget: Budget): Spec {
  budget.reserve(text.length * bytesPerItem);
  const scan = new Scanner(characters(text));
  const fill = isAlign(scan.peek(1)) ? scan.next() : undefined;
  const align = scan.take(isAlign);
  const sign = scan.take((character) => character === "+" || character === "-" || character === " ");
  const plainZero = scan.takeOne("z");
  const alternate = scan.takeOne("#");
  const zero = fill === undefined && scan.takeOne("0");
  const width = scan.number() ?? 0;
  const grouping = scan.takeOne(",") ? "," : scan.takeOne("_") ? "_" : "";
  const next = scan.peek();
  if (grouping !== "" && next !== grouping && (next === "," || next === "_")) {
    fail("Cannot specify both ',' and '_'.");
  }
  const precision = scan.takeOne(".")
    ? (scan.number() ?? fail("Format specifier missing precision"))
    : undefined;
  const type = scan.next() ?? defaults.type;
  if (scan.peek() !== undefined) fail("Invalid format specifier");
  if (grouping !== "" && !canGroup(grouping, type))
    fail(`Cannot specify '${grouping}' with ${naming(type)}.`);
  return {
    fill: fill ?? (zero ? "0" : " "),
    align: (align as Spec["align"] | undefined) ?? (zero && defaults.align === ">" ? "=" : defaults.align),
    sign: (sign as Spec["sign"] | undefined) ?? "",
    plainZero,
    alternate,
    width,
    grouping,
    precision,
    type,
  };
}

/** A letter of the template as an error message shows it. */
export function naming(letter: string): string {
  const code = letter.codePointAt(0) as number;
  return code > 32 && code < 128 ? `'${letter}'` : `'\\x${code.toString(16)}'`;
}

function isAlign(character: string | undefined): boolean {
  return character === "<" || character === ">" || character === "=" || character === "^";
}

/** Thousands go with decimal numbers; underscores group the digits of other bases too. */
function canGroup(grouping: "," | "_", type: string): boolean {
  return (
    (type === "" ? "d" : type).length === 1 && `defgEG%F${grouping === "_" ? "boxX" : ""}`.includes(type)
  );
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}

const largestSize = 2n ** 63n - 1n;

/**
 * The number that ASCII digits stand for.
 * @throws HookloomError `value_error` for one that is no C size
 */
export function toSize(digits: string): number {
  const significant = digits.replace(/^0+/, "");
  if (significant.length > 19 || BigInt(significant) > largestSize) {
    fail("Too many decimal digits in format string");
  }
  return Number(significant);
}

/** Reads the characters of a specification one by one. */
class Scanner {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(characters: readonly string[]) {
    this.#characters = characters;
  }

  peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  next(): string | undefined {
    const character = this.peek();
    this.#at += 1;
    return character;
  }

  /** The next character if it passes a test. */
  take(test: (character: string) => boolean): string | undefined {
    const character = this.peek();
    return character !== undefined && test(character) ? this.next() : undefined;
  }

  takeOne(character: string): boolean {
    return this.take((other) => other === character) !== undefined;
  }

  /** A run of decimal digits, of any script. */
  number(): number | undefined {
    let digits = "";
    for (;;) {
      const character = this.peek();
      const digit = character === undefined ? undefined : decimalDigit(character);
      if (digit === undefined) break;
      digits += digit;
      this.#at += 1;
    }
    return digits === "" ? undefined : toSize(digits);
  }
}
