import { HookloomError } from "../../../errors/error.js";
import { checkedOrdinal, checkedTime, microsPerSecond } from "../../../values/datetime/civil.js";
import { epoch } from "../../../values/datetime/datetime.js";
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
    summary: "The same instant in another time zone, by default the environment's.",
    params: [optionalInstance("tz", Zone, "None")],
    example: ["{{ moment.astimezone(moment.tzinfo.utc) }}", "2024-03-14 09:05:07+00:00"],
    run(state, self: DateTime, zone) {
      if (zone === self.zone && zone !== null) return self;
      // Python goes by UTC, and fails where the time is out of range there.
      const { wall: instant } = DateTime.fromWall(instantOf(self, state), utc);
      return DateTime.fromInstant(instant, zone ?? fixedLocalZone(instant, state));
    },
  }),
  defineMethod({
    name: "combine",
    summary: "A date and a time as one; the zone is the time's, or another.",
    params: [
      instance("date", DateValue),
      instance("time", TimeValue),
      optionalInstance("tzinfo", Zone, "time.tzinfo"),
    ],
    example: ["{{ moment.combine(day, clock) }}", "2024-03-14 12:30:00"],
    run: (_state, _self: DateTime, { ordinal }, time, zone = time.zone) =>
      new DateTime(ordinal, time.micros, zone),
  }),
  defineMethod({
    name: "date",
    summary: "The date of it.",
    params: [],
    example: ["{{ moment.date() }}", "2024-03-14"],
    run: (_state, self: DateTime) => new DateValue(self.ordinal),
  }),
  defineMethod({
    name: "fromisoformat",
    summary: "Reads a datetime of ISO 8601.",
    params: [str("date_string")],
    positionalOnly: true,
    example: ["{{ moment.fromisoformat('2024-03-14T12:00Z') }}", "2024-03-14 12:00:00+00:00"],
    run(state, _self: DateTime, text) {
      // There may be any number of digits behind the seconds.
      state.meter.spend(text.length >> 3);
      return parseDateTime(text);
    },
  }),
  defineMethod({
    name: "fromtimestamp",
    summary: "The datetime of so many seconds since 1970: in a zone or, naive, in the environment's.",
    params: [roundMicros, optionalInstance("tz", Zone, "None")],
    example: ["{{ moment.fromtimestamp(1.5, moment.tzinfo) }}", "1970-01-01 00:00:01.500000+00:00"],
    run(state, _self: DateTime, micros, zone) {
      return zone ? clockAt(micros, zone) : localClockAt(micros, state);
    },
  }),
  defineMethod({
    name: "isoformat",
    summary: "The datetime as ISO 8601 has it; `timespec` cuts its time to a unit.",
    params: [str("sep", "T"), str("timespec", "auto")],
    example: ["{{ moment.isoformat(' ', 'minutes') }}", "2024-03-14 09:05+00:00"],
    run(_state, self: DateTime, separator, timespec) {
      if (textLength(separator) !== 1) throw new HookloomError("type_error", "'sep' must be one character");
      return self.isoDateTime(separator, timespecLength(timespec));
    },
  }),
  defineMethod({
    name: "now",
    summary: "The current time: in a zone or, naive, in the environment's.",
    params: [optionalInstance("tz", Zone, "None")],
    example: ["{{ moment.now(moment.tzinfo) >= moment }}", "True"],
    run: (state, _self: DateTime, zone) => (zone ? now(state, zone) : localNow(state)),
  }),
  defineMethod({
    name: "replace",
    summary: "The datetime with other parts; `fold` changes nothing.",
    params: [field("year"), field("month"), field("day"), ...clockFields, zoneField, foldField],
    example: ["{{ moment.replace(minute=0, second=0) }}", "2024-03-14 09:00:00+00:00"],
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
    summary: "Reads a datetime by a format of directives, such as `%d.%m.%Y %H:%M`.",
    params: [str("date_string"), str("format")],
    positionalOnly: true,
    example: ["{{ moment.strptime('14 Mar 2024, 9:05 pm', '%d %b %Y, %I:%M %p') }}", "2024-03-14 21:05:00"],
    run: (state, _self: DateTime, text, format) => strptime(text, format, state.meter),
  }),
  defineMethod({
    name: "time",
    summary: "The time of it, without a zone.",
    params: [],
    example: ["{{ moment.time() }}", "09:05:07"],
    run: (_state, self: DateTime) => new TimeValue(self.micros, null),
  }),
  defineMethod({
    name: "timestamp",
    summary: "Seconds since 1970, as a float; a naive datetime is taken to be in the environment's zone.",
    params: [],
    example: ["{{ moment.timestamp() }}", "1710407107.0"],
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
    summary: "Its parts, as a tuple with names.",
    params: [],
    example: ["{{ moment.timetuple().tm_hour }}", "9"],
    run(_state, self: DateTime) {
      const saving = self.zone?.saving(self.wall);
      return new StructTime(self.ordinal, self.micros, saving === undefined ? -1 : saving === 0 ? 0 : 1);
    },
  }),
  defineMethod({
    name: "timetz",
    summary: "The time of it, with its zone.",
    params: [],
    example: ["{{ moment.timetz() }}", "09:05:07+00:00"],
    run: (_state, self: DateTime) => new TimeValue(self.micros, self.zone),
  }),
  defineMethod({
    name: "today",
    summary: "The current time in the environment's zone, naive.",
    params: [],
    example: ["{{ moment.today().tzinfo }}", "None"],
    run: (state) => localNow(state),
  }),
  defineMethod({
    name: "utcfromtimestamp",
    summary: "The datetime of so many seconds since 1970 in UTC, naive.",
    params: [roundMicros],
    positionalOnly: true,
    example: ["{{ moment.utcfromtimestamp(0) }}", "1970-01-01 00:00:00"],
    run: (_state, _self: DateTime, micros) => naive(clockAt(micros, utc)),
  }),
  defineMethod({
    name: "utctimetuple",
    summary: "Its parts by the clocks of UTC, as a tuple with names.",
    params: [],
    example: ["{{ moment.utctimetuple().tm_hour }}", "9"],
    run(_state, self: DateTime) {
      const { ordinal, micros } = DateTime.fromWall(self.instant, utc);
      return new StructTime(ordinal, micros, 0);
    },
  }),
  defineMethod({
    name: "utcnow",
    summary: "The current time in UTC, naive.",
    params: [],
    example: ["{{ moment.utcnow().tzinfo }}", "None"],
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
