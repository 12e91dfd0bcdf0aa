import { HookloomError } from "../errors/error.js";
import { bigBytes, bitLength, quotientToDouble } from "./double.js";
import { powerOf } from "./power.js";
import { isSpaceAt } from "./text.js";
import { type Budget, Instance, unmetered, type Value } from "./value.js";

/** A float that happens to be whole: `1.0`, `-0.0`, `1e300`. Other floats are plain numbers. */
export class Float extends Instance {
  readonly typeName = "float";
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  override repr(): string {
    return floatText(this.value);
  }

  override truth(): boolean {
    return this.value !== 0;
  }
}

export { fraction } from "./double.js";

/** An int of any size. */
export type Int = number | bigint;

/** Makes a float value of a JavaScript number. */
export function toFloat(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value;
}

/** Makes an int value of a bigint. */
export function toInt(value: bigint): Int {
  return value >= minSafe && value <= maxSafe ? Number(value) : value;
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);
const minSafe = -maxSafe;

/** The int that a value is, bools included, or undefined. */
export function asInt(value: Value): Int | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return undefined;
}

/** The number that a float value is (`1.5`, `1.0`, not `1`), or undefined. */
export function asFloat(value: Value): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? undefined : value;
  return value instanceof Float ? value.value : undefined;
}

/** Whether a value is an int, a float or a bool. */
export function isNumber(value: Value): boolean {
  return (
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean" ||
    value instanceof Float
  );
}

/** The nearest double of an int. */
export function intToDouble(value: Int): number {
  const double = Number(value);
  if (!Number.isFinite(double)) throw new HookloomError("overflow", "int too large to convert to float");
  return double;
}

/** The double of any number value, or undefined. */
export function toDouble(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof Float) return value.value;
  const int = asInt(value);
  return int === undefined ? undefined : intToDouble(int);
}

// ---------------------------------------------------------------------------------------------------
// Arithmetic. Each function takes two number values and gives undefined for anything else.

type Operation = (left: Value, right: Value, budget: Budget) => Value | undefined;

export const add: Operation = (left, right, budget) => {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (!Number.isInteger(sum)) return sum;
    if (Number.isInteger(left) && Number.isInteger(right)) {
      return Number.isSafeInteger(sum) ? sum : toInt(BigInt(left) + BigInt(right));
    }
    return new Float(sum);
  }
  return mixed(left, right, budget, addDoubles, addBig);
};
const addDoubles = (a: number, b: number) => a + b;
const addBig = (a: bigint, b: bigint) => a + b;

export const subtract: Operation = (left, right, budget) => {
  if (typeof left === "number" && typeof right === "number") {
    const difference = left - right;
    if (!Number.isInteger(difference)) return difference;
    if (Number.isInteger(left) && Number.isInteger(right)) {
      return Number.isSafeInteger(difference) ? difference : toInt(BigInt(left) - BigInt(right));
    }
    return new Float(difference);
  }
  return mixed(left, right, budget, subtractDoubles, subtractBig);
};
const subtractDoubles = (a: number, b: number) => a - b;
const subtractBig = (a: bigint, b: bigint) => a - b;

export const multiply: Operation = (left, right, budget) => {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (!Number.isInteger(product)) return product;
    if (Number.isInteger(left) && Number.isInteger(right)) {
      // "+ 0" makes an int of -0.
      return Number.isSafeInteger(product) ? product + 0 : toInt(BigInt(left) * BigInt(right));
    }
    return new Float(product);
  }
  return mixed(left, right, budget, multiplyDoubles, multiplyBig);
};
const multiplyDoubles = (a: number, b: number) => a * b;
const multiplyBig = (a: bigint, b: bigint, budget: Budget) => {
  checkDigits(digitsOf(a) + digitsOf(b) - 1, budget);
  payProduct(a, b, budget);
  return a * b;
};

export const divide: Operation = (left, right, budget) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) {
    // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
    if (b == 0) throw new HookloomError("zero_division", "division by zero");
    // The quotient of two doubles that hold their ints exactly is rounded once, as Python's is.
    if (typeof a === "number" && typeof b === "number") return toFloat(a / b);
    payProduct(a, b, budget);
    return toFloat(divideBig(BigInt(a), BigInt(b)));
  }
  const x = toDouble(left);
  const y = toDouble(right);
  if (x === undefined || y === undefined) return undefined;
  if (y === 0) throw new HookloomError("zero_division", "float division by zero");
  return toFloat(x / y);
};

export const floorDivide: Operation = (left, right, budget) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return divideInts(a, b, budget)[0];
  const doubles = bothDoubles(left, right);
  if (doubles === undefined) return undefined;
  const [x, y] = doubles;
  if (y === 0) throw new HookloomError("zero_division", "float floor division by zero");
  return toFloat(divideDoubles(x, y)[0]);
};

export const modulo: Operation = (left, right, budget) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return divideInts(a, b, budget)[1];
  const doubles = bothDoubles(left, right);
  if (doubles === undefined) return undefined;
  const [x, y] = doubles;
  if (y === 0) throw new HookloomError("zero_division", "float modulo");
  return toFloat(divideDoubles(x, y)[1]);
};

export const power: Operation = (left, right, budget) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) {
    if (b >= 0) return powerInts(a, b, budget);
    // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
    if (a == 0) {
      throw new HookloomError("zero_division", "0.0 cannot be raised to a negative power");
    }
    return toFloat(powerDoubles(intToDouble(a), intToDouble(b), budget));
  }
  const doubles = bothDoubles(left, right);
  return doubles === undefined ? undefined : toFloat(powerDoubles(...doubles, budget));
};

/** `-x`, `+x` and `abs(x)` of a number value. */
export function negate(value: Value, budget: Budget = unmetered): Value | undefined {
  const int = asInt(value);
  if (typeof int === "bigint") budget.reserve(bigBytes(int));
  if (int !== undefined) return typeof int === "bigint" ? toInt(-int) : 0 - int;
  const double = asFloat(value);
  return double === undefined ? undefined : toFloat(-double);
}

export function absolute(value: Value, budget: Budget = unmetered): Value | undefined {
  const int = asInt(value);
  if (int !== undefined) return int < 0 ? negate(int, budget) : int;
  const double = asFloat(value);
  return double === undefined ? undefined : toFloat(Math.abs(double));
}

/** Less, equal or greater, exactly: an int and a float are compared as real numbers. NaN gives NaN. */
export function compareNumbers(left: Value, right: Value): number | undefined {
  const a = typeof left === "number" ? left : left instanceof Float ? left.value : asInt(left);
  const b = typeof right === "number" ? right : right instanceof Float ? right.value : asInt(right);
  if (a === undefined || b === undefined) return undefined;
  // JavaScript compares a bigint with a number by their mathematical values.
  return a < b ? -1 : a > b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}

function mixed(
  left: Value,
  right: Value,
  budget: Budget,
  doubles: (a: number, b: number) => number,
  ints: (a: bigint, b: bigint, budget: Budget) => bigint,
): Value | undefined {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) {
    if (typeof a === "number" && typeof b === "number") {
      const result = doubles(a, b);
      if (Number.isSafeInteger(result)) return result + 0;
    }
    const result = ints(BigInt(a), BigInt(b), budget);
    if (result > maxSafe || result < minSafe) checkDigits(digitsOf(result), budget);
    return toInt(result);
  }
  const pair = bothDoubles(left, right);
  return pair === undefined ? undefined : toFloat(doubles(...pair));
}

function bothDoubles(left: Value, right: Value): [number, number] | undefined {
  if (!isNumber(left) || !isNumber(right)) return undefined;
  return [toDouble(left) as number, toDouble(right) as number];
}

/** Floor quotient and modulo of two ints, the modulo with the divisor's sign. */
export function divideInts(a: Int, b: Int, budget: Budget = unmetered): [Int, Int] {
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
  if (b == 0) throw new HookloomError("zero_division", "integer division or modulo by zero");
  if (typeof a === "number" && typeof b === "number") {
    let rest = a % b;
    // a - rest is a multiple of b, so this division is exact where a / b might round.
    let quotient = (a - rest) / b;
    if (rest !== 0 && rest < 0 !== b < 0) {
      quotient -= 1;
      rest += b;
    }
    return [quotient + 0, rest + 0];
  }
  payProduct(a, b, budget);
  const [x, y] = [BigInt(a), BigInt(b)];
  let rest = x % y;
  let quotient = x / y;
  if (rest !== 0n && rest < 0n !== y < 0n) {
    quotient -= 1n;
    rest += y;
  }
  return [toInt(quotient), toInt(rest)];
}

/** Python's `float.__divmod__`. */
function divideDoubles(x: number, y: number): [number, number] {
  let rest = x % y;
  let quotient = (x - rest) / y;
  if (rest !== 0) {
    if (y < 0 !== rest < 0) {
      rest += y;
      quotient -= 1;
    }
  } else {
    rest = y < 0 || Object.is(y, -0) ? -0 : 0;
  }
  if (quotient !== 0) {
    const floor = Math.floor(quotient);
    return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
  }
  const negative = x / y < 0 || Object.is(x / y, -0);
  return [Number.isNaN(quotient) ? quotient : negative ? -0 : 0, rest];
}

/** The double nearest to a / b, ties to even. */
function divideBig(a: bigint, b: bigint): number {
  const size = quotientToDouble(a < 0n ? -a : a, b < 0n ? -b : b);
  if (!Number.isFinite(size)) {
    throw new HookloomError("overflow", "integer division result too large for a float");
  }
  return a < 0n !== b < 0n ? -size : size;
}

function powerInts(base: Int, exponent: Int, budget: Budget): Int {
  const small = Number(base);
  // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
  if (exponent == 0 || small === 1) return 1;
  if (small === 0) return 0;
  if (small === -1) return BigInt(exponent) % 2n === 0n ? 1 : -1;
  const quick = small ** Number(exponent);
  if (Number.isSafeInteger(quick) && typeof base === "number") return quick;
  const digits = typeof base === "number" ? Math.log10(Math.abs(base)) : digitsOf(base) - 1;
  checkDigits(Math.floor(digits * Number(exponent)) + 1, budget);
  const result = digits * Number(exponent);
  budget.spend((result * result) >> 12);
  return toInt(BigInt(base) ** BigInt(exponent));
}

/** Fuel of a power of floats, which is worked out in many steps. */
const powerCost = 256;

/** `x ** y` for floats, with Python's errors. */
function powerDoubles(x: number, y: number, budget: Budget): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  if (x === 0 && y < 0) {
    throw new HookloomError("zero_division", "0.0 cannot be raised to a negative power");
  }
  if (x === 0) return x ** y;
  budget.spend(powerCost);
  const size = powerOf(Math.abs(x), y);
  if (!Number.isFinite(size)) throw new HookloomError("overflow", "Numerical result out of range");
  if (x < 0 && !Number.isInteger(y)) {
    throw new HookloomError("type_error", "The result would be a complex number, which is not supported");
  }
  return x < 0 && y % 2 !== 0 ? -size : size;
}

/** Pays for what multiplies or divides two ints, each piece of one by each of the other, and for the result. */
export function payProduct(a: Int, b: Int, budget: Budget): void {
  const [left, right] = [bigBytes(BigInt(a)), bigBytes(BigInt(b))];
  budget.reserve(Math.max(left, right));
  budget.spend((left * right) >> 10);
}

/** Number of decimal digits, to within one. */
function digitsOf(value: bigint): number {
  return Math.floor(bitLength(value) * 0.30103) + 1;
}

/** Refuses an int that would be longer than allowed, before it is computed. */
export function checkDigits(digits: number, budget: Budget): void {
  if (digits > budget.limits.intDigits) {
    throw new HookloomError(
      "allocation_limit",
      `An int would have more than ${budget.limits.intDigits} digits`,
    );
  }
  budget.reserve(digits);
}

// ---------------------------------------------------------------------------------------------------
// Text

/** `repr(float)`: the shortest digits that read back, in Python's spelling. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) {
    const [digits, exponent] = value.toExponential().split("e") as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  if (Number.isInteger(value)) return `${Object.is(value, -0) ? "-0" : value}.0`;
  return String(value);
}

const digitGroups = /^[0-9A-Za-z]+(?:_[0-9A-Za-z]+)*$/;
const floatPattern =
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const infinity = /^[+-]?inf(?:inity)?$/i;
const notANumber = /^[+-]?nan$/i;
const prefixBases: ReadonlyMap<string, number> = new Map([
  ["0b", 2],
  ["0o", 8],
  ["0x", 16],
]);

/**
 * Python's `int(text, base)`: blanks around, a sign, `_` between digits, any script's digits; undefined for
 * what is no int.
 * @throws HookloomError `value_error` for more digits than allowed, as in Python
 */
export function parseInteger(text: string, base: number, budget: Budget): Int | undefined {
  budget.spend(text.length >> 6);
  const written = stripBlanks(asciiDigits(text, budget));
  const negative = written.startsWith("-");
  let digits = negative || written.startsWith("+") ? written.slice(1) : written;
  const prefixBase = prefixBases.get(digits.slice(0, 2).toLowerCase());
  let effective = base;
  if (prefixBase !== undefined && (base === 0 || base === prefixBase)) {
    effective = prefixBase;
    digits = digits.slice(digits[2] === "_" ? 3 : 2);
  } else if (base === 0) {
    effective = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) return undefined;
  }
  if (!digitGroups.test(digits)) return undefined;
  const size = digitsToInt(digits.replaceAll("_", ""), effective, budget);
  return size !== undefined && negative ? (negate(size) as Int) : size;
}

function digitsToInt(digits: string, base: number, budget: Budget): Int | undefined {
  const isPowerOfTwo = (base & (base - 1)) === 0;
  if (digits.length > budget.limits.intDigits && !isPowerOfTwo) {
    const message = `An int may not have more than ${budget.limits.intDigits} digits`;
    throw new HookloomError("value_error", message);
  }
  if (digits.length < 11) return smallInt(digits, base);
  checkDigits(Math.ceil(digits.length * Math.log10(base)), budget);
  budget.spend(digits.length);
  if (base === 10) return /^\d+$/.test(digits) ? toInt(BigInt(digits)) : undefined;
  budget.spend((digits.length * digits.length) >> 10);
  let result = 0n;
  const tenDigits = BigInt(base) ** 10n;
  // Ten digits at a time are few enough for a double, in every base.
  for (let at = 0; at < digits.length; at += 10) {
    const piece = digits.slice(at, at + 10);
    const value = smallInt(piece, base);
    if (value === undefined) return undefined;
    const unit = piece.length === 10 ? tenDigits : BigInt(base) ** BigInt(piece.length);
    result = result * unit + BigInt(value);
  }
  return toInt(result);
}

/** The value of ten digits at most. */
function smallInt(digits: string, base: number): number | undefined {
  let result = 0;
  for (const digit of digits) {
    const value = Number.parseInt(digit, 36);
    if (value >= base) return undefined;
    result = result * base + value;
  }
  return result;
}

/** Python's `float(text)`; undefined for what is no float. */
export function parseFloating(text: string, budget: Budget): number | undefined {
  budget.spend(text.length >> 6);
  const number = stripBlanks(asciiDigits(text, budget));
  if (floatPattern.test(number)) return Number(number.replaceAll("_", ""));
  if (infinity.test(number))
    return number.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return notANumber.test(number) ? Number.NaN : undefined;
}

/** Without the blanks around it: those of `str.strip`, but for U+001C to U+001F. */
function stripBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlankAt(text, start)) start += 1;
  while (end > start && isBlankAt(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isSpaceAt(text, at) && !(code >= 0x1c && code <= 0x1f);
}

/** Writes decimal digits of every script as 0 to 9. */
function asciiDigits(text: string, budget: Budget): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  budget.spend(text.length);
  return text.replace(/\p{Nd}/gu, (digit) => String(decimalDigit(digit)));
}

const decimal = /^\p{Nd}$/u;

/** The value of a decimal digit of any script; undefined for any other character. */
export function decimalDigit(character: string): number | undefined {
  if (!decimal.test(character)) return undefined;
  const code = character.codePointAt(0) as number;
  // Digits stand in runs of ten from zero up; the mathematical ones are five runs without a gap.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  let value = 0;
  while (value < 9 && decimal.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
