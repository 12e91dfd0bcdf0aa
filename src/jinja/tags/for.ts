import { Iterate, iterate } from "../../values/iterate.js";
import { truth } from "../../values/truth.js";
import { isList, type Value } from "../../values/value.js";
import type { Compiler } from "../compile/compiler.js";
import type { Frame } from "../compile/frame.js";
import { type Assign, compileTarget } from "../compile/target.js";
import { Unit } from "../compile/unit.js";
import { LoopContext, type Recurse } from "../runtime/loop.js";
import { State } from "../runtime/state.js";
import type { Evaluate, Execute, Signal } from "../runtime/template-code.js";
import {
  type Expression,
  type For,
  type Node,
  nodesIn,
  type Statement,
  type Target,
} from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% for target in iter if test recursive %} … {% else %} … {% endfor %}` */
export const forTag = defineTag({
  name: "for",
  parse(parser) {
    const start = parser.advance();
    const target = parser.target();
    parser.expect("name", "in");
    const iter = parser.tuple({ conditional: false });
    const test = parser.skipIf("name", "if") ? parser.expression() : undefined;
    const recursive = parser.skipIf("name", "recursive");
    const body = parser.loop(() => parser.statements("endfor", "else"));
    const hasElse = parser.advance().text === "else";
    const otherwise = hasElse ? parser.statementsThrough("endfor") : [];
    const span = parser.spanFrom(start);
    return parser.node({ kind: "For", target, iter, body, otherwise, test, recursive, span });
  },
  handlers: {
    For: {
      // The rest is a scope of its own.
      track: (node, tracker) => tracker.visit(node.iter),
      compile(node, frame, compiler) {
        refuseLoopAssignment(node, compiler);
        return node.recursive ? compileRecursive(node, frame, compiler) : compilePlain(node, frame, compiler);
      },
    },
  },
});

function refuseLoopAssignment(node: For, compiler: Compiler): void {
  if (!compiler.names.has("loop")) return;
  const assigns = (at: Node) => at.kind === "Name" && at.context === "store" && at.name === "loop";
  const culprit = nodesIn(node).find(assigns);
  if (culprit !== undefined) {
    compiler.fail("Can't assign to special loop variable in for-loop target", culprit);
  }
}

/** Runs the loop over a value; `loop` is there where the body needs it. */
type RunLoop = (state: State, iterable: Value, recurse?: Recurse, depth?: number) => Signal;

function compilePlain(node: For, frame: Frame, compiler: Compiler): Execute {
  const iter = compiler.expression(node.iter, frame);
  const run = compileLoop(node, frame.inner(), frame, compiler);
  return (state) => run(state, iter(state));
}

/** A recursive loop is a function of its own, which `loop(…)` in the body calls again. */
function compileRecursive(node: For, frame: Frame, compiler: Compiler): Execute {
  const iter = compiler.expression(node.iter, frame);
  const loopFrame = frame.inner(new Unit(frame.unit));
  const around = compiler.beginUnit();
  const run = compileLoop(node, loopFrame, frame, compiler);
  const height = compiler.endUnit(around);
  const resolveNames = compiler.resolveNames(loopFrame);
  const { unit } = loopFrame;
  const place = compiler.place(node.span);
  return (state) => {
    const { render } = state;
    const { code } = render;
    const recurse: Recurse = (iterable, depth) => {
      const { unprintable } = render;
      const caller = render.enter(code, height);
      const inner = new State(unit.size, state, state.context, render);
      resolveNames(inner);
      run(inner, iterable, recurse, depth);
      render.leave(caller);
      return render.join(inner.out, unprintable);
    };
    const iterable = iter(state);
    render.at = place;
    state.write(recurse(iterable, 0));
    return undefined;
  };
}

function compileLoop(node: For, loopFrame: Frame, frame: Frame, compiler: Compiler): RunLoop {
  // `loop` is made only where somebody looks at it.
  const extended =
    node.recursive ||
    compiler.undeclared(node.body, ["loop"]).has("loop") ||
    (compiler.kinds.has("Block") && nodesIn(node).some((at) => at.kind === "Block" && at.scoped));
  loopFrame.inLoop = true;
  const loopSlot = extended ? loopFrame.symbols.parameter("loop").slot : undefined;
  const tracker = compiler.tracker(loopFrame);
  tracker.parameters(node.target);
  tracker.visitAll(node.body);
  const enter = compiler.enter(loopFrame);
  const assign = compileTarget(node.target, loopFrame, compiler);
  const body = compiler.body(node.body, loopFrame);
  const leave = compiler.leave(loopFrame);
  // Neither the loop's "if" nor its "else" sees the names of the body.
  const filter = compileTestOf(node, frame.apart(loopFrame.unit), compiler);
  const otherwise = compileElse(node.otherwise, frame.inner(loopFrame.unit), compiler);
  const place = compiler.place(node.iter.span);

  /** Whether the body came to its end at least once: what decides about `else`. */
  const runAll = (state: State, iterable: Value, recurse: Recurse | undefined, depth: number): boolean => {
    const { meter } = state;
    state.render.at = place;
    let completed = false;
    if (!extended && filter === undefined && isList(iterable)) {
      for (let index = 0; index < iterable.length; index += 1) {
        meter.spend(1);
        assign(state, iterable[index] as Value);
        enter?.(state);
        const signal = body(state);
        if (signal === "break") break;
        completed ||= signal === undefined;
      }
      return completed;
    }
    const source = iterate(iterable, meter);
    const items =
      filter === undefined ? source : new Iterate(filter(state, source), "generator object loop_filter_func");
    const loop = extended
      ? new LoopContext(filter === undefined ? iterable : undefined, items, state, recurse, depth)
      : undefined;
    for (;;) {
      state.render.at = place;
      meter.spend(1);
      const step = loop === undefined ? items.next() : loop.next();
      if (step.done === true) return completed;
      assign(state, step.value);
      if (loopSlot !== undefined) state.slots[loopSlot] = loop;
      enter?.(state);
      const signal = body(state);
      if (signal === "break") return completed;
      completed ||= signal === undefined;
    }
  };

  return (state, iterable, recurse, depth = 0) => {
    const completed = runAll(state, iterable, recurse, depth);
    leave(state);
    return completed ? undefined : otherwise(state);
  };
}

function compileElse(nodes: readonly Statement[], frame: Frame, compiler: Compiler): Execute {
  compiler.tracker(frame).visitAll(nodes);
  const enter = compiler.enter(frame);
  const body = compiler.body(nodes, frame);
  return (state) => {
    enter?.(state);
    return body(state);
  };
}

/** The items that pass the loop's `if`, which has the target's names in a scope of its own. */
function compileTestOf(
  node: For,
  frame: Frame,
  compiler: Compiler,
): ((state: State, items: Iterator<Value>) => Iterator<Value>) | undefined {
  const { test } = node;
  if (test === undefined) return undefined;
  const tracker = compiler.tracker(frame);
  tracker.parameters(node.target);
  tracker.visit(test);
  const enter = compiler.enter(frame);
  const assign: Assign = compileTarget(node.target, frame, compiler);
  const item: Evaluate = compiler.expression(asLoaded(node.target), frame);
  const passes: Evaluate = compiler.repeated(test, frame);
  const place = compiler.place(test.span);
  return function* filtered(state, items) {
    for (let step = items.next(); step.done !== true; step = items.next()) {
      state.meter.spend(1);
      assign(state, step.value);
      enter?.(state);
      const value = passes(state);
      state.render.at = place;
      if (truth(value)) yield item(state);
    }
  };
}

/** A target read again: the items that pass are made anew of its names, so tuples come out of lists. */
function asLoaded(target: Target): Expression {
  if (target.kind === "Name") return { ...target, context: "load" };
  if (target.kind !== "Tuple") return target;
  return { ...target, items: target.items.map((item) => asLoaded(item as Target)) };
}
