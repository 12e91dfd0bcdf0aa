import { compileTarget } from "../compile/target.js";
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
        compiler.track(inner, (tracker) => {
          for (const target of node.targets) tracker.parameters(target);
          tracker.visitAll(node.body);
        });
        const enter = compiler.enter(inner);
        const pairs = node.targets.map((target, index) => ({
          assign: compileTarget(target, inner, compiler),
          value: compiler.expression(node.values[index] as Expression, frame),
        }));
        const body = compiler.body(node.body, inner);
        const leave = compiler.leave(inner);
        return (state) => {
          enter?.(state);
          for (const { assign, value } of pairs) assign(state, value(state));
          const signal = body(state);
          leave(state);
          return signal;
        };
      },
    },
  },
});
