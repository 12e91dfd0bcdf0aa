import { HookloomError } from "../../errors/error.js";
import { unpack } from "../../values/iterate.js";
import { typeName } from "../../values/type-name.js";
import type { Value } from "../../values/value.js";
import { Namespace } from "../runtime/namespace.js";
import type { State } from "../runtime/state.js";
import type { Name, NSRef, Target, TupleNode } from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";
import type { Variable } from "./unit.js";
import { readVariable } from "./variables.js";

/** Assigns a value to what stands left of the `=`. */
export type Assign = (state: State, value: Value) => void;

/** Compiles the target of an assignment. Targets are always variables of the unit itself. */
export function compileTarget(node: Target, frame: Frame, compiler: Compiler): Assign {
  if (node.kind === "Name") return compileNameTarget(node, frame);
  if (node.kind === "NSRef") return compileNamespaceTarget(node, frame, compiler);
  return compileTupleTarget(node, frame, compiler);
}

function compileNameTarget(node: Name, frame: Frame): Assign {
  const { slot } = frame.symbols.find(node.name) as Variable;
  return (state, value) => {
    state.slots[slot] = value;
  };
}

function compileNamespaceTarget(node: NSRef, frame: Frame, compiler: Compiler): Assign {
  const { attribute } = node;
  const read = readVariable(frame.symbols.find(node.name) as Variable, frame);
  const place = compiler.place(node.span);
  return (state, value) => {
    const namespace = read(state);
    state.render.at = place;
    if (!(namespace instanceof Namespace)) {
      const kind = namespace === undefined ? "object" : typeName(namespace);
      throw new HookloomError("type_error", `'${kind}' object does not support item assignment`);
    }
    namespace.set(attribute, value, state.meter);
  };
}

/** Checks that the attributes in a target are those of namespaces; undefined where there are none. */
export function compileNamespaceCheck(
  target: Target,
  frame: Frame,
  compiler: Compiler,
): ((state: State) => void) | undefined {
  const checks = compiler.each(namespacesIn(target), frame, (node, scope, own) => ({
    read: readVariable(scope.symbols.find(node.name) as Variable, scope),
    place: own.place(node.span),
  }));
  if (checks.length === 0) return undefined;
  return (state) => {
    for (const { read, place } of checks) {
      if (read(state) instanceof Namespace) continue;
      state.render.at = place;
      throw new HookloomError("runtime_error", "cannot assign attribute on non-namespace object");
    }
  };
}

function namespacesIn(target: Target): NSRef[] {
  if (target.kind === "NSRef") return [target];
  return target.kind === "Tuple" ? target.items.flatMap((item) => namespacesIn(item as Target)) : [];
}

function compileTupleTarget(node: TupleNode, frame: Frame, compiler: Compiler): Assign {
  const targets = compiler.each(node.items as readonly Target[], frame, compileTarget);
  const place = compiler.place(node.span);
  return (state, value) => {
    state.render.at = place;
    state.meter.spend(targets.length >> 3);
    const items = unpack(value, targets.length, state.meter);
    for (let index = 0; index < targets.length; index += 1) {
      (targets[index] as Assign)(state, items[index] as Value);
    }
  };
}
