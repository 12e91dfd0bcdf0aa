import { askHost } from "../../errors/host.js";
import type { State } from "../runtime/state.js";

/**
 * A whole number from 0 up to, but without, `count`, from the environment's source of randomness.
 * @throws HookloomError `host_error` if the host's source fails
 */
export function randomIndex(count: number, state: State): number {
  const { environment } = state.render;
  // It may give a bigint or worse, and so is made a number where failures are its own.
  const number = askHost("source of randomness", "render", () =>
    Math.floor(Number(environment.random()) * count),
  );
  // A host's source may be anything; it must not lead out of the list.
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), count - 1);
}
