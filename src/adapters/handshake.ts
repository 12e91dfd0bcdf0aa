import type { RawBody } from "./body.js";
import { handshakeReply, type Reply } from "./reply.js";

/** Reads a header field by its name in lower case. */
export type HeaderLookUp = (name: string) => string | undefined;

/** No validation event is longer; what is longer is not worth parsing to see. */
const longestValidation = 64 * 1024;
/** Azure's codes are UUIDs; this is far more. What is sent back is the sender's, and should be good for nothing else. */
const validCode = /^[ -~]{1,200}$/;
const validationType = "Microsoft.EventGrid.SubscriptionValidationEvent";

/**
 * Answers Azure Event Grid's question whether an endpoint wants its events: 200 with the code that was sent.
 * The event comes in Event Grid's own schema (a list of one, `eventType`) or as a CloudEvent (`type`).
 *
 * @returns undefined for any other request, and where the code cannot be found
 * @see https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
export function eventGridHandshake(method: string, header: HeaderLookUp, body: RawBody): Reply | undefined {
  if (method !== "POST" || header("aeg-event-type")?.toLowerCase() !== "subscriptionvalidation") return;
  if (body.length > longestValidation) return;
  const code = readValidationCode(typeof body === "string" ? body : new TextDecoder().decode(body));
  if (code === undefined) return;
  const headers = { "content-type": "application/json", "x-content-type-options": "nosniff" };
  return handshakeReply(headers, JSON.stringify({ validationResponse: code }));
}

function readValidationCode(text: string): string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const event = Array.isArray(parsed) && parsed.length === 1 ? own(parsed, "0") : parsed;
  const type = own(event, "eventType") ?? own(event, "type");
  const code = own(own(event, "data"), "validationCode");
  if (type !== validationType || typeof code !== "string" || !validCode.test(code)) return undefined;
  return code;
}

function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/**
 * Answers the OPTIONS request by which a sender of CloudEvents asks whether it may send here.
 *
 * @param origins the senders that may, compared to `WebHook-Request-Origin` as a whole
 * @param rate how many requests a minute they may send; any number if undefined
 * @returns undefined where the sender may not, or where this is no such request
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
export function cloudEventHandshake(
  method: string,
  header: HeaderLookUp,
  origins: ReadonlySet<string>,
  rate?: number,
): Reply | undefined {
  if (method !== "OPTIONS") return;
  const origin = header("webhook-request-origin");
  if (origin === undefined || !origins.has(origin)) return;
  return handshakeReply({
    allow: "POST",
    "webhook-allowed-origin": origin,
    "webhook-allowed-rate": rate === undefined ? "*" : String(rate),
  });
}
