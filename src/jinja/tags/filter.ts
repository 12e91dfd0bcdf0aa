import { Markup } from "../../values/markup.js";
import { capture } from "../compile/capture.js";
import { defineTag } from "./tag.js";

/** `{% filter upper %} … {% endfilter %}` */
export const filterTag = defineTag({
  name: "filter",
  parse(parser) {
    const start = parser.advance();
    const filter = parser.inlineFilters();
    const body = parser.statementsThrough("endfilter");
    return parser.node({ kind: "FilterBlock", body, filter, span: parser.spanFrom(start) });
  },
  handlers: {
    FilterBlock: {
      // The rest is a scope of its own.
      track: (node, tracker) => tracker.visit(node.filter),
      compile(node, frame, compiler) {
        const inner = frame.inner();
        const tracker = compiler.tracker(inner);
        tracker.visitAll(node.body);
        tracker.visit(node.filter);
        const enter = compiler.enter(inner);
        const body = compiler.body(node.body, inner);
        const printed = frame.unit.unnamed().slot;
        const filtered = compiler.filtered(node.filter, inner, (state) => {
          const text = state.slots[printed] as string;
          return state.autoescape ? new Markup(text) : text;
        });
        const leave = compiler.leave(inner);
        const place = compiler.place(node.filter.span);
        const run = capture(body, (state, text) => {
          state.slots[printed] = text;
          const value = filtered(state);
          state.render.at = place;
          state.writeText(value);
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
