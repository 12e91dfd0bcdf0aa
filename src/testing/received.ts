import { isHookloomError } from "../errors/error.js";
import { type Explanation, explainTemplate } from "../explain/explain-template.js";
import { parseRequest } from "../request/parse-request.js";
import type { HookRequest } from "../request/request.js";
import type { Outcome, Webhook, WebhookOptions } from "../webhook.js";

/** How outcomes can be explained, should somebody ask: only those that are not as expected are. */
const explanations = new WeakMap<Outcome, () => Explanation>();

/** Receives a request, and remembers how to explain what comes of it. */
export function receive(webhook: Webhook, request: HookRequest, options: WebhookOptions): Outcome {
  const outcome = webhook.receive(request);
  const { generateId: _id, redact: _redact, engine, inflated, bodyReaders, ...rendering } = options;
  if (engine === undefined) {
    explanations.set(outcome, () => {
      const reading = { ...(inflated !== undefined && { inflated }), ...(bodyReaders && { bodyReaders }) };
      const context = parseRequest(request, {
        ...reading,
        ...(options.limits && { limits: options.limits }),
      });
      return explainTemplate(webhook.definition.template, context, rendering);
    });
  }
  return outcome;
}

/** What the template did for an outcome; undefined where it never came to that. */
export function explanationOf(outcome: Outcome): Explanation | undefined {
  try {
    return explanations.get(outcome)?.();
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return undefined;
  }
}
