/** Data that JSON can say (RFC 8259). Numbers are finite; an int past 2^53 - 1 in a payload is text of its digits. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Labels that tell what an event is about, at most 500. A resource has `prefect.resource.id`; a related one has
 * `prefect.resource.role` too. Neither of the two is empty.
 * @see https://docs.prefect.io/v3/concepts/events
 */
export type Resource = Record<string, string>;

/**
 * A validated event, as Prefect has them.
 * @see https://docs.prefect.io/v3/concepts/events
 */
export interface Event {
  /** When it happened: RFC 3339, with `Z` for UTC or an offset, six digits of microseconds where they are not zero. */
  occurred: string;
  /** What happened, such as `model.refreshed`; at most 1,024 code points. */
  event: string;
  /** What it happened to. */
  resource: Resource;
  /** What else has to do with it, at most 100; of an event made by a webhook, that webhook comes on top, as the last. */
  related: Resource[];
  /** Whatever else there is to tell. An event is at most 1,500,000 bytes of JSON in all. */
  payload: { [key: string]: Json };
  /** A UUID in lower case with hyphens (RFC 9562, section 4). */
  id: string;
  /** The id of the event that it follows, written as `id`; null for most. */
  follows: string | null;
}

/** What an event is made of: only these two fields have no default. */
export type EventDraft = Pick<Event, "event" | "resource"> & Partial<Event>;
