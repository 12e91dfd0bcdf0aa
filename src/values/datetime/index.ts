/** Python's module `datetime`: its values, exact to the microsecond, and how they are read and written. */
export { clockText, timespecs } from "./civil.js";
export { DateValue } from "./date.js";
export { DateTime } from "./datetime.js";
export { parseDate, parseDateTime, parseTime } from "./parse.js";
export { strptime } from "./strptime.js";
export { StructTime } from "./struct-time.js";
export { TimeValue } from "./time.js";
export { type DurationParts, sumDuration, TimeDelta } from "./timedelta.js";
export { NamedZone, TimeZone, utc, Zone } from "./timezone.js";
