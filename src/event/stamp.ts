import { HookloomError } from "../errors/error.js";
import { askHost } from "../errors/host.js";
import { callback, type OptionKinds } from "../options.js";
import { fromSeconds } from "./occurred.js";
import { normalizeUuid, randomUuid } from "./uuid.js";

/** What events are stamped with. */
export interface EventStamps {
  /** The current time; the platform's clock by default. */
  now?: () => Date;
  /** A new UUID, in any of the spellings that Prefect takes; a random one by default (version 4, RFC 9562). */
  generateId?: () => string;
}

export const stampKinds: OptionKinds<EventStamps> = { now: callback, generateId: callback };

/**
 * The current time as the time of an event, from the host's clock or the platform's.
 * @throws HookloomError `option_invalid` for a clock that gives no time, `host_error` for one that throws
 */
export function stampTime({ now }: EventStamps): string {
  const milliseconds =
    now === undefined ? Date.now() : askHost("clock", "event", () => Date.prototype.getTime.call(now()));
  const seconds = Math.floor(milliseconds / 1000);
  const time = fromSeconds(seconds, (milliseconds - seconds * 1000) * 1000);
  if (time === undefined) throw new HookloomError("option_invalid", "The option 'now' gave no time");
  return time;
}

/**
 * A new id, from the host's generator or the platform's.
 * @throws HookloomError `option_invalid` for a generator that gives no UUID, `host_error` for one that throws
 */
export function stampId({ generateId }: EventStamps): string {
  if (generateId === undefined) return randomUuid();
  const given: unknown = askHost("generator of ids", "event", generateId);
  const id = typeof given === "string" ? normalizeUuid(given) : undefined;
  if (id === undefined) throw new HookloomError("option_invalid", "The option 'generateId' gave no UUID");
  return id;
}
