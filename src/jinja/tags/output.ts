import { escaped } from "../../values/markup.js";
import { text } from "../../values/print.js";
import type { Value } from "../../values/value.js";
import type { Compiler, StatementHandler } from "../compile/compiler.js";
import { isConstant } from "../compile/constant.js";
import type { Frame } from "../compile/frame.js";
import { readVariable } from "../compile/variables.js";
import { failOutput, type State } from "../runtime/state.js";
import type { Evaluate, Execute } from "../runtime/template-code.js";
import { type Expression, nodesIn, type Output } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** Text and `{{ expressions }}`. It has no tag of its own: the parser makes it of what is between tags. */
export const output: StatementHandler<Output> = {
  compile(node, frame, compiler): Execute {
    // Outside of blocks, a template that extends another prints nothing.
    if (frame.checkOutput && compiler.hasKnownExtends) return () => undefined;
    // The text in front of each expression, and at last what follows the last one.
    const texts: string[] = [""];
    const expressions: Printed[] = [];
    for (const part of node.nodes) {
      if (part.kind === "TemplateData") texts[texts.length - 1] += part.data;
      else {
        expressions.push(printed(part, frame, compiler));
        texts.push("");
      }
    }
    const write = writer(texts, expressions);
    const { parentTemplate } = compiler;
    if (!frame.checkOutput || parentTemplate === undefined) return write;
    const extended = readVariable(parentTemplate, frame);
    return (state) => (extended(state) === undefined ? write(state) : undefined);
  },
};

/** An expression that is printed. */
interface Printed {
  readonly evaluate: Evaluate;
  readonly place: number;
  readonly print: Print;
}

function printed(part: Expression, frame: Frame, compiler: Compiler): Printed {
  const plain = printedIn(part, frame, compiler);
  if (!compiler.kinds.has("Slice") || !isConstant(part, frame, compiler) || !hasSlice(part)) return plain;
  // Jinja2 takes the slices of constants while compiling and, if that fails, once more while rendering.
  const folded = printedIn(part, frame.folding(), compiler);
  const evaluate: Evaluate = (state) => {
    try {
      return textOf(folded, state);
    } catch {
      return textOf(plain, state);
    }
  };
  return { ...plain, evaluate, print: printPlain };
}

function hasSlice(part: Expression): boolean {
  return nodesIn(part).some((at) => at.kind === "Slice");
}

function printedIn(part: Expression, frame: Frame, compiler: Compiler): Printed {
  const evaluate = compiler.expression(part, frame);
  return { evaluate, place: compiler.place(part.span), print: printer(part, frame, compiler) };
}

function textOf({ evaluate, place, print }: Printed, state: State): string {
  const value = evaluate(state);
  if (typeof value === "string" && print === printPlain) return value;
  state.render.at = place;
  return print(value, state);
}

type Print = (value: Value, state: State) => string;
const printPlain: Print = (value, state) => text(value, state.meter);
const printEscaped: Print = (value, state) => escaped(value, state.meter);
const printVolatile: Print = (value, state) => (state.autoescape ? printEscaped : printPlain)(value, state);

/** Jinja2 prints constants while compiling, even where only the render knows whether to escape. */
function printer(part: Expression, frame: Frame, compiler: Compiler): Print {
  const { autoescape, volatile } = frame.escaping;
  if (volatile && !isConstant(part, frame, compiler)) return printVolatile;
  return autoescape ? printEscaped : printPlain;
}

function writer(texts: readonly string[], expressions: readonly Printed[]): Execute {
  const [only = ""] = texts;
  if (expressions.length === 0) {
    return (state) => {
      state.write(only);
      return undefined;
    };
  }
  return (state) => {
    for (let index = 0; index < expressions.length; index += 1) {
      const piece = textOf(expressions[index] as Printed, state);
      state.out += (texts[index] as string) + piece;
      if (piece.length >= 64) state.meter.spend(piece.length >> 6);
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
