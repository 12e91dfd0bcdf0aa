import { HookloomError } from "../../../errors/error.js";
import { typeName } from "../../../values/type-name.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import type { Parameter } from "../define.js";

/*
 * What the parameters of methods are made of. Unlike filters, methods take an undefined value for nothing but a value
 * of the wrong type, as CPython's own functions do.
 */

/** A parameter that must be given. */
export function required<Type>(name: string, convert: (value: Value, state: State) => Type): Parameter<Type> {
  // It never sees undefined: binding has failed before.
  return { name, kind: "single", required: true, read: (value, state) => convert(value as Value, state) };
}

/**
 * A parameter that may be left out.
 * @param shown how the docs write what it is then
 */
export function optional<Type>(
  name: string,
  fallback: Type,
  shown: string,
  convert: (value: Value, state: State) => Type,
): Parameter<Type> {
  return {
    name,
    kind: "single",
    required: false,
    shown,
    read: (value, state) => (value === undefined ? fallback : convert(value, state)),
  };
}

/** Fails for a value of a wrong type. */
export function mismatch(name: string, value: Value): never {
  throw new HookloomError("type_error", `'${name}' cannot be a '${typeName(value)}'`);
}
