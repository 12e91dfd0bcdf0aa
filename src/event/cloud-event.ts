import type { ReadBody } from "../request/context.js";
import { readMediaType } from "../request/media-type.js";
import { Dict } from "../values/dict.js";
import { asText } from "../values/markup.js";
import { isList, type Value } from "../values/value.js";
import { checkAttributes, failCloudEvent } from "./cloud-event-attributes.js";
import { readBinary } from "./cloud-event-binary.js";
import { normalizeRfc3339 } from "./rfc3339.js";
import { normalizeUuid } from "./uuid.js";

/** A request that may carry a CloudEvent. */
export interface CloudEventRequest {
  /** The header fields by their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as it was read: JSON, or text. */
  readonly body: Value;
  /** What the body was read from, where that is known. */
  readonly read: ReadBody | undefined;
}

/** A CloudEvent in parts. */
export interface CloudEvent {
  /** The context attributes, extensions among them, by name. */
  readonly attributes: ReadonlyMap<string, Value>;
  /** Nothing, `data`, or `data_base64` with text. */
  readonly data: CloudEventData | undefined;
}

/** The data of a CloudEvent: bytes are in Base64. */
export type CloudEventData = readonly [name: "data" | "data_base64", value: Value];

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

function readStructured(type: string, body: Value): CloudEvent {
  if (type === "application/cloudevents-batch+json") {
    if (!isList(body)) failCloudEvent("A batch of CloudEvents must be a JSON array");
    if (body.length !== 1) failCloudEvent(`A webhook makes one event, and the batch has ${body.length}`);
    return fromObject(body[0] as Value);
  }
  if (type !== "application/cloudevents+json" && type !== "application/cloudevents") {
    failCloudEvent("Only the JSON format of CloudEvents can be read");
  }
  return fromObject(body);
}

/** A CloudEvent from its JSON (JSON event format 1.0.2, 2 and 3): an attribute that is null is not there. */
export function fromObject(body: Value): CloudEvent {
  if (!(body instanceof Dict)) return failCloudEvent("A CloudEvent in structured mode must be a JSON object");
  const attributes = new Map<string, Value>();
  let data: CloudEventData | undefined;
  for (const [key, value] of body.entries()) {
    const name = asText(key) ?? failCloudEvent("Attribute names must be text");
    if (name !== "data" && (name !== "data_base64" || value === null)) {
      if (value !== null) attributes.set(name, value);
      continue;
    }
    if (data !== undefined) failCloudEvent("A CloudEvent has either data or data_base64, not both");
    if (name === "data_base64") checkBase64(value);
    data = [name, value];
  }
  return { attributes, data };
}

function checkBase64(value: Value): void {
  const valid = typeof value === "string" && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  if (!valid) failCloudEvent("data_base64 is not text in Base64");
}

/**
 * Checks a CloudEvent and maps it to the fields of an event.
 * @throws HookloomError `cloud_event_invalid`, with all issues
 */
export function toDraft({ attributes, data }: CloudEvent): Dict {
  checkAttributes(attributes);
  const text = (name: string) => attributes.get(name) as string | undefined;
  const draft = new Dict()
    .set("event", text("type") as string)
    .set("resource", new Dict().set("prefect.resource.id", text("subject") ?? (text("source") as string)));
  const time = text("time");
  if (time !== undefined) draft.set("occurred", normalizeRfc3339(time) as string);
  const id = normalizeUuid(text("id") as string);
  if (id !== undefined) draft.set("id", id);
  const [name, value] = data ?? ["data", null];
  const payload = new Dict().set(name, value).set("cloudevents", Dict.fromEntries(attributes));
  return draft.set("payload", payload);
}
