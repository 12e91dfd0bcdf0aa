import { type Expression, nodesIn } from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";

/**
 * Whether Jinja2 works the expression out while compiling. hookloom never does, since that would be work
 * outside of the budget; but in a few places it shows.
 */
export function isConstant(node: Expression, frame: Frame, compiler: Compiler): boolean {
  const { environment } = compiler;
  return nodesIn(node).every((at) => {
    if (at.kind === "Name" || at.kind === "NSRef" || at.kind === "Call") return false;
    if (at.kind === "CondExpr") return at.otherwise !== undefined;
    if (at.kind !== "Filter" && at.kind !== "Test") return true;
    const definition = at.kind === "Filter" ? environment.filter(at.name) : environment.test(at.name);
    return !frame.escaping.volatile && definition !== undefined && definition.usesContext !== true;
  });
}
