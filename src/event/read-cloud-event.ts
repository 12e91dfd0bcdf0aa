import { readMediaType } from "../request/media-type.js";
import type { Dict } from "../values/dict.js";
import { type CloudEventRequest, toDraft } from "./cloud-event.js";
import { readBinary } from "./cloud-event-binary.js";
import { readStructured } from "./cloud-event-structured.js";

/**
 * Reads a CloudEvent 1.0 in structured or binary mode, or in a batch of one, and maps it to an event:
 * `event` is its type, the resource its subject or else its source, `occurred` its time, `payload.data` its
 * data, `payload.cloudevents` all of its attributes. Its id becomes the event's if it is a UUID.
 *
 * @returns the event's fields as a dict
 * @throws HookloomError `cloud_event_invalid`, with all issues
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function readCloudEvent(request: CloudEventRequest): Dict {
  const { type } = readMediaType(request.headers.get("content-type"));
  const isStructured = type.startsWith("application/cloudevents");
  return toDraft(isStructured ? readStructured(type, request.body) : readBinary(request));
}
