import type { Compiler } from "../compile/compiler.js";
import type { Frame } from "../compile/frame.js";
import type { Signal } from "../runtime/template-code.js";
import type { Break, Continue } from "../syntax/nodes.js";
import { defineTag } from "./tag.js";

/** `{% break %}`, of the extension `loopcontrols` */
export const breakTag = defineTag({
  name: "break",
  parse(parser) {
    const start = parser.advance();
    return parser.node({ kind: "Break", span: parser.spanFrom(start) });
  },
  handlers: {
    Break: { compile: (node, frame, compiler) => signal(node, "break", frame, compiler) },
  },
});

/** `{% continue %}`, of the extension `loopcontrols` */
export const continueTag = defineTag({
  name: "continue",
  parse(parser) {
    const start = parser.advance();
    return parser.node({ kind: "Continue", span: parser.spanFrom(start) });
  },
  handlers: {
    Continue: { compile: (node, frame, compiler) => signal(node, "continue", frame, compiler) },
  },
});

function signal(node: Break | Continue, word: Signal, frame: Frame, compiler: Compiler): () => Signal {
  if (!frame.inLoop) compiler.failLater(`'${word}' outside loop`, node);
  return () => word;
}
