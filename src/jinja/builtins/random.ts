import { HookloomError } from "../../errors/error.js";
import type { State } from "../runtime/state.js";

/**
 * A whole number from 0 up to, but without, `count`, from the environment's source of randomness.
 * @throws HookloomError `host_error` if the host's source fails
 */
export function randomIndex(count: number, state: State): number {
  const number = Math.floor(readRandom(state) * count);
  // A host's source may be anything; it must not lead out of the list.
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), count - 1);
}

function readRandom(state: State): number {
  try {
    return state.render.environment.random();
  } catch (cause) {
    throw new HookloomError("host_error", "The host's source of randomness failed", { cause });
  }
}
