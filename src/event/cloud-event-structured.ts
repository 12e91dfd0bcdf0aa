import { Dict } from "../values/dict.js";
import { asText } from "../values/markup.js";
import { isList, type Value } from "../values/value.js";
import type { CloudEvent, CloudEventData } from "./cloud-event.js";
import { failCloudEvent } from "./cloud-event-attributes.js";

/** Reads a CloudEvent that is the body as a whole, or the only one of a batch (HTTP binding, 3.2 and 3.3). */
export function readStructured(type: string, body: Value): CloudEvent {
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
