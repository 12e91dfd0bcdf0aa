export { isHookloomError } from "../errors/error.js";
export { date, datetime, float, time, timedelta, tuple } from "../values/construct.js";
export { Environment, type EnvironmentOptions } from "./environment.js";
export { Template, type Variables } from "./template.js";
