import * as z from "zod/mini";
import type { Issue } from "../errors/error.js";
import { defaultLimits, type Limits } from "../limits.js";
import { textLength } from "../values/text.js";
import { isSurelyEvent } from "./accept.js";
import type { Json } from "./event.js";
import { normalizeOccurred } from "./occurred.js";
import { normalizeUuid } from "./uuid.js";

const required = "Field required";
const notString = "Input should be a valid string";

/** Messages of the two faults a field can have by itself: it is missing, or of the wrong type. */
const typed = (message: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? required : message),
});

/** A fault that is no matter of types, by the name that Prefect's validation has for it. */
function fault<Value>(rule: string, find: (value: Value) => string | undefined) {
  return z.superRefine<Value>((value, context) => {
    const message = find(value);
    // Whatever has a fault inside is not looked at as a whole.
    if (message !== undefined) {
      context.addIssue({ code: "custom", message, params: { rule }, continue: false });
    }
  });
}

const uuid = () =>
  z
    .string(typed("UUID input should be a string"))
    .check(
      fault("uuid_parsing", (value: string) =>
        normalizeUuid(value) === undefined ? "Input should be a valid UUID" : undefined,
      ),
    );

function labels(limits: Limits, needsRole: boolean) {
  const find = (value: Record<string, string>): string | undefined => {
    if (Object.keys(value).length > limits.resourceLabels) {
      return `The maximum number of labels per resource is ${limits.resourceLabels}`;
    }
    return (
      missingLabel(value, "Resources", "id") ??
      (needsRole ? missingLabel(value, "Related Resources", "role") : undefined)
    );
  };
  return z
    .record(z.string(), z.string(typed(notString)), typed("Input should be a valid dictionary"))
    .check(fault("value_error", find), z.meta(labelsMeta(limits, needsRole)));
}

/** What of the rules of labels JSON Schema can say. */
function labelsMeta(limits: Limits, needsRole: boolean) {
  const required = needsRole ? ["prefect.resource.id", "prefect.resource.role"] : ["prefect.resource.id"];
  const properties = Object.fromEntries(required.map((label) => [label, { type: "string", minLength: 1 }]));
  return { required, properties, maxProperties: limits.resourceLabels };
}

function missingLabel(value: Record<string, string>, subject: string, name: string): string | undefined {
  const label = `prefect.resource.${name}`;
  if (!Object.hasOwn(value, label)) return `${subject} must include the ${label} label`;
  return value[label] === "" ? `The ${label} label must be non-empty` : undefined;
}

/** The rules of Prefect's event model, with its numbers or other limits; faults are found in this order. */
function makeEventSchema(limits: Limits) {
  const occurred = fault("datetime_parsing", (value: string | number) =>
    normalizeOccurred(value) === undefined ? "Input should be a valid date and time" : undefined,
  );
  const name = fault("value_error", (value: string) =>
    textLength(value) > limits.eventName
      ? `Event name must be at most ${limits.eventName} characters`
      : undefined,
  );
  const related = fault("value_error", (value: unknown[]) =>
    value.length > limits.relatedResources
      ? `The maximum number of related resources is ${limits.relatedResources}`
      : undefined,
  );
  return z.object(
    {
      occurred: z.optional(
        z.union([z.string(), z.number()], typed("Input should be a valid date and time")).check(occurred),
      ),
      event: z.string(typed(notString)).check(name, z.meta({ maxLength: limits.eventName })),
      resource: labels(limits, false),
      related: z.optional(
        z
          .array(labels(limits, true), typed("Input should be a valid list"))
          .check(related, z.meta({ maxItems: limits.relatedResources })),
      ),
      payload: z.optional(z.record(z.string(), z.unknown(), typed("Input should be a valid dictionary"))),
      id: z.optional(uuid()),
      follows: z.optional(z.nullable(uuid())),
    },
    typed("Input should be a valid dictionary"),
  );
}

/**
 * What rendered JSON must be to become an event, as a schema of Zod, with the default limits: 500 labels of a resource,
 * 100 related resources, 1,024 code points of the name. Unknown fields are ignored, and no value is converted. The rules
 * are those of Prefect's event model.
 * @see https://docs.prefect.io/v3/concepts/events
 *
 * @example
 * eventSchema.safeParse({ event: "order.paid", resource: {} }).success; // false: it has no prefect.resource.id
 * z.toJSONSchema(eventSchema, { io: "input" }); // its JSON Schema
 */
export const eventSchema = makeEventSchema(defaultLimits);

const schemas = new WeakMap<Limits, typeof eventSchema>([[defaultLimits, eventSchema]]);

/** What is wrong with JSON that is to become an event: nothing, or all of it at once. */
export function checkEvent(json: Json, limits: Limits): Issue[] {
  return isSurelyEvent(json, limits) ? [] : findIssues(json, limits);
}

/** As {@link checkEvent}, always by the schema. */
export function findIssues(json: Json, limits: Limits): Issue[] {
  const result = eventSchemaFor(limits).safeParse(json);
  const issues = result.success ? [] : toIssues(result.error);
  return [...issues, ...protoIssues(json)];
}

/** Labels called `__proto__`, which zod passes over, are labels like any other. */
function protoIssues(json: Json): Issue[] {
  const issues: Issue[] = [];
  const { resource, related } = (json ?? {}) as { resource?: unknown; related?: unknown };
  const look = (labels: unknown, path: (string | number)[]) => {
    const label = Object.getOwnPropertyDescriptor(labels ?? {}, "__proto__");
    if (label !== undefined && typeof label.value !== "string" && !Array.isArray(labels)) {
      issues.push({ path: [...path, "__proto__"], rule: "string_type", message: notString });
    }
  };
  look(resource, ["resource"]);
  if (Array.isArray(related)) for (const [index, one] of related.entries()) look(one, ["related", index]);
  return issues;
}

/** The schema with other limits; made once for each set of them. */
function eventSchemaFor(limits: Limits): typeof eventSchema {
  let schema = schemas.get(limits);
  if (schema === undefined) {
    schema = makeEventSchema(limits);
    schemas.set(limits, schema);
  }
  return schema;
}

/** What zod found, by the names that Prefect's validation has for it. */
function toIssues(error: z.core.$ZodError): Issue[] {
  return error.issues.map((issue) => ({
    path: issue.path.map((part) => (typeof part === "symbol" ? String(part) : part)),
    rule: ruleOf(issue),
    message: issue.message,
  }));
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.message === required) return "missing";
  if (issue.code === "custom") return String(issue.params?.rule ?? "value_error");
  if (issue.path[0] === "id" || issue.path[0] === "follows") return "uuid_type";
  if (issue.path[0] === "occurred") return "datetime_type";
  const expected = issue.code === "invalid_type" ? issue.expected : "";
  return (
    { string: "string_type", record: "dict_type", array: "list_type", object: "model_type" }[
      expected as string
    ] ?? "value_error"
  );
}
