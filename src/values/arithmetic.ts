import { HookloomError } from "../errors/error.js";
import { bigBytes, bitLength, quotientToDouble } from "./double.js";
import {
  asFloat,
  asInt,
  Float,
  type Int,
  intToDouble,
  isNumber,
  maxSafe,
  minSafe,
  toDouble,
  toFloat,
  toInt,
} from "./number.js";
import { powerOf } from "./power.js";
import { type Budget, unmetered, type Value } from "./value.js";

/** Python's arithmetic. The operations take two number values and give undefined for anything else. */

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

export function absolute(value: Value, budget: Budget): Value | undefined {
  const int = asInt(value);
  if (int !== undefined) return int < 0 ? negate(int, budget) : int;
  const double = asFloat(value);
  return double === undefined ? undefined : toFloat(Math.abs(double));
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
  budget.spend(Math.floor((result * result) / 4096));
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

/**
 * Pays for what multiplies or divides two ints, each piece of one by each of the other, and for the result. With a
 * high limit of digits, such products are past the 32 bits to which JavaScript's `>>` cuts its operands.
 */
export function payProduct(a: Int, b: Int, budget: Budget): void {
  const [left, right] = [bigBytes(BigInt(a)), bigBytes(BigInt(b))];
  budget.reserve(Math.max(left, right));
  budget.spend(Math.floor((left * right) / 1024));
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
