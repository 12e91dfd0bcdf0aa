import { HookloomError } from "../../errors/error.js";
import { Dict } from "../../values/dict.js";
import { typeName } from "../../values/type-name.js";
import type { Value } from "../../values/value.js";
import { BoundMethod, callMethod } from "../runtime/bound-method.js";
import { Callable, type Keywords } from "../runtime/callable.js";
import { FunctionValue } from "../runtime/function.js";
import type { State } from "../runtime/state.js";
import { dictMethods } from "./methods/dict.js";
import type { Method } from "./methods/method.js";

/** The global `dict`, which has the methods of dicts: `dict.fromkeys('ab')`, `dict.get(d, 'a')`. */
export class DictClass extends FunctionValue {
  override attribute(name: string): Value | undefined {
    const method = dictMethods.get(name);
    if (method === undefined || method.mutates === true) return undefined;
    return name === "fromkeys" ? new BoundMethod(this, method) : new UnboundMethod(method);
  }
}

/** A method whose first argument is the dict that it belongs to. */
class UnboundMethod extends Callable {
  readonly typeName = "method_descriptor";
  readonly #method: Method;

  constructor(method: Method) {
    super();
    this.#method = method;
  }

  call(state: State, [self, ...args]: Value[], keywords: Keywords | undefined): Value {
    if (self instanceof Dict) return callMethod(this.#method, self, state, args, keywords);
    const { name } = this.#method;
    const wrong =
      self === undefined
        ? `unbound method dict.${name}() needs an argument`
        : `descriptor '${name}' for 'dict' objects doesn't apply to a '${typeName(self)}' object`;
    throw new HookloomError("type_error", wrong);
  }

  repr(): string {
    return `<method '${this.#method.name}' of 'dict' objects>`;
  }
}
