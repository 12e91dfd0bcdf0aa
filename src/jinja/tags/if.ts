import { truth } from "../../values/truth.js";
import type { Branch, Node, Statement } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% if a %} … {% elif b %} … {% else %} … {% endif %}` */
export const ifTag = defineTag({
  name: "if",
  parse(parser) {
    const start = parser.advance();
    const branches: Branch[] = [];
    for (let at = start; ; at = parser.advance()) {
      const test = parser.tuple({ conditional: false });
      const body = parser.statements("elif", "else", "endif");
      branches.push(parser.node({ kind: "Branch", test, body, span: parser.spanFrom(at) }));
      if (!parser.isName("elif")) break;
    }
    const hasElse = parser.advance().text === "else";
    const otherwise = hasElse ? parser.statementsThrough("endif") : [];
    return parser.node({ kind: "If", branches, otherwise, span: parser.spanFrom(start) });
  },
  handlers: {
    If: {
      track(node, tracker) {
        const [first, ...others] = node.branches as [Branch, ...Branch[]];
        tracker.visit(first.test);
        const visitAll = (nodes: readonly Statement[]) => ({
          visit: () => tracker.visitAll(nodes),
          length: lengthOf(nodes),
        });
        tracker.symbols.branches([
          visitAll(first.body),
          {
            visit() {
              for (const branch of others) {
                tracker.visit(branch.test);
                tracker.symbols.branches([visitAll(branch.body)]);
              }
            },
            length: lengthOf(others),
          },
          visitAll(node.otherwise),
        ]);
      },
      compile(node, frame, compiler) {
        const inside = frame.conditional();
        const branches = compiler.each(node.branches, inside, ({ test, body }, scope, own) => ({
          test: own.expression(test, scope),
          place: own.place(test.span),
          body: own.body(body, scope),
        }));
        const otherwise = compiler.body(node.otherwise, inside);
        return (state) => {
          for (let index = 0; index < branches.length; index += 1) {
            const { test, place, body } = branches[index] as (typeof branches)[number];
            const value = test(state);
            state.render.at = place;
            if (truth(value)) return body(state);
          }
          return otherwise(state);
        };
      },
    },
  },
});

/** How much of the source nodes that follow one another take. */
function lengthOf(nodes: readonly Node[]): number {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first === undefined || last === undefined ? 0 : last.span.end - first.span.start;
}
