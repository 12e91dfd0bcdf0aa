import type { ErrorCode } from "../errors/codes.js";
import { type HookloomError, isHookloomError } from "../errors/error.js";
import { type Limits, limitsOption, resolveLimits } from "../limits.js";
import { listOf, type OptionKinds, optional, readOptions, recordOf, shape, text, wrong } from "../options.js";
import type { Glimpse } from "../request/glimpse.js";
import { toWellFormed } from "../values/text.js";
import { utf8Length } from "../values/utf8.js";
import { identityOption, type WebhookIdentity, webhookId } from "./build.js";
import type { Event } from "./event.js";
import { isSecretHeader } from "./secrets.js";
import { serializeEvent } from "./serialize.js";
import { type EventStamps, stampId, stampKinds, stampTime } from "./stamp.js";

/**
 * The name of the event that tells of a failure, as in Prefect Cloud.
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 */
export const failedEventName = "prefect-cloud.webhook.failed";

/** What `buildFailure` tells besides the error. */
export interface BuildFailureOptions extends EventStamps {
  /** The webhook that failed: it is what the event is about. */
  webhook: WebhookIdentity;
  /** The request, as far as it could be read: what `parseRequest` gave, or some of its fields. */
  context?: Glimpse;
  /** What the template rendered, if it got that far. */
  rendered?: string | undefined;
  /** More header fields whose values must not be in the event, by their names in any case; beside `secretHeaders`. */
  redact?: readonly string[];
  /** Other limits than the default ones; only `eventSize` matters here. */
  limits?: Partial<Limits>;
}

/**
 * Makes the event that tells of a failure: what the request was, what the template rendered, and the error
 * with its place. The values of header fields that hold secrets are left out.
 *
 * The event always fits the limits: a body or rendered text that is too large is cut, and the payload's
 * `truncated` says which and how long it was.
 *
 * @param error what went wrong
 * @param options the webhook and, as far as they came, the request and the rendered text
 * @returns an event named {@link failedEventName}
 * @throws HookloomError `option_invalid` for what is no HookloomError, no webhook or no limit, or a clock or generator that
 * gives no time or UUID; `host_error` where one of these two throws
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 *
 * @example
 * try {
 *   rendered = renderTemplate(template, context);
 *   return buildEvent(rendered, { context, webhook });
 * } catch (error) {
 *   if (isHookloomError(error)) return buildFailure(error, { context, rendered, webhook });
 *   throw error;
 * }
 */
export function buildFailure(error: HookloomError, options: BuildFailureOptions): FailureEvent {
  if (!isHookloomError(error)) throw wrong("What a failure is made of", "a HookloomError", error);
  const given = readOptions(options, failureKinds, ["webhook"]);
  return makeFailure(error, given, resolveLimits(given.limits));
}

const failureKinds: OptionKinds<BuildFailureOptions> = {
  webhook: identityOption,
  context: shape({
    method: optional(text),
    headers: optional(recordOf(text)),
    text: optional(text),
  }),
  rendered: text,
  redact: listOf(text),
  limits: limitsOption,
  ...stampKinds,
};

/** As {@link buildFailure}, with limits that are resolved already. */
export function makeFailure(
  error: HookloomError,
  options: Omit<BuildFailureOptions, "limits">,
  limits: Limits,
): FailureEvent {
  const { webhook, context = {}, rendered, redact = [] } = options;
  const { code, message, line, column } = error.toJSON();
  const payload: FailurePayload = {
    method: context.method === undefined ? null : toWellFormed(context.method),
    headers: redactHeaders(context.headers ?? {}, redact),
    body: context.text === undefined ? null : toWellFormed(context.text),
    rendered: rendered === undefined ? null : toWellFormed(rendered),
    error: { code, message, line: line ?? null, column: column ?? null },
  };
  const { bodySize, lacksHeaders = false } = context;
  if (bodySize !== undefined) payload.truncated = { body: bodySize };
  if (lacksHeaders) payload.truncated = { ...payload.truncated, headers: null };
  // With something else in the place of half a surrogate pair, it may be the event that it was not.
  if (rendered !== undefined && payload.rendered !== rendered) {
    payload.truncated = { ...payload.truncated, rendered: rendered.length };
  }
  const event: FailureEvent = {
    occurred: stampTime(options),
    event: failedEventName,
    resource: { "prefect.resource.id": webhookId(webhook), "prefect.resource.name": webhook.name },
    related: [],
    payload,
    id: stampId(options),
    follows: null,
  };
  cutToFit(event, limits.eventSize);
  return event;
}

/**
 * What a failed event tells. Prefect Cloud has `method`, `headers`, `body` and `error`, too; the rest is hookloom's own.
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 */
export type FailurePayload = {
  /** The method; null for a request that had none. */
  method: string | null;
  /** The header fields; for the value of one that holds a secret, there is `[redacted]`. */
  headers: Record<string, string>;
  /**
   * The body as text; null for a request whose body could not be told, as one that was compressed when something else went
   * wrong.
   */
  body: string | null;
  /** What the template rendered; null where it did not get that far. */
  rendered: string | null;
  /** The error; its place is in the template, in what was rendered or in the body, with line and column from 1. */
  error: { code: ErrorCode; message: string; line: number | null; column: number | null };
  /**
   * What was cut, and how long it had been: in UTF-16 units, but in bytes for a body of bytes over the limit `body`; null
   * for header fields, some or all of which are not there. What was rendered is here, too, if it held half a surrogate
   * pair, in whose place there is U+FFFD.
   */
  truncated?: { rendered?: number; body?: number; headers?: null };
};

/** The event that tells of a failure, as it is made; one that was stored comes back as any {@link Event}. */
export type FailureEvent = Event & { payload: FailurePayload };

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  more: readonly string[],
): Record<string, string> {
  const others = new Set(more.map((name) => name.toLowerCase()));
  const isSecret = (name: string) => isSecretHeader(name) || others.has(name);
  return Object.fromEntries(
    // A host that tells the request in its own words may have written the names as they were sent.
    Object.entries(headers).map(([name, value]) => [name, isSecret(name.toLowerCase()) ? redacted : value]),
  );
}

/** What stands for a secret. */
const redacted = "[redacted]";

/** Cuts the long texts of the payload until the event fits; header fields that do not fit alone are left out. */
function cutToFit(event: FailureEvent, limit: number): void {
  const { payload } = event;
  const excess = () => utf8Length(serializeEvent(event)) - limit;
  if (excess() <= 0) return;
  const { rendered, body } = payload;
  Object.assign(payload, { rendered: null, body: null });
  if (excess() > 0) {
    payload.headers = {};
    payload.truncated = { ...payload.truncated, headers: null };
  }
  Object.assign(payload, { rendered, body });
  for (const field of ["rendered", "body"] as const) {
    const over = excess();
    const text = payload[field];
    if (over <= 0 || text === null) continue;
    // Each character is at least one byte of the excess, and the note on it takes a few more.
    payload[field] = toWellFormed(text.slice(0, Math.max(0, text.length - over - 64)));
    payload.truncated = { [field]: text.length, ...payload.truncated };
  }
}
