import type { Expression, Node } from "../jinja/syntax/nodes.js";
import type { Findings } from "./finding.js";

/** `a, b and c` */
export function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** What a filter, test or call behind an expression works on first. */
export function firstOperand(node: Expression): Expression {
  const inner =
    node.kind === "Filter" || node.kind === "Test" || node.kind === "Call" ? node.node : undefined;
  return inner === undefined ? node : firstOperand(inner);
}

/** Where the name of a filter or test stands in the piece of source that the node was read from. */
export function nameSpan(node: Node, name: string, findings: Findings): { start: number; end: number } {
  const at = findings.text(node.span).lastIndexOf(name);
  if (at < 0) return node.span;
  return { start: node.span.start + at, end: node.span.start + at + name.length };
}
