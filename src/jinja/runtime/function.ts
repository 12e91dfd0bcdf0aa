import type { Value } from "../../values/value.js";
import { type AnyDefinition, bindArguments } from "../builtins/define.js";
import { Callable, type Keywords } from "./callable.js";
import type { State } from "./state.js";

/** A global function, as a value. */
export class FunctionValue extends Callable {
  readonly #definition: AnyDefinition<Value>;

  constructor(definition: AnyDefinition<Value>) {
    super();
    this.#definition = definition;
  }

  get typeName(): string {
    return this.#definition.className === undefined ? "function" : "type";
  }

  repr(): string {
    const { name, className, functionName = name } = this.#definition;
    return className === undefined ? `<function ${functionName}>` : `<class '${className}'>`;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    return this.#definition.run(state, ...bindArguments(this.#definition, state, args, keywords));
  }
}
