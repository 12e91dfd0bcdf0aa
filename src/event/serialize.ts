import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";
import { wrong } from "../options.js";
import { utf8Length } from "../values/utf8.js";
import type { Event } from "./event.js";

/**
 * Writes an event as Prefect does: JSON without blanks, the fields in the order of Prefect's event model, `null`
 * included. For an event that hookloom made it throws nothing.
 * @param event what a webhook gave, or a failure
 * @returns JSON; its length in UTF-8 is what the limit `eventSize` counts
 * @throws HookloomError `option_invalid` for what has no name as events do; of what else is no event, `JSON.stringify` refuses
 * what it cannot write
 * @see https://docs.prefect.io/v3/concepts/events
 * @example await fetch(url, { method: "POST", body: `[${serializeEvent(event)}]` })
 */
export function serializeEvent(event: Event): string {
  if (typeof event?.event !== "string")
    throw wrong("What is written", "an event, as outcome.event is", event);
  const { occurred, event: name, resource, related, payload, id, follows } = event;
  return JSON.stringify({ occurred, event: name, resource, related, payload, id, follows });
}

/**
 * Refuses an event that is too large.
 * @param bound a number of bytes that all but the event's own fixed fields cannot exceed: if that is little
 * enough, nothing needs to be written out to be counted
 * @throws HookloomError `event_limit`
 */
export function checkEventSize(event: Event, bound: number, { eventSize }: Limits): void {
  if (bound + fixedSize <= eventSize) return;
  if (utf8Length(serializeEvent(event)) > eventSize) {
    throw new HookloomError("event_limit", `The event is larger than ${eventSize} bytes`);
  }
}

/** More than an event's field names, times, ids and the webhook's own resource take. */
const fixedSize = 64 * 1024;
