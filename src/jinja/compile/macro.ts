import type { Value } from "../../values/value.js";
import { Macro } from "../runtime/macro.js";
import type { State } from "../runtime/state.js";
import type { Evaluate } from "../runtime/template-code.js";
import { type CallBlock, defaultOf, type Macro as MacroNode } from "../syntax/nodes.js";
import { firstRepeated } from "./call.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";
import { Unit } from "./unit.js";

/** Compiles a macro or the body of a call block to what makes the macro. */
export function compileMacro(node: MacroNode | CallBlock, frame: Frame, compiler: Compiler): Evaluate {
  const inner = frame.inner(new Unit(frame.unit));
  // What a macro prints is its result, whether or not the template extends another.
  inner.checkOutput = false;
  const { symbols, unit } = inner;
  const tracker = compiler.tracker(inner);
  tracker.visitAll(node.args);
  tracker.visitAll(node.defaults);
  tracker.visitAll(node.body);
  const names = node.args.map((arg) => arg.name);
  const repeated = node.args[firstRepeated(names)];
  if (repeated !== undefined) compiler.failLater(`duplicate argument '${repeated.name}'`, repeated);
  const special = compiler.undeclared(node.body, ["caller", "kwargs", "varargs"]);
  const usesCaller = special.has("caller");
  const catchKwargs = special.has("kwargs") && !names.includes("kwargs");
  const catchVarargs = special.has("varargs") && !names.includes("varargs");
  const explicitCaller = names.indexOf("caller");
  if (usesCaller && explicitCaller >= 0 && explicitCaller < names.length - node.defaults.length) {
    compiler.fail(
      'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
      node,
    );
  }
  const slots: number[] = [];
  for (const name of names) slots.push(symbols.parameter(name).slot);
  if (usesCaller && explicitCaller < 0) slots.push(symbols.parameter("caller").slot);
  if (catchKwargs) slots.push(symbols.parameter("kwargs").slot);
  if (catchVarargs) slots.push(symbols.parameter("varargs").slot);
  const enter = compiler.enter(inner);
  const around = compiler.beginUnit();
  const parts = compileParts(node, inner, compiler);
  const height = compiler.endUnit(around);
  const { fallbacks, body } = parts;
  const resolveNames = compiler.resolveNames(inner);
  const code = {
    name: node.kind === "Macro" ? node.name : null,
    parameters: names,
    catchKwargs,
    catchVarargs,
    usesCaller,
    height,
    size: () => unit.size,
    run(state: State, values: readonly (Value | undefined)[]) {
      for (let index = 0; index < values.length; index += 1) {
        state.slots[slots[index] as number] = values[index];
      }
      resolveNames(state);
      enter?.(state);
      for (let index = 0; index < fallbacks.length; index += 1) {
        const slot = slots[index] as number;
        if (state.slots[slot] === undefined) state.slots[slot] = (fallbacks[index] as Evaluate)(state);
      }
      body(state);
    },
  };
  return (state) => new Macro(code, state);
}

/** What gives the parameters their defaults, and the body. */
function compileParts(node: MacroNode | CallBlock, inner: Frame, compiler: Compiler) {
  const fallbacks = node.args.map((arg, index) => {
    const fallback = defaultOf(node, index);
    return fallback === undefined ? notProvided(arg.name) : compiler.repeated(fallback, inner);
  });
  return { fallbacks, body: compiler.body(node.body, inner) };
}

function notProvided(name: string): Evaluate {
  return (state) => state.undefined({ hint: `parameter '${name}' was not provided`, name });
}
