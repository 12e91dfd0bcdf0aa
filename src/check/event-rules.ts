import type { Span } from "../errors/source.js";
import type { Fault } from "./json-scanner.js";
import type { Frame, Role } from "./json-state.js";

/** What kind of value JSON has at a place; `unknown` where only the render can tell. */
export type JsonType = "string" | "number" | "boolean" | "none" | "list" | "dict" | "unknown";

const wanted: Record<Role, JsonType | undefined> = {
  event: "dict",
  name: "string",
  resource: "dict",
  related: "list",
  relatedResource: "dict",
  payload: "dict",
  label: "string",
  other: undefined,
};

const spelled: Record<JsonType, string> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  none: "null",
  list: "a list",
  dict: "an object",
  unknown: "a value",
};

/** Checks that a value is of the kind that the event wants at its place; tells whether it is. */
export function checkType(
  role: Role,
  key: string | null | undefined,
  type: JsonType,
  span: Span,
  faults: Fault[],
): boolean {
  const want = wanted[role];
  if (want === undefined || type === want || type === "unknown") return true;
  if (role === "label") {
    const label = key === null || key === undefined ? "A label" : `The label '${key}'`;
    const fix = type === "list" || type === "dict" ? undefined : "the value between quotes";
    faults.push({
      rule: "label-not-string",
      span,
      message: `${label} must be a string, not ${spelled[type]}`,
      fix,
    });
  } else {
    const field = subject[role] ?? `'${key}'`;
    const message = `${field} must be ${spelled[want]}, not ${spelled[type]}`;
    faults.push({ rule: "event-shape", span, message });
  }
  return false;
}

const subject: Partial<Record<Role, string>> = { event: "An event", relatedResource: "A related resource" };

/** Checks a key against those that are there; gives what is known of the keys once `add` has added it. */
export function checkKey(
  { must, may }: Frame,
  key: string,
  span: Span,
  faults: Fault[],
  add: (keys: ReadonlySet<string>, key: string) => ReadonlySet<string>,
): Pick<Frame, "must" | "may"> {
  if (may.has(key)) {
    const when = must.has(key) ? "" : ", on some branch";
    faults.push({
      rule: "duplicate-key",
      span,
      message: `The key '${key}' is there twice${when}: only the last one counts`,
    });
  }
  return { must: add(must, key), may: add(may, key) };
}

/** The keys that mean something, by where they stand. */
const known: Partial<Record<Role, readonly string[]>> = {
  event: ["occurred", "event", "resource", "related", "payload", "id", "follows"],
  resource: ["prefect.resource.id"],
  relatedResource: ["prefect.resource.id", "prefect.resource.role"],
};

/** Checks a key that begins so, and goes on with what only the render knows. */
export function checkDynamicKey(
  { may, role }: Frame,
  prefix: string,
  span: Span,
  faults: Fault[],
): Partial<Pick<Frame, "dynamic">> {
  const begins = (key: string) => key.startsWith(prefix);
  const meant = known[role]?.find(begins);
  const isLabel = role === "resource" || role === "relatedResource";
  if (meant !== undefined || (isLabel && [...may].some(begins))) {
    const label = meant === undefined ? "a label" : `a label, '${meant}' included`;
    faults.push({
      rule: "dynamic-key",
      span,
      message: `This key is chosen by the request and can replace ${isLabel ? label : "a field of the event"}`,
      fix: "a fixed key, or an object of its own in 'payload'",
    });
  }
  return meant === undefined ? {} : { dynamic: true };
}

/** Checks an object that ends: what the event wants must be in it. */
export function checkClosed(frame: Frame, span: Span, faults: Fault[]): void {
  if (frame.kind !== "object" || frame.dynamic) return;
  const lacks = (key: string) => !frame.must.has(key);
  const branch = (key: string) => (frame.may.has(key) ? " on some branch" : "");
  const open = { start: span.start, end: span.start + 1 };
  if (frame.role === "event") {
    if (lacks("event")) {
      const message = `The event has no 'event'${branch("event")}`;
      faults.push({ rule: "missing-event", span: open, message, fix: '"event": "what.happened"' });
    }
    if (lacks("resource")) {
      const message = `The event has no 'resource'${branch("resource")}`;
      const fix = '"resource": {"prefect.resource.id": "…"}';
      faults.push({ rule: "missing-resource-id", span: open, message, fix });
    }
  } else if (frame.role === "resource" || frame.role === "relatedResource") {
    const [whose, rule] =
      frame.role === "resource"
        ? (["The resource", "missing-resource-id"] as const)
        : (["A related resource", "missing-role"] as const);
    const labels = frame.role === "resource" ? ["id"] : ["id", "role"];
    for (const label of labels.map((name) => `prefect.resource.${name}`)) {
      if (!lacks(label)) continue;
      const message = `${whose} has no '${label}'${branch(label)}`;
      faults.push({ rule, span: open, message, fix: `"${label}": "…"` });
    }
  }
}
