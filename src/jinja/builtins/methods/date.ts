import { checkField, digits, fromIsoWeek, maxOrdinal, weekday } from "../../../values/datetime/civil.js";
import { DateTime, DateValue, parseDate, StructTime } from "../../../values/datetime/index.js";
import { dayNames, monthNames } from "../../../values/datetime/strftime.js";
import { cInt, field, isoPart, str, timestamp } from "./datetime-parameters.js";
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
    params: [],
    run(state, self: DateValue) {
      const day = (dayNames[weekday(self.ordinal)] as string).slice(0, 3);
      const month = (monthNames[self.month - 1] as string).slice(0, 3);
      const date = `${day} ${month} ${String(self.day).padStart(2)}`;
      return `${date} ${self.strftime("%T", state.meter)} ${digits(self.year, 4)}`;
    },
  }),
  defineMethod({
    name: "fromisocalendar",
    params: [isoPart("year"), isoPart("week"), isoPart("day")],
    run: (_state, self: DateValue, year, week, day) => likeSelf(self, fromIsoWeek(year, week, day)),
  }),
  defineMethod({
    name: "fromordinal",
    params: [cInt("ordinal")],
    positionalOnly: true,
    run(_state, self: DateValue, ordinal) {
      checkField("ordinal", ordinal, 1, maxOrdinal);
      return likeSelf(self, ordinal);
    },
  }),
  defineMethod({
    name: "isocalendar",
    params: [],
    run: (_state, self: DateValue) => self.isoCalendar(),
  }),
  defineMethod({
    name: "isoweekday",
    params: [],
    run: (_state, self: DateValue) => weekday(self.ordinal) + 1,
  }),
  defineMethod({
    name: "strftime",
    params: [str("format")],
    run: (state, self: DateValue, format) => self.strftime(format, state.meter, localZone(state)),
  }),
  defineMethod({
    name: "toordinal",
    params: [],
    run: (_state, self: DateValue) => self.ordinal,
  }),
  defineMethod({
    name: "weekday",
    params: [],
    run: (_state, self: DateValue) => weekday(self.ordinal),
  }),
];

/** The methods of dates. */
export const dateMethods = methodTable(
  ...dayMethods,
  defineMethod({
    name: "fromisoformat",
    params: [str("date_string")],
    positionalOnly: true,
    run: (_state, _self: DateValue, text) => parseDate(text),
  }),
  defineMethod({
    name: "fromtimestamp",
    params: [timestamp((seconds) => BigInt(Math.floor(seconds)) * 1_000_000n)],
    positionalOnly: true,
    run: (state, _self: DateValue, micros) => new DateValue(clockAt(micros, localZone(state)).ordinal),
  }),
  defineMethod({
    name: "isoformat",
    params: [],
    run: (_state, self: DateValue) => self.isoDate(),
  }),
  defineMethod({
    name: "replace",
    params: [field("year"), field("month"), field("day")],
    run: (_state, self: DateValue, year = self.year, month = self.month, day = self.day) =>
      DateValue.of(year, month, day),
  }),
  defineMethod({
    name: "timetuple",
    params: [],
    run: (_state, self: DateValue) => new StructTime(self.ordinal, 0, -1),
  }),
  defineMethod({
    name: "today",
    params: [],
    run: (state) => new DateValue(localNow(state).ordinal),
  }),
);
