import type { Value } from "./value.js";

/** Names and their values, looked up in order: a map, or what answers like one. */
export interface Scope extends Iterable<readonly [string, Value]> {
  get(name: string): Value | undefined;
  readonly size: number;
}
