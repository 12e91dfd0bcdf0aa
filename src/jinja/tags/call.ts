import { compileCall } from "../compile/call.js";
import { compileMacro } from "../compile/macro.js";
import { parseSignature } from "./macro.js";
import { defineTag } from "./tag.js";

/** `{% call(a) macro(b) %} … {% endcall %}` */
export const callTag = defineTag({
  name: "call",
  parse(parser) {
    const start = parser.advance();
    const signature = parser.is("lparen") ? parseSignature(parser) : { args: [], defaults: [] };
    const call = parser.expression();
    if (call.kind !== "Call") return parser.fail("expected call", start);
    const body = parser.statementsThrough("endcall");
    const span = parser.spanFrom(start);
    return parser.node({ kind: "CallBlock", call, ...signature, body, span });
  },
  handlers: {
    CallBlock: {
      // The rest is a scope of its own.
      track: (node, tracker) => tracker.visit(node.call),
      compile(node, frame, compiler) {
        const caller = compileMacro(node, frame, compiler);
        const call = compileCall(node.call, frame, compiler, caller);
        const place = compiler.place(node.span);
        return (state) => {
          const value = call(state);
          state.render.at = place;
          state.writeText(value);
          return undefined;
        };
      },
    },
  },
});
