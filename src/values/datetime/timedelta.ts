import { HookloomError } from "../../errors/error.js";
import { divide, divideInts } from "../arithmetic.js";
import { fraction } from "../double.js";
import { asFloat, asInt, toFloat, toInt } from "../number.js";
import { type Budget, Instance, unmetered, type Value } from "../value.js";
import { readAttribute } from "./attributes.js";
import { clock, dayMicros, digits, microsPerDay, microsPerSecond, order } from "./civil.js";

const maxDays = 999_999_999;

/** Python's `datetime.timedelta`: a duration, exact to the microsecond. */
export class TimeDelta extends Instance {
  readonly typeName = "datetime.timedelta";
  /** All of it, in microseconds. */
  readonly total: bigint;
  /** The whole days, rounded down. */
  readonly days: number;
  /** What is left over the days, in microseconds. */
  readonly #rest: number;

  /**
   * @param total microseconds
   * @throws HookloomError `overflow` for more than 999,999,999 days
   */
  constructor(total: bigint) {
    super();
    const [days, rest] = divideInts(total, dayMicros);
    this.total = total;
    this.days = Number(days);
    this.#rest = Number(rest);
    if (Math.abs(this.days) > maxDays) {
      throw new HookloomError("overflow", `A timedelta has at most ${maxDays} days`);
    }
  }

  get seconds(): number {
    return Math.floor(this.#rest / microsPerSecond);
  }

  get microseconds(): number {
    return this.#rest % microsPerSecond;
  }

  get min(): TimeDelta {
    return new TimeDelta(BigInt(-maxDays) * dayMicros);
  }

  get max(): TimeDelta {
    return new TimeDelta(BigInt(maxDays + 1) * dayMicros - 1n);
  }

  get resolution(): TimeDelta {
    return new TimeDelta(1n);
  }

  override attribute(name: string): Value | undefined {
    return readAttribute(this, ["days", "seconds", "microseconds", "min", "max", "resolution"], name);
  }

  /** `timedelta.total_seconds()` */
  totalSeconds(): Value {
    return toFloat(secondsOf(this.total));
  }

  repr(budget: Budget): string {
    const { days, seconds, microseconds } = this;
    const parts = Object.entries({ days, seconds, microseconds }).filter(([, value]) => value !== 0);
    budget.reserve(64);
    return `datetime.timedelta(${parts.map(([name, value]) => `${name}=${value}`).join(", ") || "0"})`;
  }

  override text(budget: Budget): string {
    budget.reserve(32);
    const { hour, minute, second, microsecond } = clock(this.#rest);
    const days = this.days === 0 ? "" : `${this.days} day${Math.abs(this.days) === 1 ? "" : "s"}, `;
    const fractional = microsecond === 0 ? "" : `.${digits(microsecond, 6)}`;
    return `${days}${hour}:${digits(minute)}:${digits(second)}${fractional}`;
  }

  override truth(): boolean {
    return this.total !== 0n;
  }

  override equals(other: Value): boolean {
    return other instanceof TimeDelta && other.total === this.total;
  }

  override compare(other: Value): number | undefined {
    return other instanceof TimeDelta ? order(this.total, other.total) : undefined;
  }

  override hashKey(): string {
    return `\0T${this.total}`;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) return this.#withDelta(operator, other);
    if (operator !== "*" && reflected) return undefined;
    const int = asInt(other);
    if (int !== undefined) return this.#withInt(operator, BigInt(int));
    const double = asFloat(other);
    return double === undefined ? undefined : this.#withDouble(operator, double);
  }

  override operateAlone(operator: string): TimeDelta {
    const negates = operator === "-" || (operator === "abs" && this.total < 0n);
    return negates ? new TimeDelta(-this.total) : this;
  }

  #withDelta(operator: string, other: TimeDelta): Value | undefined {
    const [a, b] = [this.total, other.total];
    switch (operator) {
      case "+":
        return new TimeDelta(a + b);
      case "-":
        return new TimeDelta(a - b);
      case "/":
        return divide(toInt(a), toInt(b), unmetered);
      case "//":
        return divideInts(a, b)[0];
      case "%":
        return new TimeDelta(BigInt(divideInts(a, b)[1]));
      default:
        return undefined;
    }
  }

  #withInt(operator: string, int: bigint): Value | undefined {
    switch (operator) {
      case "*":
        return new TimeDelta(this.total * int);
      case "/":
        return new TimeDelta(divideRounding(this.total, int));
      case "//":
        return new TimeDelta(BigInt(divideInts(this.total, int)[0]));
      default:
        return undefined;
    }
  }

  #withDouble(operator: string, double: number): Value | undefined {
    if (operator !== "*" && operator !== "/") return undefined;
    const [top, bottom] = ratio(double);
    const [up, down] = operator === "*" ? [top, bottom] : [bottom, top];
    return new TimeDelta(divideRounding(this.total * up, down));
  }
}

/** Microseconds in seconds, correctly rounded. */
export function secondsOf(micros: bigint): number {
  const value = divide(toInt(micros), microsPerSecond, unmetered);
  return asFloat(value as Value) as number;
}

/** The fraction that a double is exactly. */
function ratio(double: number): [top: bigint, bottom: bigint] {
  if (Number.isNaN(double)) throw new HookloomError("value_error", "cannot convert NaN to integer ratio");
  if (!Number.isFinite(double)) {
    throw new HookloomError("overflow", "cannot convert Infinity to integer ratio");
  }
  const { digits: whole, exponent } = fraction(Math.abs(double));
  const top = double < 0 ? -whole : whole;
  return exponent < 0 ? [top, 1n << BigInt(-exponent)] : [top << BigInt(exponent), 1n];
}

/** The whole number nearest to a / b, ties to even. */
function divideRounding(a: bigint, b: bigint): bigint {
  const [up, size] = b < 0n ? [-a, -b] : [a, b];
  const [floor, rest] = divideInts(up, size).map(BigInt) as [bigint, bigint];
  const twice = rest * 2n;
  return twice > size || (twice === size && floor % 2n !== 0n) ? floor + 1n : floor;
}

const unitSizes = {
  microseconds: 1,
  milliseconds: 1000,
  seconds: microsPerSecond,
  minutes: 60 * microsPerSecond,
  hours: 3600 * microsPerSecond,
  days: microsPerDay,
  weeks: 7 * microsPerDay,
} as const;

/** The parts that a duration may be given in, each a finite number; those that are left out count as 0. */
export type DurationParts = { readonly [Unit in keyof typeof unitSizes]?: number };

/** The units of {@link DurationParts}, from the smallest up. */
export const durationUnits = Object.keys(unitSizes) as (keyof DurationParts)[];

/** `timedelta(days=…, seconds=…, …)`: whole parts are summed up exactly, fractions rounded to even at last. */
export function sumDuration(parts: DurationParts): TimeDelta {
  let total = 0n;
  let left = 0;
  for (const unit of durationUnits) {
    const amount = parts[unit] ?? 0;
    const whole = Math.trunc(amount);
    const micros = (amount - whole) * unitSizes[unit];
    total += BigInt(whole) * BigInt(unitSizes[unit]) + BigInt(Math.trunc(micros));
    left += micros % 1;
  }
  return new TimeDelta(total + roundBeside(left, total));
}

/** Rounds what is left over a whole number, ties so that the sum of both is even. */
function roundBeside(left: number, total: bigint): bigint {
  const down = Math.floor(left);
  const rest = left - down;
  const odd = (total + BigInt(down)) % 2n !== 0n;
  return BigInt(rest > 0.5 || (rest === 0.5 && odd) ? down + 1 : down);
}
