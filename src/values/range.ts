import { equals } from "./compare.js";
import { asFloat, asInt } from "./number.js";
import { type Budget, Instance, type Value } from "./value.js";

/** A Python range: its numbers are worked out when asked for. */
export class Range extends Instance {
  readonly typeName = "range";
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly length: number;

  constructor(start: number, stop: number, step: number) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
  }

  /** The number at an index from 0 to length − 1. */
  at(index: number): number {
    return this.start + index * this.step;
  }

  repr(): string {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? "" : `, ${this.step}`})`;
  }

  override truth(): boolean {
    return this.length > 0;
  }

  override size(): number {
    return this.length;
  }

  override *iterate(): Generator<Value> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index);
  }

  /** The index at which a number stands, or -1. */
  indexOf(value: Value): number {
    const number = asInt(value) ?? asFloat(value);
    if (typeof number !== "number") return -1;
    const index = (number - this.start) / this.step;
    return Number.isInteger(index) && index >= 0 && index < this.length ? index + 0 : -1;
  }

  override contains(needle: Value): boolean {
    return this.indexOf(needle) >= 0;
  }

  override attribute(name: string): Value | undefined {
    return name === "start" || name === "stop" || name === "step" ? this[name] : undefined;
  }

  /** Two ranges are equal when they hold the same numbers. */
  override equals(other: Value, budget: Budget): boolean {
    if (!(other instanceof Range) || other.length !== this.length) return false;
    if (this.length === 0) return true;
    return equals(this.start, other.start, budget) && (this.length === 1 || this.step === other.step);
  }

  override hashKey(): string {
    const { length, start, step } = this;
    return `\u0000r${length}${length > 0 ? `,${start}` : ""}${length > 1 ? `,${step}` : ""}`;
  }
}
