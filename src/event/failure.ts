import type { HookloomError } from "../errors/error.js";
import { type Limits, resolveLimits } from "../limits.js";
import type { Glimpse } from "../request/glimpse.js";
import { utf8Length } from "../values/utf8.js";
import type { EventStamps, WebhookIdentity } from "./build.js";
import type { Event, Json } from "./event.js";
import { occurredFromDate } from "./occurred.js";
import { serializeEvent } from "./serialize.js";
import { normalizeUuid, randomUuid } from "./uuid.js";

/** The name of the event that tells of a failure. */
export const failedEventName = "prefect-cloud.webhook.failed";

/** Header fields whose values are secrets, by their names in lower case. */
export const secretHeaders: readonly string[] = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-auth-token",
  "x-gitlab-token",
  "x-hub-signature",
  "x-hub-signature-256",
  "x-signature",
  "x-slack-signature",
  "stripe-signature",
];

export interface BuildFailureOptions extends EventStamps {
  webhook: WebhookIdentity;
  /** The request, as far as it could be read. */
  context?: Glimpse;
  /** What the template rendered, if it got that far. */
  rendered?: string | undefined;
  /** More header fields whose values must not be in the event. */
  redact?: readonly string[];
  limits?: Partial<Limits>;
}

/**
 * Makes the event that tells of a failure: what the request was, what the template rendered, and the error
 * with its place. The values of header fields that hold secrets are left out.
 *
 * The event always fits the limits: a body or rendered text that is too large is cut, and the payload's
 * `truncated` says which and how long it was.
 *
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 */
export function buildFailure(error: HookloomError, options: BuildFailureOptions): Event {
  return makeFailure(error, options, resolveLimits(options.limits));
}

/** As {@link buildFailure}, with limits that are resolved already. */
export function makeFailure(
  error: HookloomError,
  options: Omit<BuildFailureOptions, "limits">,
  limits: Limits,
): Event {
  const { webhook, context = {}, rendered, now = () => new Date(), generateId = randomUuid } = options;
  const { code, message, line, column } = error.toJSON();
  const payload: { [key: string]: Json } = {
    method: context.method ?? null,
    headers: redactHeaders(context.headers ?? {}, options.redact ?? []),
    body: context.text ?? null,
    rendered: rendered ?? null,
    error: { code, message, line: line ?? null, column: column ?? null },
  };
  const event: Event = {
    occurred: occurredFromDate(now()),
    event: failedEventName,
    resource: {
      "prefect.resource.id": `prefect-cloud.webhook.${webhook.id}`,
      "prefect.resource.name": webhook.name,
    },
    related: [],
    payload,
    id: normalizeUuid(generateId()) ?? randomUuid(),
    follows: null,
  };
  if (context.bodySize !== undefined) payload.truncated = { body: context.bodySize };
  cutToFit(event, payload, limits.eventSize);
  return event;
}

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  more: readonly string[],
): Record<string, string> {
  const secrets = new Set([...secretHeaders, ...more.map((name) => name.toLowerCase())]);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secrets.has(name) ? "[redacted]" : value]),
  );
}

/** Cuts the long texts of the payload until the event fits. */
function cutToFit(event: Event, payload: { [key: string]: Json }, limit: number): void {
  for (const field of ["rendered", "body", "headers"]) {
    // Half a surrogate pair cannot be sent.
    if (typeof payload[field] === "string") payload[field] = toWellFormed(payload[field]);
    const excess = utf8Length(serializeEvent(event)) - limit;
    if (excess <= 0) continue;
    const value = payload[field];
    const size = typeof value === "string" ? value.length : null;
    payload.truncated = {
      [field]: size,
      ...(payload.truncated as { [key: string]: Json } | undefined),
    };
    // Each character is at least one byte of the excess, and the note on it takes a few more.
    const keep = typeof value === "string" ? Math.max(0, value.length - excess - 64) : 0;
    payload[field] = typeof value === "string" ? toWellFormed(value.slice(0, keep)) : {};
  }
}

function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
