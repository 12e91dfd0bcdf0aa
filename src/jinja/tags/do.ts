import { defineTag } from "./tag.js";

/** `{% do expression %}`, of the extension `do` */
export const doTag = defineTag({
  name: "do",
  parse(parser) {
    const start = parser.advance();
    const node = parser.tuple({});
    return parser.node({ kind: "ExprStmt", node, span: parser.spanFrom(start) });
  },
  handlers: {
    ExprStmt: {
      compile(node, frame, compiler) {
        const expression = compiler.expression(node.node, frame);
        return (state) => {
          expression(state);
          return undefined;
        };
      },
    },
  },
});
