import { HookloomError } from "../../errors/error.js";
import { repr } from "../print.js";
import { Tuple } from "../tuple.js";
import { type Budget, Instance, type Value } from "../value.js";
import { readAttribute } from "./attributes.js";
import { checkedOrdinal, dayMicros, digits, fromOrdinal, maxOrdinal, order, toIsoWeek } from "./civil.js";
import { strftime } from "./strftime.js";
import { TimeDelta } from "./timedelta.js";
import { utc, type Zone } from "./timezone.js";

/** Python's `datetime.date`: a day from 1 January of year 1 to 31 December 9999. */
export class DateValue extends Instance {
  readonly typeName: string = "datetime.date";
  /** The number of the day, 1 January of year 1 being 1. */
  readonly ordinal: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;

  /** @throws HookloomError `overflow` for a day that is out of range */
  constructor(ordinal: number) {
    super();
    // Written so that NaN is refused, too.
    if (!(ordinal >= 1 && ordinal <= maxOrdinal)) {
      throw new HookloomError("overflow", "date value out of range");
    }
    const { year, month, day } = fromOrdinal(ordinal);
    this.ordinal = ordinal;
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** @throws HookloomError `value_error` for a day that does not exist */
  static of(year: number, month: number, day: number): DateValue {
    return new DateValue(checkedOrdinal(year, month, day));
  }

  get min(): DateValue {
    return new DateValue(1);
  }

  get max(): DateValue {
    return new DateValue(maxOrdinal);
  }

  get resolution(): TimeDelta {
    return new TimeDelta(dayMicros);
  }

  override attribute(name: string): Value | undefined {
    return readAttribute(this, ["year", "month", "day", "min", "max", "resolution"], name);
  }

  /** `date.isoformat()` */
  isoDate(): string {
    return `${digits(this.year, 4)}-${digits(this.month)}-${digits(this.day)}`;
  }

  /** `date.isocalendar()` */
  isoCalendar(): Tuple {
    return new IsoCalendarDate(toIsoWeek(this.ordinal));
  }

  repr(budget: Budget): string {
    budget.reserve(32);
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  override text(budget: Budget): string {
    budget.reserve(16);
    return this.isoDate();
  }

  /** @param local the zone that `%s` takes the time to be in */
  strftime(format: string, budget: Budget, local: Zone = utc): string {
    const { ordinal } = this;
    return strftime({ ordinal, micros: 0, offset: undefined, label: undefined }, format, budget, local);
  }

  override format(spec: string, budget: Budget): string {
    return spec === "" ? this.text(budget) : this.strftime(spec, budget);
  }

  override equals(other: Value): boolean {
    return isDateOnly(other) && other.ordinal === this.ordinal;
  }

  override compare(other: Value): number | undefined {
    if (isDateOnly(other)) return order(this.ordinal, other.ordinal);
    return other instanceof DateValue ? incomparable() : undefined;
  }

  override hashKey(): string {
    return `\0D${this.ordinal}`;
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (other instanceof TimeDelta) {
      if (operator === "+") return this.#moved(other.days);
      return operator === "-" && !reflected ? this.#moved(-other.days) : undefined;
    }
    if (operator !== "-" || reflected || !isDateOnly(other)) return undefined;
    return new TimeDelta(BigInt(this.ordinal - other.ordinal) * dayMicros);
  }

  #moved(days: number): DateValue {
    return new DateValue(this.ordinal + days);
  }
}

/** Whether a value is a date without a time: a datetime is a date, too, but never equal to one. */
function isDateOnly(value: Value): value is DateValue {
  return value instanceof DateValue && value.typeName === "datetime.date";
}

/** Refuses to order a date and a datetime. */
export function incomparable(): never {
  throw new HookloomError("type_error", "can't compare datetime.datetime to datetime.date");
}

const isoNames = ["year", "week", "weekday"];

/** What `isocalendar()` gives: a tuple whose items have names. */
class IsoCalendarDate extends Tuple {
  override readonly typeName = "datetime.IsoCalendarDate";

  override repr(budget: Budget): string {
    budget.reserve(64);
    const parts = this.items.map((item, index) => `${isoNames[index]}=${repr(item, budget)}`);
    return `${this.typeName}(${parts.join(", ")})`;
  }

  override attribute(name: string): Value | undefined {
    return this.items[isoNames.indexOf(name)];
  }
}
