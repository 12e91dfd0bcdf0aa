import { HookloomError } from "../errors/error.js";
import { defaultLimits } from "../limits.js";
import { readRequest } from "../request/parse-request.js";
import type { HeadersInput } from "../request/request.js";
import type { Dict } from "../values/dict.js";
import { fromHost } from "../values/host.js";
import { toBytes } from "../values/utf8.js";
import type { EventDraft } from "./event.js";
import { readCloudEvent } from "./read-cloud-event.js";
import { toEventJson } from "./read-event-json.js";

/**
 * Reads a CloudEvent 1.0 of a request, in structured or binary mode, and maps it to the fields of an event;
 * the filter `from_cloud_event` does the same in a template.
 *
 * @param body the raw body, as text or bytes, or the JSON data it holds
 * @param headers the request's header fields
 * @returns `event`, `resource`, `payload` and, where the CloudEvent has them, `occurred` and `id`
 * @throws HookloomError `cloud_event_invalid` for what is no CloudEvent, with all issues, or cannot be in an event
 * @throws HookloomError `header_invalid`, `header_limit`, `body_limit`, `body_charset`, `body_encoding`, `form_limit`,
 * `json_depth` or `json_number` for what no request may be, with the default limits
 * @throws HookloomError `host_value` for data that is not plain, `host_error` for headers that throw
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 *
 * @example
 * fromCloudEvent('{"specversion": "1.0", "id": "1", "source": "/s", "type": "t"}', {
 *   "content-type": "application/cloudevents+json",
 * }).event // "t"
 */
export function fromCloudEvent(body: unknown, headers: HeadersInput): EventDraft {
  const rawBody = typeof body === "string" ? body : toBytes(body);
  const context = readRequest({ method: "POST", headers, body: rawBody ?? "" }, defaultLimits, {});
  const draft = readCloudEvent({
    headers: new Map(Object.entries(context.headers)),
    body: rawBody === undefined ? fromHost(body, "body") : context.read.value,
    read: rawBody === undefined ? undefined : context.read,
  });
  return toEventDraft(draft);
}

/** The fields of an event as plain JavaScript data. */
export function toEventDraft(draft: Dict): EventDraft {
  const { json, issues } = toEventJson(draft);
  if (issues.length === 0) return json as unknown as EventDraft;
  throw new HookloomError("cloud_event_invalid", "The CloudEvent's data is no JSON", { issues });
}
