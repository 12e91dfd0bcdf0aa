import { HookloomError } from "../errors/error.js";
import { defineFilter } from "../jinja/builtins/define.js";
import { truncated } from "../jinja/builtins/format/to-number.js";
import { localNow } from "../jinja/builtins/methods/local-time.js";
import { any } from "../jinja/builtins/parameters.js";
import type { State } from "../jinja/runtime/state.js";
import type { TimeDelta } from "../values/datetime/index.js";
import { iterate } from "../values/iterate.js";
import { toFloat } from "../values/number.js";
import { Tuple } from "../values/tuple.js";
import type { Value } from "../values/value.js";
import { dateAndDelta, type Unit, unitNamed, units } from "./duration.js";
import { languageOf } from "./language.js";
import { filled, intIn, percent, readFloat } from "./read.js";
import { withSeparators } from "./separators.js";

/** The filter for durations unit by unit. */
export const preciseDeltaFilter = defineFilter({
  name: "humanize_precisedelta",
  params: [
    any("value"),
    any("minimum_unit", "seconds"),
    { ...any("suppress", new Tuple([])), shown: "()" },
    any("format", "%0.2f"),
  ],
  run(state, value, minimumUnit, suppress, format) {
    const { date, delta } = dateAndDelta(value, localNow(state), true, state);
    if (date === null) return state.text(value);
    const suppressed = new Set<Unit>();
    const names = iterate(suppress, state.meter);
    for (let step = names.next(); step.done !== true; step = names.next()) {
      state.meter.spend(1);
      suppressed.add(unitNamed(step.value, state));
    }
    const smallest = suitable(unitNamed(minimumUnit, state), suppressed);
    for (const unit of units.slice(0, units.indexOf(smallest))) suppressed.add(unit);
    const parts = split(delta as TimeDelta, { smallest, suppressed, format }, state);
    return joined(texts(parts, smallest, format, state), state);
  },
});

/** The unit, or the next larger one that is not suppressed. */
function suitable(unit: Unit, suppressed: ReadonlySet<Unit>): Unit {
  const found = units.slice(units.indexOf(unit)).find((other) => !suppressed.has(other));
  if (found !== undefined) return found;
  throw new HookloomError("value_error", "The minimum unit is suppressed, and so are all larger ones");
}

interface Choice {
  readonly smallest: Unit;
  readonly suppressed: ReadonlySet<Unit>;
  readonly format: Value;
}

type Parts = Record<Unit, number>;

/** How many there are of each unit: whole ones, but for the smallest. */
function split(delta: TimeDelta, { smallest, suppressed, format }: Choice, state: State): Parts {
  /** How many units of a size are in an amount, and what is left over. */
  const take = (unit: Unit, amount: number, size: number): [count: number, left: number] => {
    if (unit === smallest) return [byFormat(format, amount / size, state), 0];
    if (suppressed.has(unit)) return [0, amount];
    const left = amount % size;
    // What is left of a month and a half is whole days.
    return [Math.round((amount - left) / size), Math.trunc(left)];
  };
  let [days, seconds, microseconds] = [delta.days, delta.seconds, delta.microseconds];
  let [years, months, hours, minutes, milliseconds] = [0, 0, 0, 0, 0];
  [years, days] = take("years", days, 365);
  [months, days] = take("months", days, 30.5);
  [days, seconds] = take("days", days * 86_400 + seconds, 86_400);
  [hours, seconds] = take("hours", seconds, 3600);
  [minutes, seconds] = take("minutes", seconds, 60);
  [seconds, microseconds] = take("seconds", seconds * 1e6 + microseconds, 1e6);
  [milliseconds, microseconds] = take("milliseconds", microseconds, 1000);
  const parts = { years, months, days, hours, minutes, seconds, milliseconds, microseconds };
  for (const [from, size, to] of carries) {
    if (parts[from] >= size && !suppressed.has(to)) {
      parts[from] -= size;
      parts[to] += 1;
    }
  }
  return parts;
}

/** How many of one unit, once rounded, are one more of the next. */
const carries: readonly (readonly [from: Unit, size: number, to: Unit])[] = [
  ["milliseconds", 1000, "seconds"],
  ["seconds", 60, "minutes"],
  ["minutes", 60, "hours"],
  ["hours", 24, "days"],
  ["days", 31, "months"],
  ["months", 12, "years"],
];

/** What is left of a number once it has been written in the format. */
function byFormat(format: Value, amount: number, state: State): number {
  const written = percent(format, toFloat(amount), state);
  return Number(intIn(written, state) ?? readFloat(written, state));
}

/** The parts that are not zero, in words, the largest first. */
function texts(parts: Parts, smallest: Unit, format: Value, state: State): string[] {
  const language = languageOf(state);
  const found: string[] = [];
  for (const unit of units.toReversed()) {
    const amount = parts[unit];
    const isSmallest = unit === smallest;
    if (amount > 0 || (found.length === 0 && isSmallest)) {
      const count = amount > 1 && amount < 2 ? 2 : Number(truncated(amount));
      const message = language.count(`%d ${unit.slice(0, -1)}`, `%d ${unit}`, count);
      if (isSmallest && amount % 1 > 0) {
        found.push(filled(message.replaceAll("%d", state.text(format)), toFloat(amount), state));
      } else if (unit === "years") {
        found.push(filled(message.replaceAll("%d", "%s"), withSeparators(count, null, state), state));
        // Whole years are not followed by a look whether they are the smallest unit.
        continue;
      } else {
        found.push(filled(message, toFloat(amount), state));
      }
    }
    if (isSmallest) break;
  }
  return found;
}

function joined(parts: readonly string[], state: State): string {
  const last = parts.at(-1) as string;
  if (parts.length === 1) return last;
  const and = languageOf(state).say("%s and %s");
  return filled(and, new Tuple([parts.slice(0, -1).join(", "), last]), state);
}
