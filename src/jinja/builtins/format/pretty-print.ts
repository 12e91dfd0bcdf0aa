import { repr } from "../../../values/print.js";
import type { Budget, Value } from "../../../values/value.js";

/** Python's `pprint.pformat` */
export function prettyPrint(value: Value, budget: Budget): string {
  return repr(value, budget);
}
