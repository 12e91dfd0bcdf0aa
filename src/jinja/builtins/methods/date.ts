import { checkField, digits, fromIsoWeek, maxOrdinal, weekday } from "../../../values/datetime/civil.js";
import { DateTime, DateValue, parseDate, StructTime } from "../../../values/datetime/index.js";
import { dayNames, monthNames } from "../../../values/datetime/strftime.js";
import { cInt, field, str, timestamp } from "./datetime-parameters.js";
import { clockAt, localNow, localZone } from "./local-time.js";
import { defineMethod, methodTable } from "./method.js";

/** A date or, of a datetime, the midnight that it begins with. */
function likeSelf(self: DateValue, ordinal: number): DateValue {
  return self instanceof DateTime ? new DateTime(ordinal, 0, null) : new DateValue(ordinal);
}

/** What dates and datetimes have in common. */
export const dayMethods = [
  defineMethod({
    name: "ctime",
    summary: "The time as C's `ctime` writes it.",
    params: [],
    example: ["{{ moment.ctime() }}", "Thu Mar 14 09:05:07 2024"],
    run(state, self: DateValue) {
      const day = (dayNames[weekday(self.ordinal)] as string).slice(0, 3);
      const month = (monthNames[self.month - 1] as string).slice(0, 3);
      const date = `${day} ${month} ${String(self.day).padStart(2)}`;
      return `${date} ${self.strftime("%T", state.meter)} ${digits(self.year, 4)}`;
    },
  }),
  defineMethod({
    name: "fromisocalendar",
    summary: "The day of a year, week and day of the week (Monday is 1) by ISO 8601.",
    params: [cInt("year"), cInt("week"), cInt("day")],
    example: ["{{ day.fromisocalendar(2024, 11, 4) }}", "2024-03-14"],
    run: (_state, self: DateValue, year, week, day) => likeSelf(self, fromIsoWeek(year, week, day)),
  }),
  defineMethod({
    name: "fromordinal",
    summary: "The day of a number, 1 January of year 1 being 1.",
    params: [cInt("ordinal")],
    positionalOnly: true,
    example: ["{{ day.fromordinal(738959) }}", "2024-03-14"],
    run(_state, self: DateValue, ordinal) {
      checkField("ordinal", ordinal, 1, maxOrdinal);
      return likeSelf(self, ordinal);
    },
  }),
  defineMethod({
    name: "isocalendar",
    summary: "Year, week and day of the week (Monday is 1) by ISO 8601, as a tuple with names.",
    params: [],
    example: ["{{ day.isocalendar().week }}", "11"],
    run: (_state, self: DateValue) => self.isoCalendar(),
  }),
  defineMethod({
    name: "isoweekday",
    summary: "The day of the week, Monday being 1.",
    params: [],
    example: ["{{ day.isoweekday() }}", "4"],
    run: (_state, self: DateValue) => weekday(self.ordinal) + 1,
  }),
  defineMethod({
    name: "strftime",
    summary: "Writes it by a format of directives, such as `%Y-%m-%d`.",
    params: [str("format")],
    example: ["{{ moment.strftime('%A, %-d %B %Y, %H:%M') }}", "Thursday, 14 March 2024, 09:05"],
    run: (state, self: DateValue, format) => self.strftime(format, state.meter, localZone(state)),
  }),
  defineMethod({
    name: "toordinal",
    summary: "The number of the day, 1 January of year 1 being 1.",
    params: [],
    example: ["{{ day.toordinal() }}", "738959"],
    run: (_state, self: DateValue) => self.ordinal,
  }),
  defineMethod({
    name: "weekday",
    summary: "The day of the week, Monday being 0.",
    params: [],
    example: ["{{ day.weekday() }}", "3"],
    run: (_state, self: DateValue) => weekday(self.ordinal),
  }),
];

/** The methods of dates. */
export const dateMethods = methodTable(
  ...dayMethods,
  defineMethod({
    name: "fromisoformat",
    summary: "Reads a date of ISO 8601.",
    params: [str("date_string")],
    positionalOnly: true,
    example: ["{{ day.fromisoformat('2024-W11-4') }}", "2024-03-14"],
    run: (_state, _self: DateValue, text) => parseDate(text),
  }),
  defineMethod({
    name: "fromtimestamp",
    summary: "The date, in the environment's time zone, of so many seconds since 1970.",
    params: [timestamp((seconds) => BigInt(Math.floor(seconds)) * 1_000_000n)],
    positionalOnly: true,
    example: ["{{ day.fromtimestamp(0) }}", "1970-01-01"],
    run: (state, _self: DateValue, micros) => new DateValue(clockAt(micros, localZone(state)).ordinal),
  }),
  defineMethod({
    name: "isoformat",
    summary: "The date as ISO 8601 has it.",
    params: [],
    example: ["{{ day.isoformat() }}", "2024-03-14"],
    run: (_state, self: DateValue) => self.isoDate(),
  }),
  defineMethod({
    name: "replace",
    summary: "The date with other parts.",
    params: [field("year"), field("month"), field("day")],
    example: ["{{ day.replace(day=1) }}", "2024-03-01"],
    run: (_state, self: DateValue, year = self.year, month = self.month, day = self.day) =>
      DateValue.of(year, month, day),
  }),
  defineMethod({
    name: "timetuple",
    summary: "Its parts, as a tuple with names.",
    params: [],
    example: ["{{ day.timetuple().tm_yday }}", "74"],
    run: (_state, self: DateValue) => new StructTime(self.ordinal, 0, -1),
  }),
  defineMethod({
    name: "today",
    summary: "The current date in the environment's time zone.",
    params: [],
    example: ["{{ day.today() >= day }}", "True"],
    run: (state) => new DateValue(localNow(state).ordinal),
  }),
);
