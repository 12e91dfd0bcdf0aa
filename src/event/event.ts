/** Data that JSON can say. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Labels that tell what an event is about. A resource has `prefect.resource.id`; a related one has
 * `prefect.resource.role` too.
 */
export type Resource = Record<string, string>;

/**
 * A validated event, as Prefect has them.
 * @see https://docs.prefect.io/v3/concepts/events
 */
export interface Event {
  /** When it happened: RFC 3339, with `Z` for UTC, microseconds where they are not zero. */
  occurred: string;
  /** What happened, such as `model.refreshed`. */
  event: string;
  /** What it happened to. */
  resource: Resource;
  /** What else has to do with it; of an event made by a webhook, that webhook is the last. */
  related: Resource[];
  /** Whatever else there is to tell. */
  payload: { [key: string]: Json };
  /** A UUID in lower case. */
  id: string;
  /** The id of the event that it follows. */
  follows: string | null;
}

/** What an event is made of: only these two fields have no default. */
export type EventDraft = Pick<Event, "event" | "resource"> & Partial<Event>;
