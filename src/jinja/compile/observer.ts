import type { Source } from "../../errors/source.js";
import type { Evaluate, Execute } from "../runtime/template-code.js";
import type { Expression, Statement } from "../syntax/nodes.js";

/** Sees all that a template is compiled to, and may put something of its own around each piece. */
export interface Observer {
  expression(node: Expression, evaluate: Evaluate, source: Source): Evaluate;
  /** @param compile compiles the statement and all inside it */
  statement(node: Statement, compile: () => Execute, source: Source): Execute;
}
