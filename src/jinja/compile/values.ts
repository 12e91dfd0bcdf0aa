import { placesIn } from "../../errors/places.js";
import { Dict } from "../../values/dict.js";
import { truth } from "../../values/truth.js";
import { Tuple } from "../../values/tuple.js";
import { Undefined } from "../../values/undefined.js";
import { bytesPerItem, type List, type Value } from "../../values/value.js";
import type { State } from "../runtime/state.js";
import type { Evaluate } from "../runtime/template-code.js";
import { attributeReader, getItem } from "../sandbox/access.js";
import { sliceOf, sliceOfConstant } from "../sandbox/slice.js";
import type {
  CondExpr,
  Const,
  DictNode,
  Expression,
  Getattr,
  Getitem,
  ListNode,
  Name,
  Slice,
  TupleNode,
} from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";
import { readVariable } from "./variables.js";

export function compileConst(node: Const): Evaluate {
  const { value } = node;
  return () => value;
}

export function compileName(node: Name, frame: Frame, compiler: Compiler): Evaluate {
  const { name } = node;
  const variable = frame.symbols.find(name) ?? failUnknown(node, compiler);
  const place = compiler.place(node.span);
  if (variable.unit === frame.unit) {
    // Nearly all variables are of the unit that reads them.
    const { slot } = variable;
    return (state) => {
      const value = state.slots[slot];
      return value === undefined ? absentName(name, place, state) : value;
    };
  }
  const read = readVariable(variable, frame);
  return (state) => {
    const value = read(state);
    return value === undefined ? absentName(name, place, state) : value;
  };
}

/** Jinja2 does not look at what the filters of a `set` block read: such a name is known if something else reads it, too. */
function failUnknown(node: Name, compiler: Compiler): never {
  return compiler.fail(
    `Tried to resolve a name to a reference that was unknown to the frame ('${node.name}')`,
    node,
    "assertion_error",
  );
}

function absentName(name: string, place: number, state: State): Value {
  state.render.at = place;
  return state.undefined({ name });
}

export function compileTuple(node: TupleNode, frame: Frame, compiler: Compiler): Evaluate {
  const items = compileItems(node.items, frame, compiler);
  return (state) => new Tuple(items(state));
}

export function compileList(node: ListNode, frame: Frame, compiler: Compiler): Evaluate {
  return compileItems(node.items, frame, compiler);
}

function compileItems(nodes: readonly Expression[], frame: Frame, compiler: Compiler) {
  const items = compiler.expressions(nodes, frame);
  const bytes = nodes.length * bytesPerItem;
  return (state: Parameters<Evaluate>[0]): List => {
    state.meter.reserve(bytes);
    const list: List = [];
    for (let index = 0; index < items.length; index += 1) list.push((items[index] as Evaluate)(state));
    return list;
  };
}

export function compileDict(node: DictNode, frame: Frame, compiler: Compiler): Evaluate {
  const pairs = compiler.each(node.items, frame, (pair, scope, own) => ({
    key: own.expression(pair.key, scope),
    value: own.expression(pair.value, scope),
    place: own.place(pair.span),
  }));
  const bytes = pairs.length * 16;
  return (state) => {
    state.meter.reserve(bytes);
    const dict = new Dict();
    for (const { key, value, place } of pairs) {
      const [k, v] = [key(state), value(state)];
      state.render.at = place;
      dict.set(k, v, state.meter);
    }
    return dict;
  };
}

export function compileCondition(node: CondExpr, frame: Frame, compiler: Compiler): Evaluate {
  const inside = frame.conditional();
  const test = compiler.expression(node.test, inside);
  const value = compiler.expression(node.value, inside);
  const otherwise =
    node.otherwise === undefined
      ? compileNoElse(node, compiler)
      : compiler.expression(node.otherwise, inside);
  return (state) => (truth(test(state)) ? value(state) : otherwise(state));
}

/** Without an `else`, Jinja2 gives the usual undefined value, whatever the environment's mode. */
function compileNoElse(node: CondExpr, compiler: Compiler): Evaluate {
  const { source } = compiler;
  const name = source.name === null ? "" : ` in '${source.name}'`;
  const { start } = node.span;
  return () =>
    new Undefined("default", {
      hint: `the inline if-expression on line ${placesIn(source).line(start)}${name} evaluated to false and no else section was defined.`,
    });
}

export function compileAttribute(node: Getattr, frame: Frame, compiler: Compiler): Evaluate {
  const object = compiler.expression(node.node, frame);
  const read = attributeReader(node.attribute);
  const place = compiler.place(node.span);
  return (state) => {
    const value = object(state);
    state.render.at = place;
    return read(value, state);
  };
}

export function compileItem(node: Getitem, frame: Frame, compiler: Compiler): Evaluate {
  if (node.argument.kind === "Slice") return compileSlice(node, node.argument, frame, compiler);
  const object = compiler.expression(node.node, frame);
  const key = compiler.expression(node.argument, frame);
  const place = compiler.place(node.span);
  return (state) => {
    const value = object(state);
    const item = key(state);
    state.render.at = place;
    return getItem(value, item, state);
  };
}

function compileSlice(node: Getitem, slice: Slice, frame: Frame, compiler: Compiler): Evaluate {
  const object = compiler.expression(node.node, frame);
  const start = compileBound(slice.start, frame, compiler);
  const stop = compileBound(slice.stop, frame, compiler);
  const step = compileBound(slice.step, frame, compiler);
  const take = frame.folds ? sliceOfConstant : sliceOf;
  const place = compiler.place(node.span);
  return (state) => {
    const value = object(state);
    const bounds = [start(state), stop(state), step(state)] as const;
    state.render.at = place;
    return take(value, bounds, state);
  };
}

function compileBound(bound: Expression | undefined, frame: Frame, compiler: Compiler): Evaluate {
  return bound === undefined ? none : compiler.expression(bound, frame);
}

const none = (): Value => null;
