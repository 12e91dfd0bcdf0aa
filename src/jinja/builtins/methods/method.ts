import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import type { AnyDefinition, Parameter, ParameterValues } from "../define.js";

/** A method of a Python type: a definition whose `run` gets the value it belongs to. */
export interface Method extends Omit<AnyDefinition<Value>, "run"> {
  /** Whether it would change its value; then the sandbox hides it. */
  readonly mutates?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the receiver fits the type's table by construction
  run(state: State, self: any, ...values: any[]): Value;
}

/** The methods of a type by name. */
export type MethodTable = ReadonlyMap<string, Method>;

/** Declares a method of the type whose values `Self` are. */
export function defineMethod<Self, const Parameters extends readonly Parameter[]>(
  definition: Omit<AnyDefinition<Value>, "run" | "params"> & {
    readonly params: Parameters;
    run(state: State, self: Self, ...values: ParameterValues<Parameters>): Value;
  },
): Method {
  return definition;
}

/** A method that would change its value: known by name, hidden by the sandbox. */
export function mutating(...names: string[]): Method[] {
  return names.map((name) => ({
    name,
    params: [],
    mutates: true,
    run: () => null,
  }));
}

export function methodTable(...methods: Method[]): MethodTable {
  return new Map(methods.map((method) => [method.name, method]));
}
