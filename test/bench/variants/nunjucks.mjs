import nunjucks from "nunjucks";
import { plainContext } from "../cases/cases.mjs";

/**
 * Nunjucks, its templates compiled to JavaScript before they are timed. `exact` has a filter `dump` that gives
 * Jinja2's bytes (sorted keys, escapes, blanks) where the built-in one is `JSON.stringify`.
 */
export async function create(shape) {
  const environment = new nunjucks.Environment(null, { autoescape: false });
  if (shape === "exact") environment.addFilter("dump", toJson);
  const compile = (source) => {
    const template = new nunjucks.Template(source, environment, null, true);
    return (context) => template.render(context);
  };
  return { language: "nunjucks", compile, input: plainContext };
}

/** What a team would write to get what Jinja2's `tojson` prints. */
function toJson(value) {
  return write(value).replace(/[<>&'\x7f-\uffff]/g, escapeUnit);
}

function write(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}: ${write(value[key])}`).join(", ")}}`;
}

function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
