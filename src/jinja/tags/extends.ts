import { HookloomError } from "../../errors/error.js";
import type { Variable } from "../compile/unit.js";
import { readVariable } from "../compile/variables.js";
import { loadTemplate, TemplateValue } from "../runtime/load.js";
import type { State } from "../runtime/state.js";
import { defineTag } from "./tag.js";

/** `{% extends "parent" %}` */
export const extendsTag = defineTag({
  name: "extends",
  parse(parser) {
    const start = parser.advance();
    const template = parser.expression();
    return parser.node({ kind: "Extends", template, span: parser.spanFrom(start) });
  },
  handlers: {
    Extends: {
      compile(node, frame, compiler) {
        if (!frame.topLevel) compiler.fail("cannot use extend from a non top-level scope", node);
        const place = compiler.place(node.span);
        if (compiler.hasKnownExtends) return (state) => failAgain(place, state);
        const template = compiler.expression(node.template, frame);
        const parent = compiler.parentTemplate as Variable;
        const extended = readVariable(parent, frame);
        if (frame.rootLevel) compiler.hasKnownExtends = true;
        compiler.extendsSoFar += 1;
        return (state) => {
          if (extended(state) !== undefined) failAgain(place, state);
          const name = template(state);
          state.render.at = place;
          const code = loadTemplate(name, state);
          for (const [blockName, block] of code.blocks) {
            const stack = state.context.blocks.get(blockName);
            if (stack === undefined) state.context.blocks.set(blockName, [block]);
            else stack.push(block);
          }
          state.slots[parent.slot] = new TemplateValue(code);
          return undefined;
        };
      },
    },
  },
});

function failAgain(place: number, state: State): never {
  state.render.at = place;
  throw new HookloomError("runtime_error", "extended multiple times");
}
