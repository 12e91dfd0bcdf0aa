import { exportName } from "../compile/export.js";
import { compileMacro } from "../compile/macro.js";
import type { Variable } from "../compile/unit.js";
import type { Expression, MacroParts, Name } from "../syntax/nodes.js";
import type { Parser } from "../syntax/parser.js";
import { defineTag } from "./tag.js";

/** The parameters of a macro or call block, in parentheses. */
export function parseSignature(parser: Parser): Pick<MacroParts, "args" | "defaults"> {
  const args: Name[] = [];
  const defaults: Expression[] = [];
  parser.expect("lparen");
  while (!parser.is("rparen")) {
    if (args.length > 0) parser.expect("comma");
    const arg = parser.targetName("param");
    if (parser.skipIf("assign")) defaults.push(parser.expression());
    else if (defaults.length > 0) parser.fail("non-default argument follows default argument");
    args.push(arg);
  }
  parser.expect("rparen");
  return { args, defaults };
}

/** `{% macro name(a, b=1) %} … {% endmacro %}` */
export const macroTag = defineTag({
  name: "macro",
  parse(parser) {
    const start = parser.advance();
    const { name } = parser.targetName();
    const { args, defaults } = parseSignature(parser);
    const body = parser.statementsThrough("endmacro");
    return parser.node({ kind: "Macro", name, args, defaults, body, span: parser.spanFrom(start) });
  },
  handlers: {
    Macro: {
      // The rest is a scope of its own.
      track: (node, tracker) => tracker.symbols.store(node.name),
      compile(node, frame, compiler) {
        const macro = compileMacro(node, frame, compiler);
        const { slot } = frame.symbols.find(node.name) as Variable;
        const publish = exportName(node.name, frame);
        return (state) => {
          const value = macro(state);
          state.slots[slot] = value;
          publish?.(state, value);
          return undefined;
        };
      },
    },
  },
});
