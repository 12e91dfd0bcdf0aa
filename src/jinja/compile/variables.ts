import type { Value } from "../../values/value.js";
import type { State } from "../runtime/state.js";
import type { Frame } from "./frame.js";
import type { Variable } from "./unit.js";

/** Reads a variable from the activation of its own unit. */
export function readVariable(variable: Variable, frame: Frame): (state: State) => Value | undefined {
  const { slot } = variable;
  const hops = frame.unit.depth - variable.unit.depth;
  if (hops === 0) return (state) => state.slots[slot];
  if (hops === 1) return (state) => (state.outer as State).slots[slot];
  return (state) => state.around(hops).slots[slot];
}
