import type { ReadBody } from "../request/context.js";
import { Dict } from "../values/dict.js";
import type { Value } from "../values/value.js";
import { checkAttributes } from "./cloud-event-attributes.js";
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
