export { HookloomError, isHookloomError } from "../errors/error.js";
// What JavaScript cannot say
export { date, datetime, float, time, timedelta, tuple } from "../values/construct.js";
export type { Value } from "../values/value.js";
// Filters, tests and globals of one's own
export {
  type AnyDefinition,
  type Definition,
  defineFilter,
  defineGlobal,
  defineTest,
  type FilterDefinition,
  type Parameter,
  type ParameterValues,
  type TestDefinition,
} from "./builtins/define.js";
export type { HostFunction } from "./builtins/host-function.js";
export * as parameters from "./builtins/parameters.js";
export { Environment } from "./environment.js";
export type { EnvironmentOptions, FilterOption, TestOption } from "./options.js";
export type { State } from "./runtime/state.js";
export { Template, type Variables } from "./template.js";
