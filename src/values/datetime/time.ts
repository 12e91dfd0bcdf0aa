import { HookloomError } from "../../errors/error.js";
import { type Budget, Instance, type Value } from "../value.js";
import { readAttribute } from "./attributes.js";
import { clock, clockText, microsPerDay, offsetText, order, toOrdinal } from "./civil.js";
import { strftime } from "./strftime.js";
import { TimeDelta } from "./timedelta.js";
import { utc, type Zone } from "./timezone.js";

/** The day that `strftime` takes a time to be of. */
const strftimeDay = toOrdinal(1900, 1, 1);

/** Python's `datetime.time`: a time of day, in a zone or in none. */
export class TimeValue extends Instance {
  readonly typeName = "datetime.time";
  /** Microseconds since midnight. */
  readonly micros: number;
  readonly zone: Zone | null;

  /** @param micros from 0 up to, but without, a day's */
  constructor(micros: number, zone: Zone | null) {
    super();
    this.micros = micros;
    this.zone = zone;
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

  get min(): TimeValue {
    return new TimeValue(0, null);
  }

  get max(): TimeValue {
    return new TimeValue(microsPerDay - 1, null);
  }

  get resolution(): TimeDelta {
    return new TimeDelta(1n);
  }

  override attribute(name: string): Value | undefined {
    const names = [...clockNames, "min", "max", "resolution"] as const;
    return readAttribute(this, names, name);
  }

  /** The offset in microseconds; undefined without a zone, and in one whose offset varies. */
  get offset(): number | undefined {
    return this.zone?.offset(undefined);
  }

  /** `time.isoformat()`, cut to a length of `timespecs`. */
  isoTime(length = 0): string {
    const { offset } = this;
    return clockText(this.micros, length) + (offset === undefined ? "" : offsetText(offset));
  }

  repr(budget: Budget): string {
    budget.reserve(64);
    return `datetime.time(${clockParts(this.micros).join(", ")}${zonePart(this.zone, budget)})`;
  }

  override text(budget: Budget): string {
    budget.reserve(32);
    return this.isoTime();
  }

  /** @param local the zone that `%s` takes the time to be in */
  strftime(format: string, budget: Budget, local: Zone = utc): string {
    const { micros, offset, zone } = this;
    const label = zone?.label(undefined);
    return strftime({ ordinal: strftimeDay, micros, offset, label }, format, budget, local);
  }

  override format(spec: string, budget: Budget): string {
    return spec === "" ? this.text(budget) : this.strftime(spec, budget);
  }

  override equals(other: Value): boolean {
    return other instanceof TimeValue && this.hashKey() === other.hashKey();
  }

  override compare(other: Value): number | undefined {
    if (!(other instanceof TimeValue)) return undefined;
    checkBothOrNone(this.offset, other.offset, "times");
    return order(this.#utc, other.#utc);
  }

  override hashKey(): string {
    return `\0${this.offset === undefined ? "c" : "C"}${this.#utc}`;
  }

  get #utc(): number {
    return this.micros - (this.offset ?? 0);
  }
}

/** The attributes that times and datetimes share. */
export const clockNames = ["hour", "minute", "second", "microsecond", "tzinfo", "fold"] as const;

/** Hour and minute, and what is behind them down to the last that is not zero. */
export function clockParts(micros: number): number[] {
  const { hour, minute, second, microsecond } = clock(micros);
  if (microsecond !== 0) return [hour, minute, second, microsecond];
  return second === 0 ? [hour, minute] : [hour, minute, second];
}

/** How a repr names the zone. */
export function zonePart(zone: Zone | null, budget: Budget): string {
  return zone === null ? "" : `, tzinfo=${zone.repr(budget, 0)}`;
}

/** Refuses to relate what has an offset with what has none. */
export function checkBothOrNone(
  left: number | undefined,
  right: number | undefined,
  kind: "times" | "datetimes",
  verb = "compare",
): void {
  if ((left === undefined) !== (right === undefined)) {
    throw new HookloomError("type_error", `can't ${verb} offset-naive and offset-aware ${kind}`);
  }
}
