import { Dict } from "../../values/dict.js";
import { prettyPrint } from "../builtins/format/pretty-print.js";
import { defineTag } from "./tag.js";

/** `{% debug %}`, of the extension `debug`: what the template can use, by name */
export const debugTag = defineTag({
  name: "debug",
  parse(parser) {
    const start = parser.advance();
    return parser.node({ kind: "Debug", span: parser.spanFrom(start) });
  },
  handlers: {
    Debug: {
      compile(node, _frame, compiler) {
        const place = compiler.place(node.span);
        return (state) => {
          const { environment } = state.render;
          state.render.at = place;
          const report = Dict.fromEntries([
            ["context", Dict.fromEntries(state.context.all(state.meter))],
            ["filters", environment.filterNames()],
            ["tests", environment.testNames()],
          ]);
          state.write(prettyPrint(report, state.meter, { depth: 3, compact: true }));
          return undefined;
        };
      },
    },
  },
});
