import { addIssue, HookloomError, type Issue, tellIssues } from "../errors/error.js";
import { asInt } from "../values/number.js";
import type { Value } from "../values/value.js";
import { normalizeRfc3339 } from "./rfc3339.js";

/** Attributes that every CloudEvent has, and those it may have; all others are extensions. */
const requiredNames: readonly string[] = ["id", "source", "type", "specversion"];
const optionalNames: readonly string[] = ["subject", "time", "datacontenttype", "dataschema"];

// CloudEvents 1.0.2, "Naming Conventions": lower-case letters and digits of ASCII.
const namePattern = /^[a-z0-9]+$/;
// CloudEvents 1.0.2, "Type System": strings hold no control characters, surrogates or non-characters.
const forbidden = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/u;

/**
 * Checks the attributes of a CloudEvent 1.0.
 * @throws HookloomError `cloud_event_invalid`, with all issues
 */
export function checkAttributes(attributes: ReadonlyMap<string, Value>): void {
  const issues: Issue[] = [];
  const note = (name: string, rule: string, message: string) => addIssue(issues, [name], rule, message);
  for (const name of requiredNames) {
    if (!attributes.has(name)) note(name, "missing", `The attribute ${name} is required`);
  }
  for (const [name, value] of attributes) {
    if (!namePattern.test(name)) note(name, "name", "Attribute names are lower-case letters and digits");
    else {
      const problem = problemOf(name, value);
      if (problem !== undefined) note(name, "value", problem);
    }
  }
  if (issues.length > 0) failCloudEvent(tellIssues(issues, "attribute"), issues);
}

function problemOf(name: string, value: Value): string | undefined {
  const isExtension = !requiredNames.includes(name) && !optionalNames.includes(name);
  if (typeof value !== "string") {
    return isExtension && isSimple(value) ? undefined : "The attribute must be text";
  }
  if (forbidden.test(value)) return "The attribute holds a character that CloudEvents do not allow";
  if (isExtension) return undefined;
  if (value === "") return "The attribute must not be empty";
  if (name === "specversion" && value !== "1.0") return "Only version 1.0 of CloudEvents can be read";
  if (name === "time" && normalizeRfc3339(value) === undefined) return "The time is not in RFC 3339's form";
  return undefined;
}

/** Extensions may also be booleans and integers of 32 bits. */
function isSimple(value: Value): boolean {
  if (typeof value === "boolean") return true;
  const int = asInt(value);
  return typeof int === "number" && int >= -(2 ** 31) && int < 2 ** 31;
}

/** Refuses a CloudEvent. */
export function failCloudEvent(message: string, issues?: readonly Issue[]): never {
  throw new HookloomError("cloud_event_invalid", message, issues === undefined ? {} : { issues });
}
