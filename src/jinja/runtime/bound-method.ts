import { repr } from "../../values/print.js";
import { typeName } from "../../values/type-name.js";
import type { Budget, Value } from "../../values/value.js";
import { bindArguments } from "../builtins/define.js";
import type { Method } from "../builtins/methods/method.js";
import { Callable, type Keywords } from "./callable.js";
import type { State } from "./state.js";

/** A method together with the value it belongs to: `text.upper`, not yet called. */
export class BoundMethod extends Callable {
  readonly #self: Value;
  readonly #method: Method;

  constructor(self: Value, method: Method) {
    super();
    this.#self = self;
    this.#method = method;
  }

  get typeName(): string {
    const isPython = isWrittenInPython(typeName(this.#self), this.#method.name);
    return isPython ? "method" : "builtin_function_or_method";
  }

  /** Python's spelling, without the address of the object where Python has one. */
  override repr(budget: Budget, depth: number): string {
    const [self, { name }, type] = [this.#self, this.#method, typeName(this.#self)];
    if (!isWrittenInPython(type, name)) return `<built-in method ${name} of ${type} object>`;
    return `<bound method ${type.split(".").at(-1)}.${name} of ${repr(self, budget, depth)}>`;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    return callMethod(this.#method, this.#self, state, args, keywords);
  }
}

/** Whether a method is one of Jinja2's or MarkupSafe's own, which print as bound methods. */
function isWrittenInPython(type: string, name: string): boolean {
  return (
    type.startsWith("jinja2.") ||
    (type === "Markup" && !/^(?:is|r?find$|r?index$|count|startsw|endsw)/.test(name))
  );
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
