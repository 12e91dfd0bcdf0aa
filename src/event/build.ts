import { HookloomError, isHookloomError, tellIssues } from "../errors/error.js";
import { Source } from "../errors/source.js";
import { type Limits, limitsOption, resolveLimits } from "../limits.js";
import {
  checkText,
  type OptionKind,
  type OptionKinds,
  readOptions,
  record,
  shape,
  text,
} from "../options.js";
import type { RequestContext } from "../request/context.js";
import { locateInJson } from "../values/json-locate.js";
import { checkEvent } from "./check.js";
import type { Event, EventDraft, Resource } from "./event.js";
import { normalizeOccurred } from "./occurred.js";
import { type EventJson, readEventJson } from "./read-event-json.js";
import { checkEventSize } from "./serialize.js";
import { type EventStamps, stampId, stampKinds, stampTime } from "./stamp.js";
import { normalizeUuid } from "./uuid.js";

/** What events need to know of the webhook they come from. */
export interface WebhookIdentity {
  /** A UUID in Prefect Cloud; `prefect-cloud.webhook.` and this is its `prefect.resource.id`. */
  readonly id: string;
  /** Its `prefect.resource.name`. */
  readonly name: string;
}

/** What `buildEvent` needs besides the rendered text. */
export interface BuildEventOptions extends EventStamps {
  /** The request, for the payload where the template gives none. */
  context: Pick<RequestContext, "method" | "headers" | "text">;
  /** Where the event comes from. */
  webhook: WebhookIdentity;
  /** Other limits than the default ones; those of JSON and of events matter here. */
  limits?: Partial<Limits>;
}

/**
 * Makes an event of what a template rendered: reads the JSON, fills in what is missing and checks the whole.
 *
 * Missing `occurred` is now, missing `id` a new UUID, missing `payload` the request's method, headers and
 * raw body. The webhook is added as the last related resource.
 *
 * @param rendered JSON text
 * @param options the request and the webhook; limits, clock and generator of ids
 * @returns the event, complete and valid
 * @throws HookloomError `json_syntax`, `json_depth` or `json_number` where it is no JSON that can be read, placed in the
 * rendered text
 * @throws HookloomError `event_invalid` where the JSON is no event, with all issues at once, placed in the rendered text
 * @throws HookloomError `event_limit` where the event is larger than the limit `eventSize`
 * @throws HookloomError `option_invalid` for what is no text, request, webhook or limit, and a clock or generator that gives no
 * time or UUID; `host_error` where one of these two throws
 * @see https://docs.prefect.io/v3/concepts/webhooks for the defaults
 * @see https://docs.prefect.io/v3/concepts/events for what an event is
 *
 * @example
 * const context = parseRequest(request);
 * buildEvent(renderTemplate(template, context), { context, webhook: { id, name: "Orders" } });
 */
export function buildEvent(rendered: string, options: BuildEventOptions): Event {
  checkText("What was rendered", rendered);
  const given = readOptions(options, buildKinds, ["context", "webhook"]);
  return makeEvent(rendered, given, given, resolveLimits(given.limits));
}

/** The option `webhook`; those that `createWebhook` made are checked there. */
export const identityOption: OptionKind = shape({ id: text, name: text });

const buildKinds: OptionKinds<BuildEventOptions> = {
  context: shape({ method: text, headers: record, text }),
  webhook: identityOption,
  limits: limitsOption,
  ...stampKinds,
};

/** As {@link buildEvent}, with limits that are resolved already. */
export function makeEvent(
  rendered: string,
  { context, webhook }: Pick<BuildEventOptions, "context" | "webhook">,
  stamps: EventStamps,
  limits: Limits,
): Event {
  const draft = checkRendered(rendered, limits);
  const { occurred, id, follows } = draft;
  const event: Event = {
    occurred: occurred === undefined ? stampTime(stamps) : (normalizeOccurred(occurred) as string),
    event: draft.event,
    resource: draft.resource,
    related: [...(draft.related ?? []), webhookResource(webhook)],
    payload: draft.payload ?? requestPayload(context),
    id: id === undefined ? stampId(stamps) : (normalizeUuid(id) as string),
    follows: typeof follows === "string" ? (normalizeUuid(follows) as string) : null,
  };
  const ofRequest = draft.payload === undefined ? unitsOf(event.payload as RequestPayload) : 0;
  const units = rendered.length + ofRequest + webhook.id.length + webhook.name.length;
  checkEventSize(event, units * bytesPerUnit, limits);
  return event;
}

/** The payload of an event whose template gives none: how the request was. */
type RequestPayload = { method: string; headers: Record<string, string>; body: string };

function requestPayload({ method, headers, text }: BuildEventOptions["context"]): RequestPayload {
  return { method, headers: { ...headers }, body: text };
}

/** The id of a webhook as a resource. */
export function webhookId({ id }: WebhookIdentity): string {
  return webhookIdPrefix + id;
}

/** What the id of a webhook begins with. */
export const webhookIdPrefix = "prefect-cloud.webhook.";

/** The webhook as a related resource. */
function webhookResource(webhook: WebhookIdentity): Resource {
  return {
    "prefect.resource.id": webhookId(webhook),
    "prefect.resource.name": webhook.name,
    "prefect.resource.role": "webhook",
  };
}

/** As {@link checkDraft}, for rendered text: what is wrong is placed in it. */
export function checkRendered(rendered: string, limits: Limits): EventDraft {
  const json = readEventJson(rendered, limits);
  try {
    return checkDraft(json, limits);
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    const span = locateInJson(rendered, error.issues?.[0]?.path ?? []);
    throw error.placedAt(new Source(rendered, null), span);
  }
}

/** Takes what JSON says of an event for a draft of one if it is. */
function checkDraft(read: EventJson, limits: Limits): EventDraft {
  const issues = checkEvent(read, limits);
  // Validation changes nothing, so the draft is the JSON itself, with fields that events do not have.
  if (issues.length === 0) return read.json as unknown as EventDraft;
  throw new HookloomError("event_invalid", tellIssues(issues, "event"), { issues });
}

/** No UTF-16 unit of what an event is made of takes more: an escape has six bytes, and `1e20` grows less. */
const bytesPerUnit = 6;

/** The length of what the default payload is made of. */
function unitsOf({ method, headers, body }: RequestPayload): number {
  let units = method.length + body.length;
  for (const name of Object.keys(headers)) units += name.length + (headers[name] as string).length + 8;
  return units;
}
