import type { Environment } from "../jinja/environment.js";
import type { Call, Expression, Macro, Node, Statement, TemplateNode } from "../jinja/syntax/nodes.js";
import { forEachChild, namesOf, nodesIn } from "../jinja/syntax/nodes.js";
import { isBuiltin, isHostFilter } from "./builtins.js";

/** What a template gives names to, over all of it. */
export interface Bindings {
  /** How often each name is given a meaning, by whatever means. */
  readonly counts: ReadonlyMap<string, number>;
  /** The macros whose names mean nothing else. */
  readonly macros: ReadonlyMap<string, Macro>;
  /** What names are set to that are set only once. */
  readonly values: ReadonlyMap<string, Expression>;
  /** Names of namespaces that are used in one body and by one name only, so that nothing sets attributes unseen. */
  readonly namespaces: ReadonlySet<string>;
  /** Names that are used in one body only, and there for nothing but `{{ name() }}`. */
  readonly printedCalls: ReadonlySet<string>;
  /** The filters that it uses and the host has given, be it in the place of one of ours. */
  readonly hostFilters: ReadonlySet<string>;
  /** Whether the template makes objects that change: namespaces and cyclers. */
  readonly hasObjects: boolean;
  /** How often each condition is asked, by its key. */
  readonly conditions: ReadonlyMap<string, number>;
  readonly conditionKeys: ConditionKeys;
  /** Whether the template extends another, so that what stands in it is not what it prints. */
  readonly isExtending: boolean;
}

/** Bodies that run at another time than where they stand, or more than once. */
const apart: ReadonlySet<string> = new Set(["Macro", "CallBlock", "AssignBlock", "FilterBlock", "Block"]);

/** Looks through a whole template for what it gives names to. */
export function readBindings(template: TemplateNode, environment: Environment): Bindings {
  const counts = new Map<string, number>();
  const macros = new Map<string, Macro>();
  const values = new Map<string, Expression>();
  const namespaces = new Set<string>();
  const conditions = new Map<string, number>();
  const conditionKeys = new ConditionKeys();
  const hostFilters = new Set<string>();
  let isExtending = false;

  const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  const ask = (test: Expression) => {
    for (const part of partsOf(test)) {
      add(conditions, conditionKeys.of(part));
    }
  };
  // How often names are read, how often of that as a printed call, and in which bodies they are used.
  const reads = new Map<string, number>();
  const prints = new Map<string, number>();
  const attributes = new Map<string, number>();
  const homes = new Map<string, Set<Node>>();
  const visit = (node: Node, home: Node): void => {
    const lives = (name: string) => homes.set(name, (homes.get(name) ?? new Set()).add(home));
    switch (node.kind) {
      case "Name":
        if (node.context === "load") add(reads, node.name);
        else add(counts, node.name);
        lives(node.name);
        break;
      case "NSRef":
        namespaces.add(node.name);
        lives(node.name);
        break;
      case "Macro":
        add(counts, node.name);
        macros.set(node.name, node);
        break;
      case "Import":
        add(counts, node.target);
        break;
      case "FromImport":
        for (const { alias } of node.names) add(counts, alias);
        break;
      case "Assign":
        if (node.target.kind === "Name") values.set(node.target.name, node.node);
        break;
      case "Extends":
        isExtending = true;
        break;
      case "Filter":
        if (isHostFilter(node.name, environment)) hostFilters.add(node.name);
        break;
      case "Output":
        for (const part of node.nodes) {
          const leaves = part.kind === "TemplateData" ? [] : leavesOf(part);
          for (const leaf of leaves) if (isPlainCall(leaf)) add(prints, leaf.node.name);
        }
        break;
      case "Getattr":
        if (node.node.kind === "Name") add(attributes, node.node.name);
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
    forEachChild(node, (child) => visit(child, apart.has(node.kind) ? node : home));
  };
  visit(template, template);
  const hasOneHome = (name: string) => homes.get(name)?.size === 1;
  const only = (name: string) => counts.get(name) === 1;
  const isNamespace = (name: string) =>
    only(name) &&
    hasOneHome(name) &&
    (reads.get(name) ?? 0) === (attributes.get(name) ?? 0) &&
    isCallOf(values.get(name), "namespace") &&
    isBuiltin("global", "namespace", environment);
  return {
    counts,
    macros: new Map([...macros].filter(([name]) => only(name))),
    values: new Map([...values].filter(([name]) => only(name))),
    // What sets attributes by another name might set those of any namespace.
    namespaces: new Set([...namespaces].every(isNamespace) ? namespaces : []),
    // What a call prints is known of Jinja2's own joiner only.
    printedCalls: new Set(
      [...(isBuiltin("global", "joiner", environment) ? prints : [])]
        .filter(([name, count]) => reads.get(name) === count && hasOneHome(name))
        .map(([name]) => name),
    ),
    hostFilters,
    hasObjects: namespaces.size > 0 || reads.has("namespace") || reads.has("cycler"),
    conditions,
    conditionKeys,
    isExtending,
  };
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

/** A call of what has that name. */
export function isCallOf(value: Expression | undefined, name: string): value is Call {
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

/** Texts that are the same for the same expression, wherever it stands, and short however large it is. */
export class ConditionKeys {
  readonly #keys = new Map<object, string>();
  readonly #numbers = new Map<string, string>();

  of(test: object): string {
    let key = this.#keys.get(test);
    if (key === undefined) {
      let written = "";
      for (const [name, value] of Object.entries(test)) {
        if (name !== "span") written += `${name}=${this.#write(value)};`;
      }
      key = this.#numbers.get(written) ?? `#${this.#numbers.size}`;
      this.#numbers.set(written, key);
      this.#keys.set(test, key);
    }
    return key;
  }

  #write(value: unknown): string {
    if (typeof value === "string") return JSON.stringify(value);
    if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
    if (!Array.isArray(value)) return this.of(value);
    let written = "";
    for (const item of value) written += `${this.#write(item)},`;
    return written;
  }
}

/** The names that are read in an expression. */
export function namesIn(node: Node): Set<string> {
  return new Set(nodesIn(node).flatMap((at) => (at.kind === "Name" ? [at.name] : [])));
}

/** The names that statements give a meaning to in the scope that they stand in. */
export function namesSetHere(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.kind) {
      case "Assign":
      case "AssignBlock":
        return namesOf(node.target);
      case "Macro":
        return [node.name];
      case "Import":
        return [node.target];
      case "FromImport":
        return node.names.map(({ alias }) => alias);
      case "If":
        return [...node.branches.flatMap(({ body }) => namesSetHere(body)), ...namesSetHere(node.otherwise)];
      case "Autoescape":
        return namesSetHere(node.body);
      default:
        return [];
    }
  });
}

/** The names that statements give a meaning to, at any depth. */
export function namesSetIn(nodes: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const node of nodes.flatMap(nodesIn)) {
    if (node.kind === "Name" && node.context !== "load") names.add(node.name);
    else if (node.kind === "Macro") names.add(node.name);
    else if (node.kind === "Import") names.add(node.target);
    else if (node.kind === "FromImport") for (const { alias } of node.names) names.add(alias);
  }
  return names;
}
