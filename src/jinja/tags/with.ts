import { type Assign, compileTarget } from "../compile/target.js";
import type { Evaluate } from "../runtime/template-code.js";
import type { Expression, Target } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% with a = 1, b = 2 %} … {% endwith %}` */
export const withTag = defineTag({
  name: "with",
  parse(parser) {
    const start = parser.advance();
    const targets: Target[] = [];
    const values: Expression[] = [];
    while (!parser.is("block_end")) {
      if (targets.length > 0) parser.expect("comma");
      targets.push(parser.target({}, "param"));
      parser.expect("assign");
      values.push(parser.expression());
    }
    const body = parser.statementsThrough("endwith");
    return parser.node({ kind: "With", targets, values, body, span: parser.spanFrom(start) });
  },
  handlers: {
    With: {
      // The values are read outside; the names are a scope of their own.
      track: (node, tracker) => tracker.visitAll(node.values),
      compile(node, frame, compiler) {
        const inner = frame.inner();
        const tracker = compiler.tracker(inner);
        for (const target of node.targets) tracker.parameters(target);
        tracker.visitAll(node.body);
        const enter = compiler.enter(inner);
        const assigns = compiler.each(node.targets, inner, compileTarget);
        const values = compiler.expressions(node.values, frame);
        const body = compiler.body(node.body, inner);
        const leave = compiler.leave(inner);
        return (state) => {
          enter?.(state);
          for (let index = 0; index < assigns.length; index += 1) {
            (assigns[index] as Assign)(state, (values[index] as Evaluate)(state));
          }
          const signal = body(state);
          leave(state);
          return signal;
        };
      },
    },
  },
});
