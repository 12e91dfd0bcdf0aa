import * as z from "zod/mini";
import { HookloomError } from "./errors/error.js";

/** What a webhook is, by Prefect's names. */
export interface WebhookDefinition {
  /** Identifies the webhook in its events, as `prefect-cloud.webhook.<id>`; Prefect uses a UUID. */
  id: string;
  /** Tells people which webhook it is; at most 5,000 characters. */
  name: string;
  /** At most 5,000 characters. */
  description?: string;
  /** The Jinja2 template that makes the JSON of an event. */
  template: string;
  /** Whether it receives; it does unless this is false. */
  enabled?: boolean;
  /** The part of the URL that leads to it; adapters need it where they serve more than one. */
  slug?: string;
}

/** The rules of a definition, for hosts that keep definitions themselves. */
export const definitionSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  name: z.string().check(z.maxLength(5000)),
  description: z._default(z.string().check(z.maxLength(5000)), ""),
  template: z.string(),
  enabled: z._default(z.boolean(), true),
  slug: z._default(z.string().check(z.regex(/^[A-Za-z0-9_-]*$/)), ""),
});

/**
 * Checks a definition and fills in its defaults.
 * @throws HookloomError `definition_invalid` with all issues
 */
export function readDefinition(definition: WebhookDefinition): Required<WebhookDefinition> {
  const result = definitionSchema.safeParse(definition);
  if (result.success) return Object.freeze(result.data);
  const issues = result.error.issues.map((issue) => ({
    path: issue.path.map(String),
    rule: issue.code,
    message: issue.message,
  }));
  const told = issues.map(({ path, rule }) => `${path.join(".") || "definition"} (${rule})`).join(", ");
  throw new HookloomError("definition_invalid", `The webhook definition is not valid: ${told}`, { issues });
}
