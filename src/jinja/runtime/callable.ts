import { Instance, type Value } from "../../values/value.js";
import type { State } from "./state.js";

/** Arguments given by keyword. */
export type Keywords = ReadonlyMap<string, Value>;

/** A value that a template can call. Nothing else can be called; host functions are wrapped in one. */
export abstract class Callable extends Instance {
  abstract call(state: State, args: Value[], keywords: Keywords | undefined): Value;
}
