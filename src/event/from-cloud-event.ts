import { defaultLimits } from "../limits.js";
import { readRequest } from "../request/parse-request.js";
import type { HeadersInput } from "../request/request.js";
import { fromHost } from "../values/host.js";
import type { Value } from "../values/value.js";
import { readCloudEvent } from "./cloud-event.js";
import type { EventDraft } from "./event.js";
import { toJson } from "./read-event-json.js";

/**
 * Reads a CloudEvent 1.0 of a request, in structured or binary mode, and maps it to the fields of an event;
 * the filter `from_cloud_event` does the same in a template.
 *
 * @param body the raw body, as text or bytes, or the JSON data it holds
 * @param headers the request's header fields
 * @returns `event`, `resource`, `payload` and, where the CloudEvent has them, `occurred` and `id`
 * @throws HookloomError `cloud_event_invalid`, with all issues
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 *
 * @example
 * fromCloudEvent('{"specversion": "1.0", "id": "1", "source": "/s", "type": "t"}', {
 *   "content-type": "application/cloudevents+json",
 * }).event // "t"
 */
export function fromCloudEvent(body: unknown, headers: HeadersInput): EventDraft {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const request = { method: "POST", headers, body: isRaw ? body : "" };
  const context = readRequest(request, defaultLimits, {});
  const draft = readCloudEvent({
    names: Object.keys(context.headers),
    header: (name) => (Object.hasOwn(context.headers, name) ? context.headers[name] : undefined),
    body: isRaw ? (context.variables.get("body") as Value) : fromHost(body, "body"),
    bytes: body instanceof Uint8Array ? body : undefined,
  });
  return toJson(draft, []) as unknown as EventDraft;
}
