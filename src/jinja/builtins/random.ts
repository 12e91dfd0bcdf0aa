import type { State } from "../runtime/state.js";

/** A whole number from 0 up to, but without, `count`, from the environment's source of randomness. */
export function randomIndex(count: number, state: State): number {
  const number = Math.floor(state.render.environment.random() * count);
  // A host's source may be anything; it must not lead out of the list.
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), count - 1);
}
