import { HookloomError } from "../../errors/error.js";
import { quoted } from "../print.js";
import { type Budget, Instance, type Value } from "../value.js";
import { readAttribute } from "./attributes.js";
import {
  dayMicros,
  epoch,
  fromOrdinal,
  microsPerDay,
  microsPerSecond,
  offsetText,
  toOrdinal,
} from "./civil.js";
import { TimeDelta } from "./timedelta.js";

/**
 * What Python calls a `tzinfo`. Wall times and instants are microseconds, counted from the day before
 * year 1; offsets are microseconds east of UTC.
 *
 * Python's `fold` is left out: of a wall time that comes twice, the first is meant.
 */
export abstract class Zone extends Instance {
  /** The offset at a wall time; without one, undefined where it varies. */
  abstract offset(wall: bigint | undefined): number | undefined;
  /** The offset at an instant. */
  abstract offsetAt(instant: bigint): number;
  /** `tzname`, such as `UTC` or `CET`. */
  abstract label(wall: bigint | undefined): string | undefined;
  /** How much of the offset is daylight saving; undefined where nobody knows. */
  abstract saving(wall: bigint | undefined): number | undefined;
}

/** Python's `datetime.timezone`: the same offset at all times. */
export class TimeZone extends Zone {
  readonly typeName = "datetime.timezone";
  readonly #offset: number;
  readonly #name: string | undefined;

  private constructor(offset: number, name: string | undefined) {
    super();
    this.#offset = offset;
    this.#name = name;
  }

  /** `datetime.timezone.utc` */
  static readonly utc = new TimeZone(0, undefined);

  /**
   * @param offset microseconds
   * @throws HookloomError `value_error` for an offset of a day or more
   */
  static of(offset: number, name?: string): TimeZone {
    if (Math.abs(offset) >= microsPerDay) {
      throw new HookloomError("value_error", "The offset of a time zone is less than a day");
    }
    return offset === 0 && name === undefined ? TimeZone.utc : new TimeZone(offset, name);
  }

  get utc(): TimeZone {
    return utc;
  }

  get min(): TimeZone {
    return TimeZone.of(-farthest);
  }

  get max(): TimeZone {
    return TimeZone.of(farthest);
  }

  override attribute(name: string): Value | undefined {
    return readAttribute(this, ["utc", "min", "max"], name);
  }

  offset(): number {
    return this.#offset;
  }

  offsetAt(): number {
    return this.#offset;
  }

  label(): string {
    return this.#name ?? (this.#offset === 0 ? "UTC" : `UTC${offsetText(this.#offset)}`);
  }

  saving(): undefined {
    return undefined;
  }

  repr(budget: Budget): string {
    if (this === utc) return "datetime.timezone.utc";
    const name = this.#name === undefined ? "" : `, ${quoted(this.#name, budget)}`;
    return `datetime.timezone(${new TimeDelta(BigInt(this.#offset)).repr(budget)}${name})`;
  }

  override text(budget: Budget): string {
    budget.reserve(32);
    return this.label();
  }

  override equals(other: Value): boolean {
    return other instanceof TimeZone && other.#offset === this.#offset;
  }

  override hashKey(): string {
    return `\0Z${this.#offset}`;
  }
}

const farthest = microsPerDay - 60 * microsPerSecond;

/** `datetime.timezone.utc` */
export const utc = TimeZone.utc;

/** Python's `zoneinfo.ZoneInfo`: a zone of the IANA database, as the platform knows it. */
export class NamedZone extends Zone {
  readonly typeName = "zoneinfo.ZoneInfo";
  readonly key: string;
  readonly #offsets: Intl.DateTimeFormat;
  /** Each kind of English, once a name was asked for: to make these takes far longer than to use them. */
  #names: readonly Intl.DateTimeFormat[] | undefined;

  private constructor(key: string) {
    super();
    this.key = key;
    this.#offsets = readZone(key);
  }

  static readonly #known = new Map<string, NamedZone>();

  /**
   * The zone of a name, always the same one. Names come from the host only.
   * @throws HookloomError `option_invalid` for a name that the platform does not know
   */
  static of(key: string): NamedZone {
    let zone = NamedZone.#known.get(key);
    if (zone === undefined) {
      zone = new NamedZone(key);
      NamedZone.#known.set(key, zone);
    }
    return zone;
  }

  override attribute(name: string): Value | undefined {
    return readAttribute(this, ["key"], name);
  }

  offsetAt(instant: bigint): number {
    const shown = partOf(this.#offsets, instant);
    const [, sign, hours, minutes = 0, seconds = 0] = /([+-])(\d+)(?::(\d+))?(?::(\d+))?/.exec(shown) ?? [];
    if (hours === undefined) return 0;
    const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === "-" ? -size : size) * microsPerSecond;
  }

  offset(wall: bigint | undefined): number | undefined {
    if (wall === undefined) return undefined;
    // A zone changes its offset at most once within two days, so one of these two holds, or, in a gap, none.
    const before = this.offsetAt(wall - dayMicros);
    const after = this.offsetAt(wall + dayMicros);
    if (before === after || this.offsetAt(wall - BigInt(before)) === before) return before;
    return this.offsetAt(wall - BigInt(after)) === after ? after : before;
  }

  /** The abbreviation where the platform knows one in some English, else the offset, as the database has it. */
  label(wall: bigint | undefined): string | undefined {
    if (wall === undefined) return undefined;
    const offset = this.offset(wall) as number;
    this.#names ??= ["en-US", "en-GB", "en-AU", "en-IN"].map(
      (locale) => new Intl.DateTimeFormat(locale, { timeZone: this.key, timeZoneName: "short" }),
    );
    for (const names of this.#names) {
      const name = partOf(names, wall - BigInt(offset));
      if (/^(?!GMT.)[A-Z]+$/.test(name)) return name;
    }
    return offsetText(offset).replace(/:00$/, "").replace(":", "");
  }

  /** The offset beyond the lower one of January and July. */
  saving(wall: bigint | undefined): number | undefined {
    if (wall === undefined) return undefined;
    const { year } = fromOrdinal(Number(wall / dayMicros));
    const [january, july] = [1, 7].map((month) =>
      this.offsetAt(BigInt(toOrdinal(year, month, 1)) * dayMicros),
    );
    const offset = this.offset(wall) as number;
    return offset - Math.min(offset, january as number, july as number);
  }

  repr(budget: Budget): string {
    return `zoneinfo.ZoneInfo(key=${quoted(this.key, budget)})`;
  }

  override text(budget: Budget): string {
    budget.reserve(this.key.length);
    return this.key;
  }
}

function readZone(key: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: key, timeZoneName: "longOffset" });
  } catch (cause) {
    throw new HookloomError("option_invalid", `There is no IANA time zone called '${key}'`, { cause });
  }
}

function partOf(format: Intl.DateTimeFormat, instant: bigint): string {
  const parts = format.formatToParts(Number((instant - epoch) / 1000n));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
}
