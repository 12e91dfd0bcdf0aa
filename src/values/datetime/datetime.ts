import { HookloomError } from "../../errors/error.js";
import { divideInts } from "../arithmetic.js";
import type { Budget, Value } from "../value.js";
import { readAttribute } from "./attributes.js";
import { clock, clockText, dayMicros, epoch, maxOrdinal, microsPerDay, offsetText, order } from "./civil.js";
import { DateValue, incomparable } from "./date.js";
import { strftime } from "./strftime.js";
import { checkBothOrNone, clockNames, clockParts, zonePart } from "./time.js";
import { TimeDelta } from "./timedelta.js";
import { utc, type Zone } from "./timezone.js";

/**
 * Python's `datetime.datetime`: a day and a time of it. With a zone it is aware, an instant of the world;
 * without one it is naive, what some clock on a wall shows.
 */
export class DateTime extends DateValue {
  override readonly typeName: string = "datetime.datetime";
  /** Microseconds since midnight. */
  readonly micros: number;
  readonly zone: Zone | null;
  #offset: number | undefined | null = null;

  /**
   * @param ordinal the number of the day
   * @param micros from 0 up to, but without, a day's
   * @throws HookloomError `overflow` for a day that is out of range
   */
  constructor(ordinal: number, micros: number, zone: Zone | null) {
    super(ordinal);
    this.micros = micros;
    this.zone = zone;
  }

  /** @param wall counted as {@link DateTime.wall} is */
  static fromWall(wall: bigint, zone: Zone | null): DateTime {
    if (wall < dayMicros) throw new HookloomError("overflow", "date value out of range");
    return new DateTime(Number(wall / dayMicros), Number(wall % dayMicros), zone);
  }

  /** @param instant counted as {@link DateTime.wall} is, by the clocks of UTC */
  static fromInstant(instant: bigint, zone: Zone): DateTime {
    return DateTime.fromWall(instant + BigInt(zone.offsetAt(instant)), zone);
  }

  /** The datetime in UTC of a time that JavaScript counts: milliseconds since 1970. */
  static fromMilliseconds(milliseconds: number): DateTime {
    return DateTime.fromWall(epoch + BigInt(Math.floor(milliseconds)) * 1000n, utc);
  }

  /** The time that JavaScript counts, rounded down. */
  toMilliseconds(): number {
    return Number(divideInts(this.instant - epoch, 1000)[0]);
  }

  /** What the clocks of its own zone show: microseconds since the midnight that is a day before year 1. */
  get wall(): bigint {
    return BigInt(this.ordinal) * dayMicros + BigInt(this.micros);
  }

  /** Microseconds east of UTC; undefined if it is naive. */
  get offset(): number | undefined {
    if (this.#offset === null) this.#offset = this.zone?.offset(this.wall);
    return this.#offset;
  }

  /** What the clocks of UTC show, counted as {@link DateTime.wall}; of a naive one, what its own show. */
  get instant(): bigint {
    return this.wall - BigInt(this.offset ?? 0);
  }

  get hour(): number {
    return clock(this.micros).hour;
  }

  get minute(): number {
    return clock(this.micros).minute;
  }

  get second(): number {
    return clock(this.micros).second;
  }

  get microsecond(): number {
    return clock(this.micros).microsecond;
  }

  get tzinfo(): Zone | null {
    return this.zone;
  }

  get fold(): number {
    return 0;
  }

  override get min(): DateTime {
    return new DateTime(1, 0, null);
  }

  override get max(): DateTime {
    return new DateTime(maxOrdinal, microsPerDay - 1, null);
  }

  override get resolution(): TimeDelta {
    return new TimeDelta(1n);
  }

  override attribute(name: string): Value | undefined {
    const own = readAttribute(this, clockNames, name);
    // That there is no zone is an answer, too.
    return own === undefined ? super.attribute(name) : own;
  }

  /** `datetime.isoformat()`, its time cut to a length of `timespecs`. */
  isoDateTime(separator = "T", length = 0): string {
    const { offset } = this;
    const zone = offset === undefined ? "" : offsetText(offset);
    return this.isoDate() + separator + clockText(this.micros, length) + zone;
  }

  override repr(budget: Budget): string {
    budget.reserve(96);
    const parts = [this.year, this.month, this.day, ...clockParts(this.micros)];
    return `datetime.datetime(${parts.join(", ")}${zonePart(this.zone, budget)})`;
  }

  override text(budget: Budget): string {
    budget.reserve(48);
    return this.isoDateTime(" ");
  }

  override strftime(format: string, budget: Budget, local: Zone = utc): string {
    const { ordinal, micros, offset, zone, wall } = this;
    return strftime({ ordinal, micros, offset, label: zone?.label(wall) }, format, budget, local);
  }

  override equals(other: Value): boolean {
    if (!(other instanceof DateTime)) return false;
    if (other.zone === this.zone) return other.wall === this.wall;
    return (this.offset === undefined) === (other.offset === undefined) && this.instant === other.instant;
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof DateTime)) return other instanceof DateValue ? incomparable() : undefined;
    if (other.zone === this.zone) return order(this.wall, other.wall);
    checkBothOrNone(this.offset, other.offset, "datetimes");
    return order(this.instant, other.instant);
  }

  override hashKey(): string {
    return `\0${this.offset === undefined ? "w" : "W"}${this.instant}`;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === "+") return DateTime.fromWall(this.wall + other.total, this.zone);
      return operator === "-" && !reflected
        ? DateTime.fromWall(this.wall - other.total, this.zone)
        : undefined;
    }
    if (operator !== "-" || reflected || !(other instanceof DateTime)) return undefined;
    if (other.zone === this.zone) return new TimeDelta(this.wall - other.wall);
    checkBothOrNone(this.offset, other.offset, "datetimes", "subtract");
    return new TimeDelta(this.instant - other.instant);
  }
}
