import { CloudEvent, type CloudEventV1 } from "cloudevents";
import { HookloomError } from "./errors/error.js";
import { toDraft } from "./event/cloud-event.js";
import { fromObject } from "./event/cloud-event-structured.js";
import type { Event, EventDraft } from "./event/event.js";
import { toEventDraft } from "./event/from-cloud-event.js";
import { type OptionKinds, readOptions, text } from "./options.js";
import { fromHost } from "./values/host.js";

/** What a CloudEvent says that the event does not. */
export interface ToCloudEventOptions {
  /** Where the event comes from, as a URI reference; the webhook that made the event unless this says more. */
  source?: string;
}

const sourceKinds: OptionKinds<ToCloudEventOptions> = { source: text };

/**
 * Makes a CloudEvent of the SDK from an event: its type is the event's name, its subject the resource's id,
 * its time and id the event's, and its data the whole event.
 *
 * @param event what a webhook gave
 * @param options the `source`
 * @returns a CloudEvent of version 1.0, checked by the SDK
 * @throws HookloomError `cloud_event_invalid` for what is no event, and where the SDK finds that it makes no
 * CloudEvent, as without a name; `option_invalid` for an option that does not exist or is no text
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
 * @see https://github.com/cloudevents/sdk-javascript
 *
 * @example HTTP.structured(toCloudEvent(event, { source: "https://example.com/webhooks/orders" }))
 */
export function toCloudEvent(event: Event, options: ToCloudEventOptions = {}): CloudEvent<Event> {
  const { source } = readOptions(options, sourceKinds);
  try {
    const webhook = event.related.findLast((related) => related["prefect.resource.role"] === "webhook");
    const subject = event.resource["prefect.resource.id"] as string;
    return new CloudEvent<Event>({
      id: event.id,
      type: event.event,
      source: source ?? encodeURI(webhook?.["prefect.resource.id"] ?? subject),
      subject,
      time: event.occurred,
      datacontenttype: "application/json",
      data: event,
    });
  } catch (cause) {
    throw new HookloomError("cloud_event_invalid", "The event cannot be a CloudEvent", { cause });
  }
}

/**
 * Maps a CloudEvent of the SDK to the fields of an event, as `fromCloudEvent` does with a request.
 *
 * @param cloudEvent such as `HTTP.toEvent(message)` gives
 * @returns the fields, for `JSON.stringify` and `buildEvent`
 * @throws HookloomError `cloud_event_invalid` with all issues; `host_value` for data that is not plain
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
 *
 * @example buildEvent(JSON.stringify(fromSdkEvent(HTTP.toEvent({ headers, body }))), { context, webhook })
 */
export function fromSdkEvent(cloudEvent: CloudEventV1<unknown>): EventDraft {
  // `fromHost` and the rules of CloudEvents tell what is wrong with anything else.
  const { data, data_base64: base64, ...attributes } = Object(cloudEvent) as CloudEventV1<unknown>;
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const content = base64 !== undefined ? { data_base64: base64 } : data === undefined ? {} : { data };
  const object = fromHost({ ...Object.fromEntries(given), ...content }, "cloudEvent");
  return toEventDraft(toDraft(fromObject(object)));
}
