import type { Expression, Node } from "../syntax/nodes.js";
import { forEachChild } from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import type { Frame } from "./frame.js";

/**
 * Whether Jinja2 works the expression out while compiling. hookloom never does, since that would be work
 * outside of the budget; but in a few places it shows.
 */
export function isConstant(node: Expression, frame: Frame, compiler: Compiler): boolean {
  const { environment } = compiler;
  const check = (at: Node): boolean => {
    if (at.kind === "Name" || at.kind === "NSRef" || at.kind === "Call") return false;
    if (at.kind === "CondExpr" && at.otherwise === undefined) return false;
    if (at.kind === "Filter" || at.kind === "Test") {
      const definition = at.kind === "Filter" ? environment.filter(at.name) : environment.test(at.name);
      if (frame.escaping.volatile || definition === undefined || definition.usesContext === true)
        return false;
    }
    let constant = true;
    forEachChild(at, (child) => {
      constant &&= check(child);
    });
    return constant;
  };
  return check(node);
}
