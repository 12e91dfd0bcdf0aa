import { Markup } from "../../values/markup.js";
import type { Value } from "../../values/value.js";
import { capture } from "../compile/capture.js";
import type { Compiler } from "../compile/compiler.js";
import { exportName, type Publish } from "../compile/export.js";
import type { Frame } from "../compile/frame.js";
import { type Assign, compileNamespaceCheck, compileTarget } from "../compile/target.js";
import type { Variable } from "../compile/unit.js";
import type { State } from "../runtime/state.js";
import { namesOf, type Target } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% set a, b = 1, 2 %}` and `{% set a | filter %} … {% endset %}` */
export const setTag = defineTag({
  name: "set",
  parse(parser) {
    const start = parser.advance();
    const target = parser.target({ namespace: true });
    if (parser.skipIf("assign")) {
      const node = parser.tuple({});
      return parser.node({ kind: "Assign", target, node, span: parser.spanFrom(start) });
    }
    const filter = parser.filters();
    const body = parser.statementsThrough("endset");
    return parser.node({ kind: "AssignBlock", target, filter, body, span: parser.spanFrom(start) });
  },
  handlers: {
    Assign: {
      // The value is read before the name is assigned.
      track(node, tracker) {
        tracker.visit(node.node);
        tracker.visit(node.target);
      },
      compile(node, frame, compiler) {
        const check = compileNamespaceCheck(node.target, frame, compiler);
        const value = compiler.expression(node.node, frame);
        const assign = compileAssignment(node.target, frame, compiler);
        return (state) => {
          check?.(state);
          assign(state, value(state));
          return undefined;
        };
      },
    },
    AssignBlock: {
      // The body is a scope of its own.
      track: (node, tracker) => tracker.visit(node.target),
      compile(node, frame, compiler) {
        const inner = frame.inner();
        // The body is captured, so it prints even where the template extends another.
        inner.checkOutput = false;
        compiler.tracker(inner).visitAll(node.body);
        const enter = compiler.enter(inner);
        const body = compiler.body(node.body, inner);
        const assign = compileAssignment(node.target, frame, compiler);
        const printed = frame.unit.unnamed().slot;
        const read = (state: State): Value => {
          const text = state.slots[printed] as string;
          return state.autoescape ? new Markup(text) : text;
        };
        const value = node.filter === undefined ? read : compiler.filtered(node.filter, inner, read);
        const leave = compiler.leave(inner);
        const run = capture(body, (state, text) => {
          state.slots[printed] = text;
          const result = value(state);
          const marked = state.autoescape && !(result instanceof Markup);
          assign(state, marked ? new Markup(state.text(result)) : result);
          leave(state);
        });
        return (state) => {
          enter?.(state);
          return run(state);
        };
      },
    },
  },
});

/** Assigns, and makes what is assigned at the top level known to others. */
function compileAssignment(target: Target, frame: Frame, compiler: Compiler): Assign {
  const assign = compileTarget(target, frame, compiler);
  const published = compiler
    .each(namesOf(target), frame, (name, scope) => ({
      slot: (scope.symbols.find(name) as Variable).slot,
      publish: exportName(name, scope),
    }))
    .filter((entry): entry is { slot: number; publish: Publish } => entry.publish !== undefined);
  if (published.length === 0) return assign;
  return (state, value) => {
    assign(state, value);
    for (const { slot, publish } of published) publish(state, state.slots[slot] as Value);
  };
}
