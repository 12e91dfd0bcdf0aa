import { HookloomError } from "../../errors/error.js";
import { quoted } from "../../values/print.js";
import { stripSpace } from "../../values/text.js";
import { unmetered, type Value } from "../../values/value.js";
import type { Compiler } from "../compile/compiler.js";
import type { Frame } from "../compile/frame.js";
import { readVariable } from "../compile/variables.js";
import type { State } from "../runtime/state.js";
import type { Execute } from "../runtime/template-code.js";
import type { Block, Statement } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% block name scoped required %} … {% endblock name %}` */
export const blockTag = defineTag({
  name: "block",
  parse(parser) {
    const start = parser.advance();
    const name = parser.expect("name").text;
    const scoped = parser.skipIf("name", "scoped");
    const required = parser.skipIf("name", "required");
    if (parser.is("sub")) {
      parser.fail(
        "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
      );
    }
    const body = parser.statementsThrough("endblock");
    if (required && !body.every(isBlank)) {
      parser.fail("Required blocks can only contain comments or whitespace");
    }
    parser.skipIf("name", name);
    return parser.node({ kind: "Block", name, body, scoped, required, span: parser.spanFrom(start) });
  },
  handlers: {
    Block: {
      // A block is a function of its own, compiled with the template.
      track() {},
      compile(node, frame, compiler) {
        if (!frame.topLevel) return compileBlockCall(node, frame, compiler);
        // In a child template, the blocks at the top level only replace those of the parent.
        if (compiler.hasKnownExtends) return () => undefined;
        const run = compileBlockCall(node, frame, compiler);
        const { parentTemplate } = compiler;
        if (compiler.extendsSoFar === 0 || parentTemplate === undefined) return run;
        const extended = readVariable(parentTemplate, frame);
        return (state) => (extended(state) === undefined ? run(state) : undefined);
      },
    },
  },
});

function isBlank(node: Statement): boolean {
  return (
    node.kind === "Output" &&
    node.nodes.every((part) => part.kind === "TemplateData" && stripSpace(part.data) === "")
  );
}

function compileBlockCall(node: Block, frame: Frame, compiler: Compiler): Execute {
  const locals = node.scoped ? localValues(frame) : undefined;
  const place = compiler.place(node.span);
  return (state) => {
    const stack = state.context.blocks.get(node.name) ?? [];
    state.render.at = place;
    if (node.required && stack.length <= 1) {
      throw new HookloomError("runtime_error", `Required block ${quoted(node.name, unmetered)} not found`);
    }
    if (locals !== undefined) state.meter.spend(state.context.blocks.size);
    const context = locals === undefined ? state.context : state.context.derived(locals(state), state.meter);
    const [block] = stack;
    if (block !== undefined) state.write(block.render(context, state.render));
    return undefined;
  };
}

/** The local variables that have a value, by name: what a scoped block or an included template sees. */
export function localValues(frame: Frame): (state: State) => Map<string, Value> {
  const scopes = frame.symbols.localNames();
  return (state) => {
    const values = new Map<string, Value>();
    for (const names of scopes) {
      state.meter.spend(names.size);
      for (const [name, { unit, slot }] of names) {
        const value = state.around(frame.unit.depth - unit.depth).slots[slot];
        // A name without a value hides the one outside all the same.
        if (value === undefined) values.delete(name);
        else values.set(name, value);
      }
    }
    return values;
  };
}
