import { divideInts, multiply } from "./arithmetic.js";
import { equals } from "./compare.js";
import { bigBytes } from "./double.js";
import { asFloat, asInt, type Int, toInt } from "./number.js";
import { repr } from "./print.js";
import { type Budget, Instance, type Value } from "./value.js";

/** A Python range: its numbers are worked out when asked for. */
export class Range extends Instance {
  readonly typeName = "range";
  readonly start: Int;
  readonly stop: Int;
  readonly step: Int;
  readonly length: number;

  /** @param step anything but 0 */
  constructor(start: Int, stop: Int, step: Int) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = count(start, stop, step);
  }

  /** The number at an index from 0 to length − 1. */
  at(index: number, budget: Budget): Int {
    const number = plus(this.start, index, this.step);
    if (typeof number === "bigint") budget.reserve(bigBytes(number));
    return number;
  }

  /** The range of the numbers at `start`, `start + step` … up to `stop`, which are indexes into this one. */
  slice(start: number, stop: number, step: Int, budget: Budget): Range {
    return new Range(this.at(start, budget), this.at(stop, budget), multiply(this.step, step, budget) as Int);
  }

  repr(budget: Budget, depth: number): string {
    const bounds = this.step === 1 ? [this.start, this.stop] : [this.start, this.stop, this.step];
    return `range(${bounds.map((bound) => repr(bound, budget, depth)).join(", ")})`;
  }

  override truth(): boolean {
    return this.length > 0;
  }

  override size(): number {
    return this.length;
  }

  override *iterate(budget: Budget): Generator<Value> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index, budget);
  }

  /** The index at which a number stands, or -1. */
  indexOf(value: Value, budget: Budget): number {
    const int = asInt(value) ?? wholeFloat(value);
    if (int !== undefined) return indexIn(this, int, budget);
    // Nothing else is equal to a number, but a strict undefined value must hear of the question.
    if (this.length > 0) equals(this.start, value, budget);
    return -1;
  }

  override contains(needle: Value, budget: Budget): boolean {
    return this.indexOf(needle, budget) >= 0;
  }

  override attribute(name: string): Value | undefined {
    return name === "start" || name === "stop" || name === "step" ? this[name] : undefined;
  }

  /** Two ranges are equal when they hold the same numbers. */
  override equals(other: Value): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false;
    if (this.length === 0) return true;
    return this.start === other.start && (this.length === 1 || this.step === other.step);
  }

  override hashKey(budget: Budget): string {
    const { length, start, step } = this;
    repr(start, budget);
    repr(step, budget);
    return `\u0000r${length}${length > 0 ? `,${start}` : ""}${length > 1 ? `,${step}` : ""}`;
  }
}

// Ranges of numbers that JavaScript holds exactly stay clear of bigints.

function count(start: Int, stop: Int, step: Int): number {
  if (typeof start === "number" && typeof stop === "number" && typeof step === "number") {
    const distance = step > 0 ? stop - start : start - stop;
    const stride = Math.abs(step);
    if (distance <= 0) return 0;
    if (Number.isSafeInteger(distance)) {
      const rest = (distance - 1) % stride;
      return (distance - 1 - rest) / stride + 1;
    }
  }
  const distance = step > 0 ? BigInt(stop) - BigInt(start) : BigInt(start) - BigInt(stop);
  const stride = step > 0 ? BigInt(step) : -BigInt(step);
  return distance <= 0n ? 0 : Number((distance - 1n) / stride + 1n);
}

/** `start + times * step` */
function plus(start: Int, times: number, step: Int): Int {
  const product = multiplied(times, step);
  if (typeof start === "number" && typeof product === "number") {
    const sum = start + product;
    if (Number.isSafeInteger(sum)) return sum + 0;
  }
  return toInt(BigInt(start) + BigInt(product));
}

function multiplied(left: Int, right: Int): Int {
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (Number.isSafeInteger(product)) return product;
  }
  return BigInt(left) * BigInt(right);
}

function indexIn({ start, step, length }: Range, value: Int, budget: Budget): number {
  const exact = typeof start === "number" && typeof step === "number" && typeof value === "number";
  const index =
    exact && Number.isSafeInteger(value - start)
      ? (value - start) / step
      : bigIndex(start, step, value, budget);
  return Number.isInteger(index) && index >= 0 && index < length ? index + 0 : -1;
}

function bigIndex(start: Int, step: Int, value: Int, budget: Budget): number {
  const [index, rest] = divideInts(BigInt(value) - BigInt(start), step, budget);
  return rest === 0 ? Number(index) : -1;
}

/** The int that a whole float is equal to. */
function wholeFloat(value: Value): Int | undefined {
  const float = asFloat(value);
  return float !== undefined && Number.isInteger(float) ? toInt(BigInt(float)) : undefined;
}
