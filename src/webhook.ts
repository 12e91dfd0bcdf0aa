import { readDefinition, type WebhookDefinition } from "./definition.js";
import { HookloomError, isHookloomError } from "./errors/error.js";
import { hostError } from "./errors/host.js";
import { makeEvent } from "./event/build.js";
import type { Event } from "./event/event.js";
import { type BuildFailureOptions, type FailureEvent, makeFailure } from "./event/failure.js";
import type { EventStamps } from "./event/stamp.js";
import type { EnvironmentOptions } from "./jinja/options.js";
import { resolveLimits } from "./limits.js";
import { callback, listOf, readOptions, text } from "./options.js";
import { type CompileOptions, compileKinds, compileTemplate, renderTemplate } from "./render.js";
import type { RequestContext } from "./request/context.js";
import { type Glimpse, glimpse } from "./request/glimpse.js";
import { type ParseRequestOptions, readingKinds, readRequest } from "./request/parse-request.js";
import type { HookRequest } from "./request/request.js";

/** What a webhook can be made with: the options of its environment, and of reading and stamping. */
export interface WebhookOptions
  extends EnvironmentOptions,
    Pick<ParseRequestOptions, "inflated" | "bodyReaders">,
    Pick<EventStamps, "generateId">,
    Pick<CompileOptions, "escape" | "engine"> {
  /**
   * Header fields, by their names in any case, whose values are replaced by `[redacted]` in `headers` of failure
   * events, beside those that are known to be secret: see `secretHeaders`. It covers nothing else: neither what the
   * template printed of them, which failure events hold in `rendered`, nor events that succeed, whose payload, where
   * the template gives none, has all header fields but `Authorization`, as with Prefect.
   */
  redact?: readonly string[];
}

/**
 * What became of a request. The status is what the sender is answered, with an empty body.
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export type Outcome = { readonly ok: true; readonly status: 204; readonly event: Event } | Refusal;

/** What becomes of a request that is no event: the event that tells of the failure. */
export interface Refusal {
  readonly ok: false;
  readonly status: 400;
  /** The event, a `prefect-cloud.webhook.failed`. */
  readonly failure: FailureEvent;
  /** What went wrong, with more than the event tells: frame, help, issues and cause. */
  readonly error: HookloomError;
}

/** A webhook, ready to receive. */
export interface Webhook {
  /** What it was made of, with the defaults; frozen. */
  readonly definition: Required<WebhookDefinition>;
  /**
   * Turns a request into an event or, whatever goes wrong, into the event that tells of the failure.
   * Never throws.
   *
   * @param request method, header fields in any of their shapes, and the raw body
   * @returns the event, or the failure and the error
   */
  receive(request: HookRequest): Outcome;
  /**
   * Makes the failure of a request that the host had to refuse before it could be received, such as one
   * whose body is too large to be read. Never throws.
   *
   * @param request as much of the request as there is
   * @param error why it was refused; what is no HookloomError becomes `host_error`
   * @returns the failure and the error
   */
  refuse(request: HookRequest, error: HookloomError): Refusal;
}

/**
 * Makes a webhook of its definition; the template is compiled once, here.
 *
 * @param definition the webhook: id, name and template, and maybe description, slug and whether it is enabled
 * @param options see {@link WebhookOptions}; undefined values are chainable unless they say otherwise
 * @returns the webhook, which serves any number of requests
 * @throws HookloomError `definition_invalid` with all issues; the errors of {@link compileTemplate}, which
 * are `option_invalid` for an option that does not exist or has a wrong value, `host_value` for globals that
 * are no plain data, and the compile errors of the template
 * @see https://docs.prefect.io/v3/concepts/webhooks
 *
 * @example
 * const webhook = createWebhook({ id: "…", name: "Orders", template: '{"event": "{{ body.type }}", …}' });
 * const outcome = webhook.receive({ method: "POST", headers, body });
 */
export function createWebhook(definition: WebhookDefinition, options: WebhookOptions = {}): Webhook {
  const webhook = readDefinition(definition);
  const given = readWebhookOptions(options);
  const { inflated = false, bodyReaders, generateId, redact: secrets = [], ...rendering } = given;
  const redact = [...secrets];
  const template = compileTemplate(webhook.template, { ...rendering, name: webhook.name });
  const limits = resolveLimits(given.limits);
  const { now } = given;
  const stamps: EventStamps = { ...(now && { now }), ...(generateId && { generateId }) };
  const reading = { inflated, bodyReaders };

  function refuse(request: HookRequest, cause: HookloomError): Refusal {
    const error = isHookloomError(cause)
      ? cause
      : new HookloomError("host_error", "The host refused the request", { cause, stage: "request" });
    return refusal(error, { webhook, context: look(request, error, false), redact });
  }

  function look(request: HookRequest, { code }: HookloomError, isWhole: boolean): Glimpse {
    return glimpse(request, limits, { isWhole, inflated, code });
  }

  function receive(request: HookRequest): Outcome {
    let context: RequestContext | undefined;
    let rendered: string | undefined;
    try {
      if (!webhook.enabled) throw new HookloomError("webhook_disabled", "The webhook is switched off");
      context = readRequest(request, limits, reading);
      rendered = renderTemplate(template, context);
      const event = makeEvent(rendered, { context, webhook }, stamps, limits);
      return { ok: true, status: 204, event };
    } catch (cause) {
      const error = hostError("request or one of its functions", "render", cause);
      return refusal(error, { webhook, context: context ?? look(request, error, true), rendered, redact });
    }
  }

  function refusal(error: HookloomError, seen: BuildFailureOptions): Refusal {
    return { ok: false, status: 400, failure: failureOf(error, seen), error };
  }

  function failureOf(error: HookloomError, seen: BuildFailureOptions): FailureEvent {
    try {
      return makeFailure(error, { ...stamps, ...seen }, limits);
    } catch {
      // The host's clock or id generator is what failed: the platform's own will do.
      return makeFailure(error, seen, limits);
    }
  }

  return { definition: webhook, receive, refuse };
}

const { name: _name, ...compiling } = compileKinds;

/**
 * Checks the options of a webhook, before there is a request to find them wrong.
 * @throws HookloomError `option_invalid`
 */
export function readWebhookOptions(options: WebhookOptions): WebhookOptions {
  return readOptions<WebhookOptions>(options, {
    ...compiling,
    ...readingKinds,
    generateId: callback,
    redact: listOf(text),
  });
}
