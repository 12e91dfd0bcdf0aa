import { Range } from "../../../values/range.js";
import { Undefined } from "../../../values/undefined.js";
import { hasKeys, isList, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";

/**
 * `mapping[name]`, as `%(name)s` and `format_map` look values up.
 * @throws HookloomError `key_error` for a name that is not there, `type_error` for what is no mapping
 */
export function lookUp(mapping: Value, name: string, state: State): Value {
  if (!(mapping instanceof Undefined))
    return state.render.environment.lookUps.subscript(mapping, name, state);
  return mapping.mode === "chainable" ? mapping : mapping.fail();
}

/** Whether `%` takes a value for a mapping: whatever has items, but for tuples and text. */
export function isMapping(value: Value): boolean {
  return hasKeys(value) || isList(value) || value instanceof Range || value instanceof Undefined;
}
