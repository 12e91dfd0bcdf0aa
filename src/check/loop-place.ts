import type { Compare, CompareOperator, Expression } from "../jinja/syntax/nodes.js";

/** Where a path is in the innermost loop; undefined for what is not known. */
export interface LoopPlace {
  readonly first: boolean | undefined;
  readonly last: boolean | undefined;
}

export const unknownPlace: LoopPlace = { first: undefined, last: undefined };

/** The attributes of `loop` that are numbers. */
export const loopNumbers: ReadonlySet<string> = new Set([
  "index",
  "index0",
  "revindex",
  "revindex0",
  "length",
  "depth",
  "depth0",
]);

/** The opposite, of what may not be known. */
export function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** What an attribute of `loop` is worth as a condition. */
export function loopTruth(attribute: string, { first, last }: LoopPlace): boolean | undefined {
  switch (attribute) {
    case "first":
      return first;
    case "last":
      return last;
    case "index0":
      return not(first);
    case "revindex0":
      return not(last);
    case "index":
    case "revindex":
    case "length":
      return true;
    default:
      return undefined;
  }
}

/** `loop.previtem is defined` and `loop.nextitem is defined` */
export function definedTruth(node: Expression, { first, last }: LoopPlace): boolean | undefined {
  if (node.kind !== "Getattr" || node.node.kind !== "Name" || node.node.name !== "loop") return undefined;
  if (node.attribute === "previtem") return not(first);
  return node.attribute === "nextitem" ? not(last) : undefined;
}

/** The attributes of `loop` that are a number at the first or last item, and more than it elsewhere. */
const edges: Readonly<Record<string, { edge: keyof LoopPlace; at: number }>> = {
  index: { edge: "first", at: 1 },
  index0: { edge: "first", at: 0 },
  revindex: { edge: "last", at: 1 },
  revindex0: { edge: "last", at: 0 },
};

/** `loop.index == 1`, `loop.index > 1`, `loop.index < loop.length` and their like. */
export function comparisonTruth({ node, operands }: Compare, loop: LoopPlace): boolean | undefined {
  const [operand] = operands;
  if (operand === undefined || operands.length > 1) return undefined;
  const { operator, node: right } = operand;
  const attribute = loopAttribute(node);
  if (attribute === undefined) return undefined;
  if (attribute === "index" && loopAttribute(right) === "length") return lastTruth(operator, loop.last);
  const edge = Object.hasOwn(edges, attribute) ? edges[attribute] : undefined;
  if (edge === undefined || right.kind !== "Const") return undefined;
  const isAtEdge = loop[edge.edge];
  if (right.value === edge.at) {
    switch (operator) {
      case "eq":
      case "lteq":
        return isAtEdge;
      case "ne":
      case "gt":
        return not(isAtEdge);
      case "gteq":
        return true;
      case "lt":
        return false;
      default:
        return undefined;
    }
  }
  // At the edge the number itself is known.
  if (isAtEdge !== true || typeof right.value !== "number") return undefined;
  return compareNumbers(operator, edge.at, right.value);
}

function lastTruth(operator: CompareOperator, last: boolean | undefined): boolean | undefined {
  if (operator === "eq" || operator === "gteq") return last;
  return operator === "ne" || operator === "lt" ? not(last) : undefined;
}

function compareNumbers(operator: CompareOperator, a: number, b: number): boolean | undefined {
  switch (operator) {
    case "eq":
      return a === b;
    case "ne":
      return a !== b;
    case "lt":
      return a < b;
    case "lteq":
      return a <= b;
    case "gt":
      return a > b;
    case "gteq":
      return a >= b;
    default:
      return undefined;
  }
}

function loopAttribute(node: Expression): string | undefined {
  return node.kind === "Getattr" && node.node.kind === "Name" && node.node.name === "loop"
    ? node.attribute
    : undefined;
}
