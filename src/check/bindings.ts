import type { Call, Expression, Macro, Node, Statement, Target, Template } from "../jinja/syntax/nodes.js";
import { forEachChild } from "../jinja/syntax/nodes.js";

/** What a template gives names to, over all of it. */
export interface Bindings {
  /** How often each name is given a meaning, by whatever means. */
  readonly counts: ReadonlyMap<string, number>;
  /** The macros whose names mean nothing else. */
  readonly macros: ReadonlyMap<string, Macro>;
  /** What names are set to that are set only once. */
  readonly values: ReadonlyMap<string, Expression>;
  /** Names of namespaces whose attributes are set nowhere but at the top, in branches and in loops. */
  readonly namespaces: ReadonlySet<string>;
  /** Names that are called nowhere but in a `{{ name() }}` of that kind. */
  readonly printedCalls: ReadonlySet<string>;
  /** How often each condition is asked, by its text. */
  readonly conditions: ReadonlyMap<string, number>;
  /** Whether the template extends another, so that what stands in it is not what it prints. */
  readonly isExtending: boolean;
}

/** Bodies that run at another time than where they stand, or more than once. */
const apart: ReadonlySet<string> = new Set(["Macro", "CallBlock", "AssignBlock", "FilterBlock", "Block"]);

/** Looks through a whole template for what it gives names to. */
export function readBindings(template: Template): Bindings {
  const counts = new Map<string, number>();
  const macros = new Map<string, Macro>();
  const values = new Map<string, Expression>();
  const namespaces = new Set<string>();
  const unfit = new Set<string>();
  const called = new Set<string>();
  const conditions = new Map<string, number>();
  let isExtending = false;

  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  const ask = (test: Expression) => {
    for (const part of partsOf(test)) {
      const key = conditionKey(part);
      conditions.set(key, (conditions.get(key) ?? 0) + 1);
    }
  };
  const visit = (node: Node, isApart: boolean): void => {
    switch (node.kind) {
      case "Name":
        if (node.context !== "load") count(node.name);
        break;
      case "NSRef":
        if (isApart) unfit.add(node.name);
        else namespaces.add(node.name);
        break;
      case "Macro":
        count(node.name);
        macros.set(node.name, node);
        break;
      case "Import":
        count(node.target);
        break;
      case "FromImport":
        for (const { alias } of node.names) count(alias);
        break;
      case "Assign":
        if (node.target.kind === "Name") values.set(node.target.name, node.node);
        break;
      case "Extends":
        isExtending = true;
        break;
      case "Output":
        for (const part of node.nodes) {
          const leaves = part.kind === "TemplateData" ? [] : leavesOf(part);
          for (const leaf of leaves) if (isPlainCall(leaf) && !isApart) called.add(leaf.node.name);
        }
        break;
      case "If":
        for (const branch of node.branches) ask(branch.test);
        break;
      case "CondExpr":
        ask(node.test);
        break;
      case "For":
        ask(emptiness(node.iter));
        if (node.target.kind === "Name" && isCallOf(node.iter, "range")) {
          values.set(node.target.name, { kind: "Const", value: 0, span: node.target.span });
        }
        break;
      default:
    }
    forEachChild(node, (child) => visit(child, isApart || apart.has(node.kind)));
  };
  visit(template, false);

  // A call that is printed is visited as a call, too: names are told apart by how often they are read.
  const reads = new Map<string, number>();
  const prints = new Map<string, number>();
  countReads(template, false, reads, prints);
  const only = (name: string) => counts.get(name) === 1;
  return {
    counts,
    macros: new Map([...macros].filter(([name]) => only(name))),
    values: new Map([...values].filter(([name]) => only(name))),
    namespaces: new Set(
      [...namespaces].filter(
        (name) => !unfit.has(name) && only(name) && isCallOf(values.get(name), "namespace"),
      ),
    ),
    printedCalls: new Set([...called].filter((name) => reads.get(name) === prints.get(name))),
    conditions,
    isExtending,
  };
}

function countReads(
  node: Node,
  isApart: boolean,
  reads: Map<string, number>,
  prints: Map<string, number>,
): void {
  const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  if (node.kind === "Name" && node.context === "load") add(reads, node.name);
  if (node.kind === "Output" && !isApart) {
    for (const part of node.nodes) {
      const leaves = part.kind === "TemplateData" ? [] : leavesOf(part);
      for (const leaf of leaves) if (isPlainCall(leaf)) add(prints, leaf.node.name);
    }
  }
  forEachChild(node, (child) => countReads(child, isApart || apart.has(node.kind), reads, prints));
}

/** The expressions of which one is what `a if b else c` prints. */
export function leavesOf(expression: Expression): Expression[] {
  if (expression.kind !== "CondExpr") return [expression];
  return [expression.value, ...(expression.otherwise === undefined ? [] : [expression.otherwise])].flatMap(
    leavesOf,
  );
}

/** `name()` with nothing in the parentheses. */
export function isPlainCall(node: Expression): node is Call & { node: { kind: "Name"; name: string } } {
  return (
    node.kind === "Call" &&
    node.node.kind === "Name" &&
    node.args.length === 0 &&
    node.kwargs.length === 0 &&
    node.dynArgs === undefined &&
    node.dynKwargs === undefined
  );
}

function isCallOf(value: Expression | undefined, name: string): value is Call {
  return value?.kind === "Call" && value.node.kind === "Name" && value.node.name === name;
}

const views: ReadonlySet<string> = new Set(["items", "keys", "values"]);
const copies: ReadonlySet<string> = new Set(["dictsort", "items", "list", "sort"]);

/** What a loop goes over is empty exactly if this is: `x` for `x.items()` and `x|list`. */
export function emptiness(iter: Expression): Expression {
  if (iter.kind === "Filter" && copies.has(iter.name) && iter.node !== undefined) return emptiness(iter.node);
  if (iter.kind === "Call" && iter.node.kind === "Getattr" && views.has(iter.node.attribute)) {
    return emptiness(iter.node.node);
  }
  return iter;
}

/** A condition and those that it is made of. */
function partsOf(test: Expression): Expression[] {
  if (test.kind === "Not") return partsOf(test.node);
  if (test.kind === "And" || test.kind === "Or") return [test, ...test.nodes.flatMap(partsOf)];
  return [test];
}

const conditionKeys = new WeakMap<Expression, string>();

/** A text that is the same for the same expression, wherever it stands. */
export function conditionKey(test: Expression): string {
  let key = conditionKeys.get(test);
  if (key === undefined) {
    key = writeKey(test);
    conditionKeys.set(test, key);
  }
  return key;
}

function writeKey(test: Expression): string {
  return JSON.stringify(test, (name, value: unknown) => {
    if (name === "span") return undefined;
    return typeof value === "bigint" ? `${value}n` : value;
  });
}

/** The names that are read in an expression. */
export function namesIn(node: Node): Set<string> {
  const names = new Set<string>();
  const visit = (at: Node): void => {
    if (at.kind === "Name") names.add(at.name);
    forEachChild(at, visit);
  };
  visit(node);
  return names;
}

/** The names that a target assigns to. */
export function namesOf(target: Target): string[] {
  if (target.kind === "Name") return [target.name];
  return target.kind === "Tuple" ? target.items.flatMap((item) => namesOf(item as Target)) : [];
}

/** The names that statements give a meaning to, at any depth. */
export function namesSetIn(nodes: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === "Name" && node.context !== "load") names.add(node.name);
    else if (node.kind === "Macro") names.add(node.name);
    else if (node.kind === "Import") names.add(node.target);
    else if (node.kind === "FromImport") for (const { alias } of node.names) names.add(alias);
    forEachChild(node, visit);
  };
  for (const node of nodes) visit(node);
  return names;
}
