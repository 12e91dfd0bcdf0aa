import * as z from "zod/mini";
import { HookloomError, tellIssues } from "./errors/error.js";
import { printable } from "./errors/source.js";
import { isSlug } from "./slug.js";
import { isLonger, isWellFormed } from "./values/text.js";

/**
 * What a webhook is, by the names and with the longest texts of `WebhookCreate` in Prefect Cloud's REST API.
 * Characters are code points.
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export interface WebhookDefinition {
  /**
   * Identifies the webhook in its events, as `prefect-cloud.webhook.<id>`: 1 to 255 characters, at Prefect a UUID.
   */
  id: string;
  /** Tells people which webhook it is; at most 5,000 characters. */
  name: string;
  /** What people want to know of it: at most 5,000 characters; empty by default. */
  description?: string;
  /** The Jinja2 template that makes the JSON of an event, no longer than the limit `templateLength`. */
  template: string;
  /** Whether it receives; it does by default. If not, every request ends in `webhook_disabled`. */
  enabled?: boolean;
  /**
   * The part of the URL that leads to it: letters, digits, `_` and `-`; empty by default. Adapters need it
   * where they serve more than one. See `generateSlug`.
   */
  slug?: string;
}

const noText = ({ input }: { input?: unknown }) => (input === undefined ? "Field required" : "Not a text");

/** Text that events can carry. */
function text() {
  return z.string({ error: noText }).check(z.refine(isWellFormed, { error: "Half a surrogate pair" }));
}

/** At most so many characters, counted as Prefect counts them: by code points. */
function atMost(characters: number) {
  const error = `More than ${characters} characters`;
  return z.refine<string>((value) => !isLonger(value, characters), { error });
}

/** Names fields that do not exist, as many and as much of each as helps to find them. */
function strangers(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `'${printable(name.slice(0, 50))}'`);
  return `Fields that do not exist: ${[...shown, ...(names.length > 5 ? ["…"] : [])].join(", ")}`;
}

/** The rules of {@link WebhookDefinition} as a schema of zod, for hosts that keep definitions themselves. */
export const definitionSchema = z.strictObject(
  {
    id: text().check(z.minLength(1, "Empty"), atMost(255)),
    name: text().check(atMost(5000)),
    description: z._default(text().check(atMost(5000)), ""),
    template: z.string({ error: noText }),
    enabled: z._default(z.boolean("Neither true nor false"), true),
    slug: z._default(
      text().check(
        z.refine((slug) => slug === "" || isSlug(slug), "Other than letters, digits, '_' and '-'"),
      ),
      "",
    ),
  },
  { error: (issue) => (issue.code === "unrecognized_keys" ? strangers(issue.keys) : "Not an object") },
);

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
  const told = tellIssues(issues, "definition");
  throw new HookloomError("definition_invalid", `The webhook definition is not valid: ${told}`, { issues });
}
