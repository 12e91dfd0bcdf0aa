import { HookloomError } from "../../errors/error.js";
import { didYouMean } from "../../errors/similar.js";
import { Dict } from "../../values/dict.js";
import { collect, iterate } from "../../values/iterate.js";
import { asText } from "../../values/markup.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import type { Value } from "../../values/value.js";
import { type AnyDefinition, bindArguments, type Parameter, type Signature } from "../builtins/define.js";
import { callMethod } from "../runtime/bound-method.js";
import type { Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";
import type { Evaluate } from "../runtime/template-code.js";
import { getAttribute, getMethod } from "../sandbox/access.js";
import { callValue } from "../sandbox/call.js";
import type { Arguments, Call, Filter, Keyword, Test } from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";

// ---------------------------------------------------------------------------------------------------
// Calls

/** A call's arguments, and the block's `caller` if it has one. */
export function compileCall(node: Call, frame: Frame, compiler: Compiler, caller?: Evaluate): Evaluate {
  const positional = compilePositional(node, frame, compiler);
  const keywords = compileKeywords(node, frame, compiler, caller);
  const place = compiler.place(node.span);
  if (node.node.kind === "Getattr") {
    // A method is called on its value directly, without an object to stand for `value.method`.
    const name = node.node.attribute;
    const object = compiler.expression(node.node.node, frame);
    const attributePlace = compiler.place(node.node.span);
    return (state) => {
      const self = object(state);
      const method = getMethod(self, name);
      if (method !== undefined) {
        const args = positional(state);
        const named = keywords?.(state);
        state.render.at = place;
        return callMethod(method, self, state, args, named);
      }
      state.render.at = attributePlace;
      const callee = getAttribute(self, name, state);
      const args = positional(state);
      const named = keywords?.(state);
      state.render.at = place;
      return callValue(callee, state, args, named);
    };
  }
  const target = compiler.expression(node.node, frame);
  return (state) => {
    const callee = target(state);
    const args = positional(state);
    const named = keywords?.(state);
    state.render.at = place;
    return callValue(callee, state, args, named);
  };
}

function compilePositional(node: Arguments, frame: Frame, compiler: Compiler): (state: State) => Value[] {
  const args = compiler.expressions(node.args, frame);
  const own = (state: State): Value[] => {
    const values: Value[] = [];
    for (let index = 0; index < args.length; index += 1) values.push((args[index] as Evaluate)(state));
    return values;
  };
  if (node.dynArgs === undefined) return own;
  const more = compiler.expression(node.dynArgs, frame);
  const place = compiler.place(node.dynArgs.span);
  return (state) => {
    const values = own(state);
    const iterable = more(state);
    state.render.at = place;
    return collect(iterate(iterable, state.meter), state.meter, values);
  };
}

function compileKeywords(
  node: Arguments,
  frame: Frame,
  compiler: Compiler,
  caller: Evaluate | undefined,
): ((state: State) => Keywords) | undefined {
  if (node.kwargs.length === 0 && node.dynKwargs === undefined && caller === undefined) return undefined;
  const named = compiler.each(
    node.kwargs,
    frame,
    ({ key, value }, scope, own) => [key, own.expression(value, scope)] as const,
  );
  const keys = node.kwargs.map(({ key }) => key);
  if (caller !== undefined) keys.push("caller");
  // Of what Python has no other way to write, Jinja2 makes a dict, in which the last of equal keys wins.
  const isDict = keys.some((key) => pythonKeywords.has(key));
  const repeated = isDict ? undefined : keys[firstRepeated(keys)];
  if (repeated !== undefined) {
    const at = node.kwargs.findLast(({ key }) => key === repeated) as Keyword;
    compiler.failLater(`keyword argument repeated: ${repeated}`, at);
  }
  const more = node.dynKwargs === undefined ? undefined : compiler.expression(node.dynKwargs, frame);
  const place = node.dynKwargs === undefined ? 0 : compiler.place(node.dynKwargs.span);
  return (state) => {
    const keywords = new Map<string, Value>();
    for (const [key, value] of named) keywords.set(key, value(state));
    if (caller !== undefined) keywords.set("caller", caller(state));
    if (more !== undefined) {
      const mapping = more(state);
      state.render.at = place;
      addKeywords(keywords, mapping, isDict, state);
    }
    return keywords;
  };
}

const pythonKeywords: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

/** The index of the first name that was there before; -1 where each is there once. */
export function firstRepeated(names: readonly string[]): number {
  const seen = new Set<string>();
  return names.findIndex((name) => seen.size === seen.add(name).size);
}

/** Adds what `**mapping` brings. */
function addKeywords(keywords: Map<string, Value>, mapping: Value, isDict: boolean, state: State): void {
  if (mapping instanceof Undefined) mapping.fail();
  if (!(mapping instanceof Dict)) {
    const kind = typeName(mapping);
    throw new HookloomError("type_error", `argument after ** must be a mapping, not ${kind}`);
  }
  for (const [key, value] of mapping.entries()) {
    state.meter.spend(1);
    const name = asText(key);
    if (name === undefined) throw new HookloomError("type_error", "keywords must be strings");
    if (keywords.has(name) && !isDict) {
      throw new HookloomError("type_error", `got multiple values for keyword argument ${state.shown(name)}`);
    }
    keywords.set(name, value);
  }
}

// ---------------------------------------------------------------------------------------------------
// Filters and tests

/** @param input what the innermost filter of a tag gets; other filters have their own */
export function compileFilter(node: Filter, frame: Frame, compiler: Compiler, input?: Evaluate): Evaluate {
  const { name } = node;
  const definition = compiler.environment.filter(name);
  // Of several that are unknown, the outermost is told.
  if (definition === undefined && !frame.soft) {
    const help = didYouMean(name, compiler.environment.filterNames());
    compiler.fail(`No filter named '${name}'.`, node, "unknown_filter", help);
  }
  let value: Evaluate;
  if (node.node === undefined) value = input as Evaluate;
  else if (node.node.kind === "Filter" && input !== undefined) {
    value = compiler.filtered(node.node, frame, input);
  } else value = compiler.expression(node.node, frame);
  if (definition === undefined) return compileUnknown("filter", value, node, frame, compiler);
  return compileApplication(definition, value, node, frame, compiler);
}

export function compileTest(node: Test, frame: Frame, compiler: Compiler): Evaluate {
  const definition = compiler.environment.test(node.name);
  if (definition === undefined && !frame.soft) {
    const help = didYouMean(node.name, compiler.environment.testNames());
    compiler.fail(`No test named '${node.name}'.`, node, "unknown_test", help);
  }
  const value = compiler.expression(node.node, frame);
  if (definition === undefined) return compileUnknown("test", value, node, frame, compiler);
  return compileApplication(definition, value, node, frame, compiler);
}

/** Inside a condition, Jinja2 minds an unknown filter or test only when it is called. */
function compileUnknown(
  kind: "filter" | "test",
  value: Evaluate,
  node: Filter | Test,
  frame: Frame,
  compiler: Compiler,
): Evaluate {
  const place = compiler.place(node.span);
  const positional = compilePositional(node, frame, compiler);
  const keywords = compileKeywords(node, frame, compiler, undefined);
  return (state) => {
    value(state);
    positional(state);
    const named = keywords?.(state);
    state.render.at = place;
    // What stands in for it takes no keywords.
    const [keyword] = named?.keys() ?? [];
    if (keyword === undefined) {
      throw new HookloomError("runtime_error", `No ${kind} named '${node.name}' found.`);
    }
    throw new HookloomError("type_error", `${node.name}() got an unexpected keyword argument '${keyword}'`);
  };
}

function compileApplication(
  definition: AnyDefinition<Value>,
  value: Evaluate,
  node: Filter | Test,
  frame: Frame,
  compiler: Compiler,
): Evaluate {
  const place = compiler.place(node.span);
  const known = compileKnownArguments(definition, node, frame, compiler);
  if (known !== undefined) return compileDirect(definition, value, known, place);
  const positional = compilePositional(node, frame, compiler);
  const keywords = compileKeywords(node, frame, compiler, undefined);
  return (state) => {
    const first = value(state);
    const args = [first, ...positional(state)];
    const named = keywords?.(state);
    state.render.at = place;
    return definition.run(state, ...bindArguments(definition, state, args, named));
  };
}

/**
 * The arguments in the order of the parameters behind the first, where that can be told while compiling:
 * the usual case, which then binds nothing while rendering.
 */
function compileKnownArguments(
  { params, positionalOnly }: Signature,
  node: Arguments,
  frame: Frame,
  compiler: Compiler,
): (Evaluate | undefined)[] | undefined {
  const [, ...others] = params;
  if (positionalOnly === true && node.kwargs.length > 0) return undefined;
  if (node.dynArgs !== undefined || node.dynKwargs !== undefined) return undefined;
  if (params.some((parameter) => parameter.kind !== "single")) return undefined;
  if (node.args.length > others.length) return undefined;
  const slots = others.map((_, index) => node.args[index]);
  for (const { key, value } of node.kwargs) {
    const index = others.findIndex((parameter) => parameter.name === key);
    if (index < 0 || slots[index] !== undefined) return undefined;
    slots[index] = value;
  }
  if (others.some((parameter, index) => parameter.required && slots[index] === undefined)) return undefined;
  return slots.map((slot) => (slot === undefined ? undefined : compiler.expression(slot, frame)));
}

/** Applies a filter or test whose arguments are in place. Few arguments are the rule, so these are direct. */
function compileDirect(
  definition: AnyDefinition<Value>,
  value: Evaluate,
  args: readonly (Evaluate | undefined)[],
  place: number,
): Evaluate {
  const [read0, read1, read2] = definition.params.map((parameter) => parameter.read);
  const run = definition.run.bind(definition);
  const first = read0 as Parameter["read"];
  if (args.length === 0) {
    return (state) => {
      const v = value(state);
      state.render.at = place;
      return run(state, first(v, state));
    };
  }
  const [arg1, arg2] = args;
  const second = read1 as Parameter["read"];
  if (args.length === 1) {
    return (state) => {
      const v = value(state);
      const a = arg1?.(state);
      state.render.at = place;
      return run(state, first(v, state), second(a, state));
    };
  }
  const third = read2 as Parameter["read"];
  if (args.length === 2) {
    return (state) => {
      const v = value(state);
      const a = arg1?.(state);
      const b = arg2?.(state);
      state.render.at = place;
      return run(state, first(v, state), second(a, state), third(b, state));
    };
  }
  const reads = definition.params.slice(1).map((parameter) => parameter.read);
  return (state) => {
    const v = value(state);
    const given = args.map((arg) => arg?.(state));
    state.render.at = place;
    return run(
      state,
      first(v, state),
      ...given.map((arg, index) => (reads[index] as Parameter["read"])(arg, state)),
    );
  };
}
