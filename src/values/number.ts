import { HookloomError } from "../errors/error.js";
import { floatText } from "./float-repr.js";
import { Instance, type Value } from "./value.js";

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

export const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);
export const minSafe = -maxSafe;

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

/** Less, equal or greater, exactly: an int and a float are compared as real numbers. NaN gives NaN. */
export function compareNumbers(left: Value, right: Value): number | undefined {
  const a = typeof left === "number" ? left : left instanceof Float ? left.value : asInt(left);
  const b = typeof right === "number" ? right : right instanceof Float ? right.value : asInt(right);
  if (a === undefined || b === undefined) return undefined;
  // JavaScript compares a bigint with a number by their mathematical values.
  return a < b ? -1 : a > b ? 1 : Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}
