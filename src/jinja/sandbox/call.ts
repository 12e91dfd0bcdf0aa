import { HookloomError } from "../../errors/error.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import type { Value } from "../../values/value.js";
import { Callable, type Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";

/**
 * The only way to call a value. What can be called is a class of its own, so no host function can be.
 * @throws HookloomError `type_error` for a value that cannot be called
 */
export function callValue(callee: Value, state: State, args: Value[], keywords: Keywords | undefined): Value {
  if (callee instanceof Callable) return callee.call(state, args, keywords);
  if (callee instanceof Undefined) return callee.fail();
  throw new HookloomError("type_error", `'${typeName(callee)}' object is not callable`);
}
