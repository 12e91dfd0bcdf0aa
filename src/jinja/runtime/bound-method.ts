import { typeName } from "../../values/type-name.js";
import type { Value } from "../../values/value.js";
import { bindArguments } from "../builtins/define.js";
import type { Method } from "../builtins/methods/method.js";
import { Callable, type Keywords } from "./callable.js";
import type { State } from "./state.js";

/** A method together with the value it belongs to: `text.upper`, not yet called. */
export class BoundMethod extends Callable {
  readonly typeName = "builtin_function_or_method";
  readonly #self: Value;
  readonly #method: Method;

  constructor(self: Value, method: Method) {
    super();
    this.#self = self;
    this.#method = method;
  }

  repr(): string {
    return `<built-in method ${this.#method.name} of ${typeName(this.#self)} object>`;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    return callMethod(this.#method, this.#self, state, args, keywords);
  }
}

/** Calls a method of a value. */
export function callMethod(
  method: Method,
  self: Value,
  state: State,
  args: Value[],
  keywords: Keywords | undefined,
): Value {
  return method.run(state, self, ...bindArguments(method, state, args, keywords));
}
