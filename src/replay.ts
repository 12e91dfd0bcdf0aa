import { errorCodes } from "./errors/codes.js";
import { HookloomError, isHookloomError } from "./errors/error.js";
import { makeEvent, webhookIdPrefix } from "./event/build.js";
import type { Event } from "./event/event.js";
import { failedEventName, makeFailure } from "./event/failure.js";
import { resolveLimits } from "./limits.js";
import {
  createWebhook,
  type Outcome,
  readWebhookOptions,
  type Webhook,
  type WebhookOptions,
} from "./webhook.js";

/**
 * Runs a request that failed once more, from the event that tells of the failure.
 *
 * Header fields that were redacted stay so, and a body that was no text was inflated and decoded already: it
 * is run as the text that the template saw.
 *
 * @param failure a `prefect-cloud.webhook.failed` event
 * @param template the webhook to run it through, or the source of a template to run in the name of the
 * webhook that failed; without one, what was rendered then is made an event again
 * @param options as for {@link createWebhook}, where there is no webhook yet
 * @returns what became of the request this time
 * @throws HookloomError `replay_impossible` for what is no such event, and where the request, or what was
 * rendered, is not there or was cut; for a template, the errors of {@link createWebhook}; without one,
 * `option_invalid` for limits or names to redact that are none, and `host_error` or `option_invalid` where
 * the host's clock or generator of ids fails and the failure has none to be told with
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 *
 * @example
 * const outcome = replay(failure, '{"event": "{{ body.type|default(\'unknown\') }}", …}');
 */
export function replay(failure: Event, template?: Webhook | string, options: WebhookOptions = {}): Outcome {
  const given = readWebhookOptions(options);
  const failed = readFailure(failure);
  if (template === undefined) return rebuild(failed, given);
  if (isWebhook(template)) return template.receive(failed.request);
  // This refuses what is no text, too.
  return createWebhook({ ...failed.webhook, template }, given).receive(failed.request);
}

function isWebhook(template: Webhook | string): template is Webhook {
  return typeof (template as Partial<Webhook> | null)?.receive === "function";
}

interface Failed {
  readonly webhook: { readonly id: string; readonly name: string };
  readonly request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly inflated: boolean | undefined;
  };
  readonly rendered: string | undefined;
}

function readFailure(failure: Event): Failed {
  // Events that were stored come back as anything.
  const { event, resource, payload } = asObject(failure);
  const { "prefect.resource.id": id, "prefect.resource.name": name = "" } = asObject(resource);
  const { method, headers, body, rendered, truncated, error } = asObject(payload);
  if (event !== failedEventName || typeof id !== "string" || !id.startsWith(webhookIdPrefix)) {
    return refuse("The event does not tell of a webhook's failure");
  }
  if (typeof name !== "string") return refuse("The webhook's name is not known");
  const cut = asObject(truncated);
  if (Object.hasOwn(cut, "body")) return refuse("The request's body was cut");
  if (Object.hasOwn(cut, "headers")) return refuse("The request's header fields were left out");
  const { code } = asObject(error);
  if (code === "body_charset") return refuse("The request's body could not be decoded");
  if (typeof method !== "string" || typeof body !== "string") return refuse("The request is not known");
  if (!isRecordOfText(headers)) return refuse("The request's header fields are not known");
  return {
    webhook: { id: id.slice(webhookIdPrefix.length), name },
    request: { method, headers, body, inflated: wasRead(code) || undefined },
    rendered: typeof rendered === "string" && !Object.hasOwn(cut, "rendered") ? rendered : undefined,
  };
}

/** Whether a request got past its own stage: the body that is told of was inflated and decoded then. */
function wasRead(code: unknown): boolean {
  return Object.entries(errorCodes).some(([each, { stage }]) => each === code && stage !== "request");
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isRecordOfText(value: unknown): value is Readonly<Record<string, string>> {
  return value === asObject(value) && Object.values(value).every((each) => typeof each === "string");
}

/** Makes an event of what was rendered, under limits or rules that may be others by now. */
function rebuild({ webhook, request, rendered }: Failed, options: WebhookOptions): Outcome {
  if (rendered === undefined) return refuse("What was rendered is not known");
  const limits = resolveLimits(options.limits);
  const { method, headers, body: text } = request;
  const given = { ...options, webhook, context: { method, headers, text } };
  try {
    return { ok: true, status: 204, event: makeEvent(rendered, given, options, limits) };
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return { ok: false, status: 400, failure: makeFailure(error, { ...given, rendered }, limits), error };
  }
}

function refuse(message: string): never {
  throw new HookloomError("replay_impossible", message);
}
