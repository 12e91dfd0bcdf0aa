import { HookloomError } from "../errors/error.js";
import { type Limits, resolveLimits } from "../limits.js";
import type { RequestContext } from "../request/context.js";
import type { Event, EventDraft, Json, Resource } from "./event.js";
import { normalizeOccurred, occurredFromDate } from "./occurred.js";
import { readEventJson } from "./read-event-json.js";
import { eventSchemaFor, toIssues } from "./schema.js";
import { checkEventSize } from "./serialize.js";
import { normalizeUuid, randomUuid } from "./uuid.js";

/** What events need to know of the webhook they come from. */
export interface WebhookIdentity {
  readonly id: string;
  readonly name: string;
}

/** What events are stamped with. */
export interface EventStamps {
  /** The current time. */
  now?: () => Date;
  /** A new UUID. */
  generateId?: () => string;
}

export interface BuildEventOptions extends EventStamps {
  /** The request, for the payload where the template gives none. */
  context: Pick<RequestContext, "method" | "headers" | "text">;
  webhook: WebhookIdentity;
  limits?: Partial<Limits>;
}

/**
 * Makes an event of what a template rendered: reads the JSON, fills in what is missing and checks the whole.
 *
 * Missing `occurred` is now, missing `id` a new UUID, missing `payload` the request's method, headers and
 * raw body. The webhook is added as the last related resource.
 *
 * @param rendered JSON text
 * @throws HookloomError `json_syntax` and its like, placed in the rendered text; `event_invalid` with all
 * issues at once; `event_limit`
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export function buildEvent(rendered: string, options: BuildEventOptions): Event {
  const limits = resolveLimits(options.limits);
  return makeEvent(rendered, options, limits);
}

/** As {@link buildEvent}, with limits that are resolved already. */
export function makeEvent(
  rendered: string,
  options: Omit<BuildEventOptions, "limits">,
  limits: Limits,
): Event {
  const draft = checkDraft(readEventJson(rendered, limits), limits);
  const { context, webhook, now = () => new Date(), generateId = randomUuid } = options;
  const event: Event = {
    occurred:
      draft.occurred === undefined ? occurredFromDate(now()) : (normalizeOccurred(draft.occurred) as string),
    event: draft.event,
    resource: draft.resource,
    related: [...(draft.related ?? []), webhookResource(webhook)],
    payload: draft.payload ?? { method: context.method, headers: { ...context.headers }, body: context.text },
    id: normalizeUuid(draft.id ?? generateId()) ?? invalidId(),
    follows: typeof draft.follows === "string" ? (normalizeUuid(draft.follows) as string) : null,
  };
  // The event is no larger than what it is made of, escapes included.
  checkEventSize(event, rendered.length * 3 + (draft.payload === undefined ? sizeBound(context) : 0), limits);
  return event;
}

/** The webhook as a related resource. */
export function webhookResource({ id, name }: WebhookIdentity): Resource {
  return {
    "prefect.resource.id": `prefect-cloud.webhook.${id}`,
    "prefect.resource.name": name,
    "prefect.resource.role": "webhook",
  };
}

function checkDraft(json: Json, limits: Limits): EventDraft {
  const result = eventSchemaFor(limits).safeParse(json);
  // Validation changes nothing, so the draft is the JSON itself, with keys that zod would leave out.
  if (result.success) return json as unknown as EventDraft;
  const issues = toIssues(result.error);
  const told = issues.map(({ path, message }) => `${path.join(".") || "event"}: ${message}`);
  throw new HookloomError("event_invalid", told.join("; "), { issues });
}

function invalidId(): never {
  throw new HookloomError("option_invalid", "The option 'generateId' gave no UUID");
}

/** No less than the bytes of the default payload: an escape is six bytes for one UTF-16 unit. */
function sizeBound({ headers, text }: BuildEventOptions["context"]): number {
  let units = text.length;
  for (const [name, value] of Object.entries(headers)) units += name.length + value.length + 8;
  return units * 6;
}
