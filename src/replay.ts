import { HookloomError, isHookloomError } from "./errors/error.js";
import { makeEvent, webhookIdPrefix } from "./event/build.js";
import type { Event } from "./event/event.js";
import { failedEventName, makeFailure } from "./event/failure.js";
import { resolveLimits } from "./limits.js";
import { createWebhook, type Outcome, type Webhook, type WebhookOptions } from "./webhook.js";

/**
 * Runs a request that failed once more, from the event that tells of the failure.
 *
 * Header fields that were redacted stay so, and a body that was no text was decoded already: it is run as the
 * text that the template saw.
 *
 * @param failure a `prefect-cloud.webhook.failed` event
 * @param template the webhook to run it through, or the source of a template to run in the name of the webhook
 * that failed; without one, what was rendered then is made an event again
 * @param options for a webhook that is not made yet
 * @returns what became of the request this time
 * @throws HookloomError `replay_impossible` for what is no such event, and where the request, or what was
 * rendered, is not there or was cut; the errors of {@link createWebhook}
 *
 * @example
 * const outcome = replay(failure, '{"event": "{{ body.type|default(\'unknown\') }}", …}');
 */
export function replay(failure: Event, template?: Webhook | string, options: WebhookOptions = {}): Outcome {
  const failed = readFailure(failure);
  if (typeof template === "object") return template.receive(failed.request);
  if (template === undefined) return rebuild(failed, options);
  return createWebhook({ ...failed.webhook, template }, options).receive(failed.request);
}

interface Failed {
  readonly webhook: { readonly id: string; readonly name: string };
  readonly request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly rendered: string | undefined;
}

function readFailure({ event, resource, payload }: Event): Failed {
  // Events that were stored come back as anything.
  const { method, headers, body, rendered, truncated = {} } = payload ?? {};
  const id = resource?.["prefect.resource.id"] ?? "";
  if (event !== failedEventName || !id.startsWith(webhookIdPrefix)) {
    return refuse("The event does not tell of a webhook's failure");
  }
  const cut = truncated as object;
  if (Object.hasOwn(cut, "body")) return refuse("The request's body was cut");
  if (Object.hasOwn(cut, "headers")) return refuse("The request's header fields were left out");
  if (typeof method !== "string" || typeof body !== "string") return refuse("The request is not known");
  return {
    webhook: { id: id.slice(webhookIdPrefix.length), name: resource["prefect.resource.name"] ?? "" },
    request: { method, headers: headers as Record<string, string>, body },
    rendered: typeof rendered === "string" && !Object.hasOwn(cut, "rendered") ? rendered : undefined,
  };
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
