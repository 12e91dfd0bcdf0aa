import type { HookloomError } from "../errors/error.js";

/**
 * What the place of an error is in. Templates of webhooks have a name, and the other two have none.
 *
 * @param rendered what was rendered, if it came to that
 */
export function placedIn(
  { template, stage }: HookloomError,
  rendered: unknown,
): "request" | "template" | "rendered" | "body" {
  if (stage === "request") return "request";
  if (template !== undefined || (stage !== "json" && stage !== "event")) return "template";
  return typeof rendered === "string" ? "rendered" : "body";
}
