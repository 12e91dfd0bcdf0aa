import { HookloomError } from "../errors/error.js";
import { normalizeUuid } from "../event/uuid.js";
import type { Limits } from "../limits.js";
import { isRecord } from "./placeholders.js";

/** What a case is run with. Everything has a default that never changes, so that events can be compared. */
export interface CaseSettings {
  /** The webhook's id and name; `6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e` and the case's own name by default. */
  readonly webhook?: { readonly id?: string; readonly name?: string };
  /** The current time, as `new Date` reads it; `2024-03-15T12:00:00Z` by default. */
  readonly now?: string;
  /** The id of events that get a new one, a UUID; `00000000-0000-4000-8000-000000000000` by default. */
  readonly id?: string;
  /** Escapes each value for its place in the JSON; off by default. */
  readonly escape?: "json";
  /** Limits by name, or Prefect Cloud's own; the default ones where it says nothing. */
  readonly limits?: "prefect" | Partial<Limits>;
  /** What becomes of values that are not there, by the names that Jinja2 has; `chainable` by default, as with Prefect. */
  readonly undefined?: "default" | "chainable" | "strict" | "debug";
  /** An IANA time zone; UTC by default. */
  readonly timeZone?: string;
}

/**
 * Checks the settings of a case, or of a folder of cases.
 * @param file where they stand, for messages
 * @throws HookloomError `case_invalid`
 */
export function checkSettings(settings: unknown, file: string): CaseSettings {
  if (!isRecord(settings)) throw invalid(`${file}: settings are an object`);
  for (const [key, value] of Object.entries(settings)) {
    if (!Object.hasOwn(allowed, key)) {
      const known = Object.keys(allowed).join(", ");
      throw invalid(`${file}: there is no setting '${key}'; there are ${known}`);
    }
    const [is, what] = allowed[key as keyof CaseSettings];
    if (!is(value)) {
      throw invalid(`${file}: the setting '${key}' is ${what}, not ${JSON.stringify(value)}`);
    }
  }
  return settings;
}

const isText = (value: unknown): value is string => typeof value === "string";
const modes: readonly unknown[] = ["chainable", "default", "strict", "debug"];

/** The settings, and what each of them can be. What limits and time zones there are, the webhook knows. */
const allowed: Readonly<
  Record<keyof CaseSettings, readonly [is: (value: unknown) => boolean, what: string]>
> = {
  webhook: [
    (value) =>
      isRecord(value) && [value.id, value.name].every((field) => field === undefined || isText(field)),
    'an object with "id" and "name"',
  ],
  now: [(value) => isText(value) && !Number.isNaN(Date.parse(value)), "a time"],
  id: [(value) => isText(value) && normalizeUuid(value) !== undefined, "a UUID"],
  escape: [(value) => value === "json", '"json"'],
  limits: [(value) => value === "prefect" || isRecord(value), '"prefect", or an object of limits'],
  undefined: [(value) => modes.includes(value), "chainable, default, strict or debug"],
  timeZone: [isText, "the name of a time zone"],
};

/** What is wrong with a file, which the message begins with. */
export function invalid(message: string, cause?: unknown): HookloomError {
  return new HookloomError("case_invalid", message, { cause });
}
