import type { Expression, Getattr, Node } from "../jinja/syntax/nodes.js";
import type { Findings } from "./finding.js";

/** `a, b and c` */
export function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** The attribute that an expression ends in, if it is one of the request's. */
export function lastName(node: Expression): Getattr | undefined {
  if (node.kind === "Binary" && node.operator === "sub") return lastName(node.left);
  return node.kind === "Getattr" && isOfBody(node.node) ? node : undefined;
}

/** What a filter, test or call behind an expression works on first. */
export function firstOperand(node: Expression): Expression {
  const inner =
    node.kind === "Filter" || node.kind === "Test" || node.kind === "Call" ? node.node : undefined;
  return inner === undefined ? node : firstOperand(inner);
}

/** Whether it is the body, or something in it. */
export function isOfBody(node: Expression): boolean {
  if (node.kind === "Name") return node.name === "body" || node.name === "headers";
  return (node.kind === "Getattr" || node.kind === "Getitem") && isOfBody(node.node);
}

/** Where the name of a filter or test stands in the piece of source that the node was read from. */
export function nameSpan(node: Node, name: string, findings: Findings): { start: number; end: number } {
  const at = findings.text(node.span).lastIndexOf(name);
  if (at < 0) return node.span;
  return { start: node.span.start + at, end: node.span.start + at + name.length };
}
