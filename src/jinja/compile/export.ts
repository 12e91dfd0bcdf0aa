import type { Value } from "../../values/value.js";
import type { State } from "../runtime/state.js";
import type { Frame } from "./frame.js";

/** Makes a variable of the top level known to blocks, included templates and imports. */
export type Publish = (state: State, value: Value) => void;

/**
 * What publishes a variable that is assigned in a scope; undefined below the top level.
 * Names that start with an underscore cannot be imported, nor can what has itself been imported.
 */
export function exportName(name: string, frame: Frame, importable = true): Publish | undefined {
  if (!frame.topLevel) return undefined;
  const exported = importable && !name.startsWith("_");
  return (state, value) => state.context.set(name, value, exported);
}
