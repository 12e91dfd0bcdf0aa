import { HookloomError } from "../../../errors/error.js";
import type { Markup } from "../../../values/markup.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";

/** `template % values` */
export function formatPercent(template: string | Markup, values: Value, state: State): Value {
  throw new HookloomError("type_error", `${String(template)}${String(values)}${String(state)}`);
}
