import { includedTemplate, moduleOf } from "../runtime/load.js";
import type { Expression } from "../syntax/nodes.js";
import type { Parser } from "../syntax/parser.js";
import { isName } from "../syntax/token-stream.js";
import { localValues } from "./block.js";
import { defineTag } from "./tag.js";

/** `with context` or `without context`, or what is so without either. */
export function parseContext(parser: Parser, fallback: boolean): boolean {
  const given = parser.isName("with") || parser.isName("without");
  if (!given || !isName(parser.following, "context")) return fallback;
  const withContext = parser.advance().text === "with";
  parser.advance();
  return withContext;
}

/** `{% include "name" ignore missing without context %}` */
export const includeTag = defineTag({
  name: "include",
  parse(parser) {
    const start = parser.advance();
    const template: Expression = parser.expression();
    const ignoreMissing = parser.isName("ignore") && isName(parser.following, "missing");
    if (ignoreMissing) {
      parser.advance();
      parser.advance();
    }
    const withContext = parseContext(parser, true);
    const span = parser.spanFrom(start);
    return parser.node({ kind: "Include", template, withContext, ignoreMissing, span });
  },
  handlers: {
    Include: {
      compile(node, frame, compiler) {
        const template = compiler.expression(node.template, frame);
        const locals = localValues(frame);
        const place = compiler.place(node.span);
        const { ignoreMissing, withContext } = node;
        return (state) => {
          const { render } = state;
          const name = template(state);
          render.at = place;
          const code = includedTemplate(name, state, ignoreMissing);
          if (code === undefined) return undefined;
          if (!withContext) {
            state.write(moduleOf(code, state).body);
            return undefined;
          }
          const context = render.context(code, state.context.scopesWith(locals(state), state.meter));
          state.write(code.root(context, render));
          return undefined;
        };
      },
    },
  },
});
