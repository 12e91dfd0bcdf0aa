import { HookloomError } from "../../../errors/error.js";
import { checkedOrdinal, checkedTime, epoch, microsPerSecond } from "../../../values/datetime/civil.js";
import {
  DateTime,
  DateValue,
  parseDateTime,
  StructTime,
  strptime,
  TimeValue,
  utc,
  Zone,
} from "../../../values/datetime/index.js";
import { secondsOf } from "../../../values/datetime/timedelta.js";
import { toFloat } from "../../../values/number.js";
import { textLength } from "../../../values/text.js";
import { dateMethods, dayMethods } from "./date.js";
import { field, instance, optionalInstance, str, timestamp } from "./datetime-parameters.js";
import {
  clockAt,
  fixedLocalZone,
  instantOf,
  localClockAt,
  localNow,
  naive,
  now,
  toMicros,
} from "./local-time.js";
import { defineMethod, type MethodTable, methodTable } from "./method.js";
import {
  checkFold,
  clockFields,
  foldField,
  timeDeltaMethods,
  timeMethods,
  timespecLength,
  timeZoneMethods,
  zoneField,
  zoneMethods,
} from "./time.js";

const roundMicros = timestamp(toMicros);

/** The methods of datetimes. */
const dateTimeMethods = methodTable(
  ...dayMethods,
  ...zoneMethods,
  defineMethod({
    name: "astimezone",
    params: [optionalInstance("tz", Zone, "None")],
    run(state, self: DateTime, zone) {
      if (zone === self.zone && zone !== null) return self;
      // Python goes by UTC, and fails where the time is out of range there.
      const { wall: instant } = DateTime.fromWall(instantOf(self, state), utc);
      return DateTime.fromInstant(instant, zone ?? fixedLocalZone(instant, state));
    },
  }),
  defineMethod({
    name: "combine",
    params: [
      instance("date", DateValue),
      instance("time", TimeValue),
      optionalInstance("tzinfo", Zone, "time.tzinfo"),
    ],
    run: (_state, _self: DateTime, { ordinal }, time, zone = time.zone) =>
      new DateTime(ordinal, time.micros, zone),
  }),
  defineMethod({
    name: "date",
    params: [],
    run: (_state, self: DateTime) => new DateValue(self.ordinal),
  }),
  defineMethod({
    name: "fromisoformat",
    params: [str("date_string")],
    positionalOnly: true,
    run(state, _self: DateTime, text) {
      // There may be any number of digits behind the seconds.
      state.meter.spend(text.length >> 3);
      return parseDateTime(text);
    },
  }),
  defineMethod({
    name: "fromtimestamp",
    params: [roundMicros, optionalInstance("tz", Zone, "None")],
    run(state, _self: DateTime, micros, zone) {
      return zone ? clockAt(micros, zone) : localClockAt(micros, state);
    },
  }),
  defineMethod({
    name: "isoformat",
    params: [str("sep", "T"), str("timespec", "auto")],
    run(_state, self: DateTime, separator, timespec) {
      if (textLength(separator) !== 1) throw new HookloomError("type_error", "'sep' must be one character");
      return self.isoDateTime(separator, timespecLength(timespec));
    },
  }),
  defineMethod({
    name: "now",
    params: [optionalInstance("tz", Zone, "None")],
    run: (state, _self: DateTime, zone) => (zone ? now(state, zone) : localNow(state)),
  }),
  defineMethod({
    name: "replace",
    params: [field("year"), field("month"), field("day"), ...clockFields, zoneField, foldField],
    run(_state, self: DateTime, ...parts) {
      const [year = self.year, month = self.month, day = self.day, ...rest] = parts;
      const [hour = self.hour, minute = self.minute, second = self.second, ...others] = rest;
      const [microsecond = self.microsecond, zone = self.zone, fold] = others;
      const ordinal = checkedOrdinal(year, month, day);
      checkFold(fold);
      return new DateTime(ordinal, checkedTime(hour, minute, second, microsecond), zone);
    },
  }),
  defineMethod({
    name: "strptime",
    params: [str("date_string"), str("format")],
    positionalOnly: true,
    run: (state, _self: DateTime, text, format) => strptime(text, format, state.meter),
  }),
  defineMethod({
    name: "time",
    params: [],
    run: (_state, self: DateTime) => new TimeValue(self.micros, null),
  }),
  defineMethod({
    name: "timestamp",
    params: [],
    run(state, self: DateTime) {
      const micros = instantOf(self, state) - epoch;
      if (self.offset !== undefined) return toFloat(secondsOf(micros));
      // Python adds up two doubles here.
      const whole = micros - BigInt(self.microsecond);
      return toFloat(secondsOf(whole) + self.microsecond / microsPerSecond);
    },
  }),
  defineMethod({
    name: "timetuple",
    params: [],
    run(_state, self: DateTime) {
      const saving = self.zone?.saving(self.wall);
      return new StructTime(self.ordinal, self.micros, saving === undefined ? -1 : saving === 0 ? 0 : 1);
    },
  }),
  defineMethod({
    name: "timetz",
    params: [],
    run: (_state, self: DateTime) => new TimeValue(self.micros, self.zone),
  }),
  defineMethod({
    name: "today",
    params: [],
    run: (state) => localNow(state),
  }),
  defineMethod({
    name: "utcfromtimestamp",
    params: [roundMicros],
    positionalOnly: true,
    run: (_state, _self: DateTime, micros) => naive(clockAt(micros, utc)),
  }),
  defineMethod({
    name: "utctimetuple",
    params: [],
    run(_state, self: DateTime) {
      const { ordinal, micros } = DateTime.fromWall(self.instant, utc);
      return new StructTime(ordinal, micros, 0);
    },
  }),
  defineMethod({
    name: "utcnow",
    params: [],
    run: (state) => naive(now(state, utc)),
  }),
);

/** The methods of Python's module `datetime`, by the name of the type. */
export const datetimeModuleMethods: ReadonlyMap<string, MethodTable> = new Map([
  ["datetime.date", dateMethods],
  ["datetime.datetime", dateTimeMethods],
  ["datetime.time", timeMethods],
  ["datetime.timedelta", timeDeltaMethods],
  ["datetime.timezone", timeZoneMethods],
  ["zoneinfo.ZoneInfo", timeZoneMethods],
]);
