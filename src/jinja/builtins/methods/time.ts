import { HookloomError } from "../../../errors/error.js";
import { checkedTime, checkField, timespecs } from "../../../values/datetime/civil.js";
import { DateTime, parseTime, TimeDelta, TimeValue, Zone } from "../../../values/datetime/index.js";
import type { Value } from "../../../values/value.js";
import { field, instance, optionalInstance, str } from "./datetime-parameters.js";
import { localZone } from "./local-time.js";
import { defineMethod, methodTable } from "./method.js";

/** The length of a time that is cut to a unit. */
export function timespecLength(timespec: string): number {
  const length = timespecs.get(timespec);
  if (length === undefined) throw new HookloomError("value_error", "Unknown timespec value");
  return length;
}

/** A number of microseconds as a timedelta; None for undefined. */
function deltaOf(micros: number | undefined): Value {
  return micros === undefined ? null : new TimeDelta(BigInt(micros));
}

export function checkFold(fold = 0): void {
  checkField("fold", fold, 0, 1);
}

/** The parameters of `replace` that times and datetimes share. */
export const clockFields = [field("hour"), field("minute"), field("second"), field("microsecond")] as const;
export const zoneField = optionalInstance("tzinfo", Zone, "unchanged");
export const foldField = { ...field("fold"), kind: "named" } as const;

/** The methods that tell about the zone, of datetimes and times. */
export const zoneMethods = [
  defineMethod({
    name: "dst",
    params: [],
    run: (_state, { zone, wall }: DateTime | (TimeValue & { wall?: undefined })) =>
      deltaOf(zone?.saving(wall)),
  }),
  defineMethod({
    name: "tzname",
    params: [],
    run: (_state, { zone, wall }: DateTime | (TimeValue & { wall?: undefined })) => zone?.label(wall) ?? null,
  }),
  defineMethod({
    name: "utcoffset",
    params: [],
    run: (_state, self: DateTime | TimeValue) => deltaOf(self.offset),
  }),
];

/** The methods of times. */
export const timeMethods = methodTable(
  ...zoneMethods,
  defineMethod({
    name: "fromisoformat",
    params: [str("time_string")],
    positionalOnly: true,
    run(state, _self: TimeValue, text) {
      // There may be any number of digits behind the seconds.
      state.meter.spend(text.length >> 3);
      return parseTime(text);
    },
  }),
  defineMethod({
    name: "isoformat",
    params: [str("timespec", "auto")],
    run: (_state, self: TimeValue, timespec) => self.isoTime(timespecLength(timespec)),
  }),
  defineMethod({
    name: "replace",
    params: [...clockFields, zoneField, foldField],
    run(_state, self: TimeValue, ...parts) {
      const [hour = self.hour, minute = self.minute, second = self.second, ...others] = parts;
      const [microsecond = self.microsecond, zone = self.zone, fold] = others;
      checkFold(fold);
      return new TimeValue(checkedTime(hour, minute, second, microsecond), zone);
    },
  }),
  defineMethod({
    name: "strftime",
    params: [str("format")],
    run: (state, self: TimeValue, format) => self.strftime(format, state.meter, localZone(state)),
  }),
);

/** The methods of timedeltas. */
export const timeDeltaMethods = methodTable(
  defineMethod({
    name: "total_seconds",
    params: [],
    run: (_state, self: TimeDelta) => self.totalSeconds(),
  }),
);

const atMoment = [optionalInstance("dt", DateTime)] as const;

/** The methods of time zones. */
export const timeZoneMethods = methodTable(
  defineMethod({
    name: "dst",
    params: atMoment,
    positionalOnly: true,
    run: (_state, self: Zone, at) => deltaOf(self.saving(at?.wall)),
  }),
  defineMethod({
    name: "fromutc",
    params: [instance("dt", DateTime)],
    positionalOnly: true,
    run(_state, self: Zone, at) {
      if (at.zone !== self) throw new HookloomError("value_error", "fromutc: dt.tzinfo is not self");
      return DateTime.fromInstant(at.wall, self);
    },
  }),
  defineMethod({
    name: "tzname",
    params: atMoment,
    positionalOnly: true,
    run: (_state, self: Zone, at) => self.label(at?.wall) ?? null,
  }),
  defineMethod({
    name: "utcoffset",
    params: atMoment,
    positionalOnly: true,
    run: (_state, self: Zone, at) => deltaOf(self.offset(at?.wall)),
  }),
);
