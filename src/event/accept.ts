import type { Limits } from "../limits.js";
import type { Json } from "./event.js";
import { normalizeOccurred } from "./occurred.js";
import { normalizeUuid } from "./uuid.js";

/**
 * Whether JSON is an event beyond doubt. The schema says what an event must be and what is wrong with one; for
 * the many that are right, this says so in a fraction of the time. Where it is not sure, it says no.
 */
export function isSurelyEvent(json: Json, limits: Limits): boolean {
  if (!isRecord(json)) return false;
  const { event, resource, related, payload, occurred, id, follows } = json;
  return (
    typeof event === "string" &&
    event.length <= limits.eventName &&
    isResource(resource, limits, false) &&
    (related === undefined || areRelated(related, limits)) &&
    (payload === undefined || isRecord(payload)) &&
    (occurred === undefined || normalizeOccurred(occurred) !== undefined) &&
    (id === undefined || isUuid(id)) &&
    (follows === undefined || follows === null || isUuid(follows))
  );
}

function isResource(value: Json | undefined, limits: Limits, needsRole: boolean): boolean {
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  if (names.length > limits.resourceLabels) return false;
  for (const name of names) if (typeof value[name] !== "string" || name === "__proto__") return false;
  return hasLabel(value, "prefect.resource.id") && (!needsRole || hasLabel(value, "prefect.resource.role"));
}

function areRelated(value: Json, limits: Limits): boolean {
  if (!Array.isArray(value) || value.length > limits.relatedResources) return false;
  return value.every((resource) => isResource(resource, limits, true));
}

function hasLabel(labels: { [key: string]: Json }, name: string): boolean {
  return Object.hasOwn(labels, name) && labels[name] !== "";
}

function isUuid(value: Json): boolean {
  return typeof value === "string" && normalizeUuid(value) !== undefined;
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
