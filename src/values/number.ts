import { HookloomError } from "../errors/error.js";
import { stripSpace } from "./text.js";
import { type Budget, Instance, type Value } from "./value.js";

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
  return a * b;
};

export const divide: Operation = (left, right) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) {
    // biome-ignore lint/suspicious/noDoubleEquals: 0 and 0n alike
    if (b == 0) throw new HookloomError("zero_division", "division by zero");
    // The quotient of two doubles that hold their ints exactly is rounded once, as Python's is.
    if (typeof a === "number" && typeof b === "number") return toFloat(a === 0 ? 0 : a / b);
    return toFloat(divideBig(BigInt(a), BigInt(b)));
  }
  const x = toDouble(left);
  const y = toDouble(right);
  if (x === undefined || y === undefined) return undefined;
  if (y === 0) throw new HookloomError("zero_division", "float division by zero");
  return toFloat(x / y);
};

export const floorDivide: Operation = (left, right) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return divideInts(a, b)[0];
  const doubles = bothDoubles(left, right);
  if (doubles === undefined) return undefined;
  const [x, y] = doubles;
  if (y === 0) throw new HookloomError("zero_division", "float floor division by zero");
  return toFloat(divideDoubles(x, y)[0]);
};

export const modulo: Operation = (left, right) => {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== undefined && b !== undefined) return divideInts(a, b)[1];
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
    return toFloat(powerDoubles(intToDouble(a), intToDouble(b)));
  }
  const doubles = bothDoubles(left, right);
  return doubles === undefined ? undefined : toFloat(powerDoubles(...doubles));
};

/** `-x`, `+x` and `abs(x)` of a number value. */
export function negate(value: Value): Value | undefined {
  const int = asInt(value);
  if (int !== undefined) return typeof int === "bigint" ? toInt(-int) : 0 - int;
  const double = asFloat(value);
  return double === undefined ? undefined : toFloat(-double);
}

export function absolute(value: Value): Value | undefined {
  const int = asInt(value);
  if (int !== undefined) return int < 0 ? negate(int) : int;
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
export function divideInts(a: Int, b: Int): [Int, Int] {
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
  const size = divideScaled(a < 0n ? -a : a, b < 0n ? -b : b, 0);
  if (!Number.isFinite(size)) {
    throw new HookloomError("overflow", "integer division result too large for a float");
  }
  return a < 0n !== b < 0n ? -size : size;
}

/** The double nearest to a / b × 2^exponent, for positive a and b. */
function divideScaled(a: bigint, b: bigint, exponent: number): number {
  // A quotient of 65 bits or more, its last one set if anything is left over, keeps every tie true.
  const shift = bitLength(b) - bitLength(a) + 66;
  const [up, down] = shift > 0 ? [a << BigInt(shift), b] : [a, b << BigInt(-shift)];
  const quotient = up / down;
  return ratioToDouble(up % down === 0n ? quotient : quotient | 1n, exponent - shift);
}

/** The double nearest to digits × 2^exponent. */
function ratioToDouble(digits: bigint, exponent: number): number {
  const drop = -1074 - exponent;
  if (drop <= 0 || bitLength(digits) - drop >= 53) return scale(Number(digits), exponent);
  // The result is subnormal: round at its last bit here, since scaling would round a second time.
  const half = 1n << BigInt(drop - 1);
  let kept = digits >> BigInt(drop);
  const rest = digits & ((1n << BigInt(drop)) - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return scale(Number(kept), -1074);
}

/** x × 2^exponent in steps that neither overflow nor underflow early. */
function scale(x: number, exponent: number): number {
  let value = x;
  let rest = exponent;
  while (rest > 1000) {
    value *= 2 ** 1000;
    rest -= 1000;
  }
  while (rest < -1000) {
    value *= 2 ** -1000;
    rest += 1000;
  }
  return value * 2 ** rest;
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
  checkDigits(digits * Number(exponent), budget);
  return toInt(BigInt(base) ** BigInt(exponent));
}

/** C's `pow`, with Python's errors. Whole exponents are exact before the one rounding. */
function powerDoubles(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  if (x === 0 && y < 0) {
    throw new HookloomError("zero_division", "0.0 cannot be raised to a negative power");
  }
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) {
    throw new HookloomError("type_error", "The result would be a complex number, which is not supported");
  }
  if (!Number.isFinite(x) || !Number.isFinite(y) || Number.isNaN(x) || Number.isNaN(y)) return x ** y;
  const result =
    y === 0.5 ? Math.sqrt(x) : Number.isInteger(y) && Math.abs(y) <= 1100 ? wholePower(x, y) : x ** y;
  if (!Number.isFinite(result)) throw new HookloomError("overflow", "Numerical result out of range");
  return result;
}

/** x ** n correctly rounded, by exact arithmetic on the fraction that x is. */
function wholePower(x: number, n: number): number {
  if (x === 0) return x ** n;
  const rough = x ** n;
  if (rough === 0 || !Number.isFinite(rough)) return rough;
  const { digits, exponent } = fraction(Math.abs(x));
  const top = digits ** BigInt(Math.abs(n));
  const negative = x < 0 && n % 2 !== 0;
  const size = n > 0 ? ratioToDouble(top, exponent * n) : divideScaled(1n, top, exponent * n);
  return negative ? -size : size;
}

/** The whole number and power of two whose product is exactly `x`, for a finite `x` of 0 or more. */
export function fraction(x: number): { digits: bigint; exponent: number } {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number(bits >> 52n);
  const low = bits & 0xfffffffffffffn;
  return field === 0
    ? { digits: low, exponent: -1074 }
    : { digits: low | 0x10000000000000n, exponent: field - 1075 };
}
const view = new DataView(new ArrayBuffer(8));

/** Number of bits of a positive bigint. */
export function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex === "0" ? 0 : (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)));
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

const intPattern = /^([+-]?)(\d+(?:_\d+)*)$/;
const floatPattern = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const infinity = /^[+-]?inf(?:inity)?$/i;
const notANumber = /^[+-]?nan$/i;

/** Python's `int(text, base)`: blanks around, a sign, `_` between digits, any script's digits. */
export function parseInteger(text: string, base: number, budget: Budget): Int | undefined {
  let digits = stripSpace(asciiDigits(text));
  if (digits.length > budget.limits.intDigits + 2 && digits.replaceAll("_", "").length > budget.limits.intDigits + 1) {
    if (base === 10 || (base & (base - 1)) !== 0) {
      throw new HookloomError("value_error", `An int may not have more than ${budget.limits.intDigits} digits`);
    }
    checkDigits(digits.length, budget);
  }
  budget.spend(digits.length >> 6);
  if (base === 10) {
    const match = intPattern.exec(digits);
    if (match === null) return undefined;
    const size = (match[2] as string).replaceAll("_", "");
    if (size.length < 16) return Number(`${match[1]}${size}`) + 0;
    return toInt(match[1] === "-" ? -BigInt(size) : BigInt(size));
  }
  const sign = /^[+-]/.exec(digits)?.[0] ?? "";
  digits = digits.slice(sign.length).toLowerCase();
  const prefix = /^0[box]/.exec(digits)?.[0] ?? "";
  const prefixBase = { "0b": 2, "0o": 8, "0x": 16 }[prefix];
  let effective = base;
  if (prefixBase !== undefined && (base === 0 || base === prefixBase)) {
    effective = prefixBase;
    digits = digits.slice(2).replace(/^_/, "");
  } else if (base === 0) {
    effective = 10;
    if (/^0[\d_]*[1-9]/.test(digits)) return undefined;
  }
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/.test(digits)) return undefined;
  let result = 0n;
  for (const digit of digits.replaceAll("_", "")) {
    const number = Number.parseInt(digit, 36);
    if (number >= effective) return undefined;
    result = result * BigInt(effective) + BigInt(number);
  }
  return toInt(sign === "-" ? -result : result);
}

/** Python's `float(text)`. */
export function parseFloating(text: string, budget: Budget): number | undefined {
  budget.spend(text.length >> 6);
  const number = stripSpace(asciiDigits(text));
  if (floatPattern.test(number)) return Number(number.replaceAll("_", ""));
  if (infinity.test(number)) return number.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return notANumber.test(number) ? Number.NaN : undefined;
}

/** Writes decimal digits of every script as 0 to 9. */
function asciiDigits(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) as number;
    // Digits stand in runs of ten from zero up; the mathematical ones are five runs without a gap.
    if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}
