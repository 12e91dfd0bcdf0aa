import { escaped } from "../../values/markup.js";
import { text } from "../../values/print.js";
import type { Value } from "../../values/value.js";
import type { StatementHandler } from "../compile/compiler.js";
import { readVariable } from "../compile/variables.js";
import { failOutput, type State } from "../runtime/state.js";
import type { Evaluate, Execute } from "../runtime/template-code.js";
import type { Expression, Output } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** Text and `{{ expressions }}`. It has no tag of its own: the parser makes it of what is between tags. */
export const output: StatementHandler<Output> = {
  compile(node, frame, compiler): Execute {
    // The text in front of each expression, and at last what follows the last one.
    const texts: string[] = [""];
    const expressions: Evaluate[] = [];
    for (const part of node.nodes) {
      if (part.kind === "TemplateData") texts[texts.length - 1] += part.data;
      else {
        expressions.push(printed(compiler.expression(part, frame), compiler.place(part.span)));
        texts.push("");
      }
    }
    const { autoescape, volatile } = frame.escaping;
    const print = volatile ? printVolatile : autoescape ? printEscaped : printPlain;
    const write = writer(texts, expressions, print);
    if (!frame.checkOutput) return write;
    // Outside of blocks, a template that extends another prints nothing.
    const { parentTemplate } = compiler;
    if (compiler.hasKnownExtends || parentTemplate === undefined) return () => undefined;
    const extended = readVariable(parentTemplate, frame);
    return (state) => (extended(state) === undefined ? write(state) : undefined);
  },
};

/** Sets the place again once the value is there, for the printing of it. */
function printed(evaluate: Evaluate, place: number): Evaluate {
  return (state) => {
    const value = evaluate(state);
    state.render.at = place;
    return value;
  };
}

type Print = (value: Value, state: State) => string;
const printPlain: Print = (value, state) => text(value, state.meter);
const printEscaped: Print = (value, state) => escaped(value, state.meter);
const printVolatile: Print = (value, state) => (state.autoescape ? printEscaped : printPlain)(value, state);

function writer(texts: readonly string[], expressions: readonly Evaluate[], print: Print): Execute {
  const [only = ""] = texts;
  if (expressions.length === 0) {
    return (state) => {
      state.write(only);
      return undefined;
    };
  }
  return (state) => {
    for (let index = 0; index < expressions.length; index += 1) {
      const piece = print((expressions[index] as Evaluate)(state), state);
      state.out += (texts[index] as string) + piece;
      state.meter.spend(piece.length >> 6);
      if (state.out.length > state.meter.limits.output) failOutput(state.meter.limits.output);
    }
    state.write(texts[expressions.length] as string);
    return undefined;
  };
}

/** `{% print a, b %}` */
export const printTag = defineTag({
  name: "print",
  parse(parser) {
    const start = parser.advance();
    const nodes: Expression[] = [];
    while (!parser.is("block_end")) {
      if (nodes.length > 0) parser.expect("comma");
      nodes.push(parser.expression());
    }
    return parser.node({ kind: "Output", nodes, span: parser.spanFrom(start) });
  },
  handlers: { Output: output },
});
