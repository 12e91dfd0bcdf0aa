import { truth } from "../../values/truth.js";
import { defineTag } from "./tag.js";

/** `{% autoescape true %} … {% endautoescape %}` */
export const autoescapeTag = defineTag({
  name: "autoescape",
  parse(parser) {
    const start = parser.advance();
    const enabled = parser.expression();
    const body = parser.statementsThrough("endautoescape");
    return parser.node({ kind: "Autoescape", enabled, body, span: parser.spanFrom(start) });
  },
  handlers: {
    Autoescape: {
      // All of it is a scope of its own.
      track() {},
      compile(node, frame, compiler) {
        const inner = frame.inner();
        const tracker = compiler.tracker(inner);
        tracker.visit(node.enabled);
        tracker.visitAll(node.body);
        const enter = compiler.enter(inner);
        const enabled = compiler.expression(node.enabled, inner);
        const { escaping } = inner;
        const outside = { ...escaping };
        if (node.enabled.kind === "Const") escaping.autoescape = truth(node.enabled.value);
        else escaping.volatile = true;
        const body = compiler.body(node.body, inner);
        Object.assign(escaping, outside);
        const leave = compiler.leave(inner);
        return (state) => {
          enter?.(state);
          const escapes = state.context.escaping;
          const before = escapes.autoescape;
          escapes.autoescape = truth(enabled(state));
          const signal = body(state);
          escapes.autoescape = before;
          leave(state);
          return signal;
        };
      },
    },
  },
});
