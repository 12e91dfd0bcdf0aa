import { errorCodes } from "./errors/codes.js";
import { HookloomError } from "./errors/error.js";
import { askHost } from "./errors/host.js";
import { webhookIdPrefix } from "./event/build.js";
import type { Event } from "./event/event.js";
import { failedEventName } from "./event/failure.js";
import { unreadCodes } from "./request/glimpse.js";
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
 * rendered, is not there or was cut; `host_error` for one that throws when it is looked at; the errors of
 * {@link createWebhook}, but for what is one already
 * @see https://docs.prefect.io/v3/api-ref/events/cloud-events
 *
 * @example
 * const outcome = replay(failure, '{"event": "{{ body.type|default(\'unknown\') }}", …}');
 */
export function replay(failure: Event, template?: Webhook | string, options: WebhookOptions = {}): Outcome {
  const given = readWebhookOptions(options);
  const failed = askHost("failed event", "options", () => readFailure(failure));
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
    request: {
      method,
      headers: { ...headers },
      // A byte order mark is left out where a body is read, and was then: one that is there is text.
      body: body.startsWith("\ufeff") ? `\ufeff${body}` : body,
      inflated: isInflated(code) || undefined,
    },
    rendered: typeof rendered === "string" && !Object.hasOwn(cut, "rendered") ? rendered : undefined,
  };
}

/** Whether the body that is told of is as a template would have seen it: hookloom tells no other, but to say just that. */
function isInflated(code: unknown): boolean {
  return !unreadCodes.has(code) && Object.keys(errorCodes).includes(code as string);
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
  const { limits, redact, now, generateId, bodyReaders } = options;
  const engine = { compile: () => () => rendered };
  const given = { limits, redact, now, generateId, bodyReaders, engine } as WebhookOptions;
  return createWebhook({ ...webhook, template: "" }, given).receive(request);
}

function refuse(message: string): never {
  throw new HookloomError("replay_impossible", message);
}
