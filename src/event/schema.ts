import * as z from "zod/mini";
import { defaultLimits, type Limits } from "../limits.js";
import { isLonger } from "../values/text.js";
import { labelsMessage, messages, missingLabel, nameMessage, relatedMessage } from "./check.js";
import { normalizeOccurred } from "./occurred.js";
import { normalizeUuid } from "./uuid.js";

/** Messages of the two faults a field can have by itself: it is missing, or of the wrong type. */
const typed = (rule: keyof typeof messages) => ({
  error: (issue: { input?: unknown }) => messages[issue.input === undefined ? "missing" : rule],
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
    .string(typed("uuid_type"))
    .check(
      fault("uuid_parsing", (value: string) =>
        normalizeUuid(value) === undefined ? messages.uuid_parsing : undefined,
      ),
    );

function labels({ resourceLabels }: Limits, needsRole: boolean) {
  const find = (value: Record<string, string>): string | undefined => {
    if (Object.keys(value).length > resourceLabels) return labelsMessage(resourceLabels);
    return missingLabel(value, "id") ?? (needsRole ? missingLabel(value, "role") : undefined);
  };
  return z
    .record(z.string(), z.string(typed("string_type")), typed("dict_type"))
    .check(fault("value_error", find), z.meta(labelsMeta(resourceLabels, needsRole)));
}

/** What of the rules of labels JSON Schema can say. */
function labelsMeta(maxProperties: number, needsRole: boolean) {
  const required = needsRole ? ["prefect.resource.id", "prefect.resource.role"] : ["prefect.resource.id"];
  const properties = Object.fromEntries(required.map((label) => [label, { type: "string", minLength: 1 }]));
  return { required, properties, maxProperties };
}

/** The rules of {@link checkEvent} as a schema of zod, for others; faults are found in the same order. */
export function makeEventSchema(limits: Limits) {
  const { eventName, relatedResources } = limits;
  const occurred = fault("datetime_parsing", (value: string | number) =>
    normalizeOccurred(value) === undefined ? messages.datetime_parsing : undefined,
  );
  const name = fault("value_error", (value: string) =>
    isLonger(value, eventName) ? nameMessage(eventName) : undefined,
  );
  const related = fault("value_error", (value: unknown[]) =>
    value.length > relatedResources ? relatedMessage(relatedResources) : undefined,
  );
  return z.object(
    {
      occurred: z.optional(z.union([z.string(), z.number()], typed("datetime_type")).check(occurred)),
      event: z.string(typed("string_type")).check(name, z.meta({ maxLength: eventName })),
      resource: labels(limits, false),
      related: z.optional(
        z
          .array(labels(limits, true), typed("list_type"))
          .check(related, z.meta({ maxItems: relatedResources })),
      ),
      payload: z.optional(z.record(z.string(), z.unknown(), typed("dict_type"))),
      id: z.optional(uuid()),
      follows: z.optional(z.nullable(uuid())),
    },
    typed("model_type"),
  );
}

/**
 * What rendered JSON must be to become an event, as a schema of Zod, with the default limits: 500 labels of a resource,
 * 100 related resources, 1,024 code points of the name. Unknown fields are ignored, and no value is converted. The rules are those of Prefect's event model.
 * @see https://docs.prefect.io/v3/concepts/events
 *
 * @example
 * eventSchema.safeParse({ event: "order.paid", resource: {} }).success; // false: it has no prefect.resource.id
 * z.toJSONSchema(eventSchema, { io: "input" }); // its JSON Schema
 */
export const eventSchema = makeEventSchema(defaultLimits);
