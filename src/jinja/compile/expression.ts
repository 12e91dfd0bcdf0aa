import type { Evaluate } from "../runtime/template-code.js";
import type { Expression } from "../syntax/nodes.js";
import { compileCall, compileFilter, compileTest } from "./call.js";
import type { Compiler, ExpressionHandlers } from "./compiler.js";
import type { Frame } from "./frame.js";
import { compileBinary, compileCompare, compileConcat, compileLogic, compileUnary } from "./operators.js";
import {
  compileAttribute,
  compileCondition,
  compileConst,
  compileDict,
  compileItem,
  compileList,
  compileName,
  compileTuple,
} from "./values.js";

/** How each kind of expression is compiled. */
type ExpressionCompilers = {
  readonly [Kind in Expression["kind"]]: (
    node: Extract<Expression, { kind: Kind }>,
    frame: Frame,
    compiler: Compiler,
  ) => Evaluate;
};

const compilers: ExpressionCompilers = {
  Const: compileConst,
  Name: compileName,
  // Only the targets of assignments are such references, and those are compiled by `compileTarget`.
  NSRef: (node, _frame, compiler) => compiler.fail("unexpected namespace reference", node),
  Tuple: compileTuple,
  List: compileList,
  Dict: compileDict,
  CondExpr: compileCondition,
  Filter: compileFilter,
  Test: compileTest,
  Call: compileCall,
  Getitem: compileItem,
  Getattr: compileAttribute,
  Concat: compileConcat,
  Compare: compileCompare,
  Binary: compileBinary,
  And: compileLogic,
  Or: compileLogic,
  Not: compileUnary,
  Neg: compileUnary,
  Pos: compileUnary,
};

export const expressionHandlers: ExpressionHandlers = {
  expression(node, frame, compiler) {
    const compile = compilers[node.kind] as ExpressionHandlers["expression"];
    return compile(node, frame, compiler);
  },
  filter: compileFilter,
};
