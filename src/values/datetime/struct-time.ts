import { repr } from "../print.js";
import { Tuple } from "../tuple.js";
import type { Budget, Value } from "../value.js";
import { clock, fromOrdinal, toOrdinal, weekday } from "./civil.js";

const names = [
  "tm_year",
  "tm_mon",
  "tm_mday",
  "tm_hour",
  "tm_min",
  "tm_sec",
  "tm_wday",
  "tm_yday",
  "tm_isdst",
] as const;

/** What is no item of it. */
const more: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["tm_zone", null],
  ["tm_gmtoff", null],
  ["n_fields", 11],
  ["n_sequence_fields", names.length],
  ["n_unnamed_fields", 0],
]);

/** Python's `time.struct_time`: a tuple of the parts of a time, whose items have names. */
export class StructTime extends Tuple {
  override readonly typeName = "time.struct_time";

  /** @param saving 1 for daylight saving, 0 for none, -1 where nobody knows */
  constructor(ordinal: number, micros: number, saving: number) {
    const { year, month, day } = fromOrdinal(ordinal);
    const { hour, minute, second } = clock(micros);
    const yearDay = ordinal - toOrdinal(year, 1, 1) + 1;
    super([year, month, day, hour, minute, second, weekday(ordinal), yearDay, saving]);
  }

  override repr(budget: Budget): string {
    budget.reserve(160);
    const parts = this.items.map((item, index) => `${names[index]}=${repr(item, budget)}`);
    return `${this.typeName}(${parts.join(", ")})`;
  }

  override attribute(name: string): Value | undefined {
    return this.items[names.indexOf(name as (typeof names)[number])] ?? more.get(name);
  }
}
