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
    return kindOf(typeName(this.#self), this.#method.name);
  }

  /** Python's spelling, without the address of the object where Python has one. */
  override repr(budget: Budget, depth: number): string {
    const { name } = this.#method;
    const owner = typeName(this.#self).replace(/^jinja2.*\./, "");
    const kind = this.typeName;
    if (kind === "function") return `<function ${owner}.${name}>`;
    if (kind !== "method") return `<built-in method ${name} of ${owner} object>`;
    return `<bound method ${owner}.${name} of ${repr(this.#self, budget, depth)}>`;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    return callMethod(this.#method, this.#self, state, args, keywords);
  }
}

/** The type that Python has a method in: Jinja2's and MarkupSafe's own are methods, and formats those of the sandbox. */
function kindOf(type: string, name: string): string {
  if (name.startsWith("format")) return "function";
  return own.test(`${type}.${name}`) ? "method" : "builtin_function_or_method";
}

/** Methods that Jinja2 and MarkupSafe define, by their types. */
const own = /^(?:jinja2(?!.*Tuple)|Markup\.(?!is|r?find$|r?index$|count|startsw|endsw))/;

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
