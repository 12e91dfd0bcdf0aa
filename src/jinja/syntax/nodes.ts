import type { Span } from "../../errors/source.js";
import type { Value } from "../../values/value.js";

/**
 * The syntax tree: plain data, one interface a kind, by Jinja2's names. Fields stand in the order in which
 * Jinja2 walks them, which decides what a scope sees first.
 */
interface NodeBase {
  readonly kind: string;
  /** Where it stands in the template. */
  readonly span: Span;
}

// ---------------------------------------------------------------------------------------------------
// Expressions

export interface Const extends NodeBase {
  readonly kind: "Const";
  readonly value: Value;
}

/** What a name is there for: to be read, to be assigned to, or to be a parameter. */
export type NameContext = "load" | "store" | "param";

export interface Name extends NodeBase {
  readonly kind: "Name";
  readonly name: string;
  readonly context: NameContext;
}

/** `namespace.attribute` as the target of an assignment. */
export interface NSRef extends NodeBase {
  readonly kind: "NSRef";
  readonly name: string;
  readonly attribute: string;
}

export interface TupleNode extends NodeBase {
  readonly kind: "Tuple";
  readonly items: readonly Expression[];
}

export interface ListNode extends NodeBase {
  readonly kind: "List";
  readonly items: readonly Expression[];
}

export interface Pair extends NodeBase {
  readonly kind: "Pair";
  readonly key: Expression;
  readonly value: Expression;
}

export interface DictNode extends NodeBase {
  readonly kind: "Dict";
  readonly items: readonly Pair[];
}

/** `value if test else otherwise` */
export interface CondExpr extends NodeBase {
  readonly kind: "CondExpr";
  readonly test: Expression;
  readonly value: Expression;
  readonly otherwise: Expression | undefined;
}

export interface Keyword extends NodeBase {
  readonly kind: "Keyword";
  readonly key: string;
  readonly value: Expression;
}

/** The arguments of a call, filter or test. */
export interface Arguments {
  readonly args: readonly Expression[];
  readonly kwargs: readonly Keyword[];
  /** `*args` */
  readonly dynArgs: Expression | undefined;
  /** `**kwargs` */
  readonly dynKwargs: Expression | undefined;
}

export interface Filter extends NodeBase, Arguments {
  readonly kind: "Filter";
  /** What is filtered; undefined for the body of a block. */
  readonly node: Expression | undefined;
  readonly name: string;
}

export interface Test extends NodeBase, Arguments {
  readonly kind: "Test";
  readonly node: Expression;
  readonly name: string;
}

export interface Call extends NodeBase, Arguments {
  readonly kind: "Call";
  readonly node: Expression;
}

export interface Getitem extends NodeBase {
  readonly kind: "Getitem";
  readonly node: Expression;
  readonly argument: Expression | Slice;
}

export interface Getattr extends NodeBase {
  readonly kind: "Getattr";
  readonly node: Expression;
  readonly attribute: string;
}

export interface Slice extends NodeBase {
  readonly kind: "Slice";
  readonly start: Expression | undefined;
  readonly stop: Expression | undefined;
  readonly step: Expression | undefined;
}

export interface Concat extends NodeBase {
  readonly kind: "Concat";
  readonly nodes: readonly Expression[];
}

export type CompareOperator = "eq" | "ne" | "lt" | "lteq" | "gt" | "gteq" | "in" | "notin";

export interface Operand extends NodeBase {
  readonly kind: "Operand";
  readonly operator: CompareOperator;
  readonly node: Expression;
}

export interface Compare extends NodeBase {
  readonly kind: "Compare";
  readonly node: Expression;
  readonly operands: readonly Operand[];
}

export type BinaryOperator = "add" | "sub" | "mul" | "div" | "floordiv" | "mod" | "pow";

export interface Binary extends NodeBase {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a and b and c`, or the same with `or` */
export interface Logic extends NodeBase {
  readonly kind: "And" | "Or";
  readonly nodes: readonly Expression[];
}

export interface Unary extends NodeBase {
  readonly kind: "Not" | "Neg" | "Pos";
  readonly node: Expression;
}

export type Expression =
  | Const
  | Name
  | NSRef
  | TupleNode
  | ListNode
  | DictNode
  | CondExpr
  | Filter
  | Test
  | Call
  | Getitem
  | Getattr
  | Concat
  | Compare
  | Binary
  | Logic
  | Unary;

/** What can be assigned to. */
export type Target = Name | NSRef | TupleNode;

// ---------------------------------------------------------------------------------------------------
// Statements

/** A piece of text between tags. */
export interface TemplateData extends NodeBase {
  readonly kind: "TemplateData";
  readonly data: string;
}

/** Text and `{{ expressions }}` in a row. */
export interface Output extends NodeBase {
  readonly kind: "Output";
  readonly nodes: readonly (Expression | TemplateData)[];
}

export interface For extends NodeBase {
  readonly kind: "For";
  readonly target: Target;
  readonly iter: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly test: Expression | undefined;
  readonly recursive: boolean;
}

/** One `if` or `elif`. */
export interface Branch extends NodeBase {
  readonly kind: "Branch";
  readonly test: Expression;
  readonly body: readonly Statement[];
}

export interface If extends NodeBase {
  readonly kind: "If";
  /** The `if` and every `elif`. */
  readonly branches: readonly Branch[];
  readonly otherwise: readonly Statement[];
}

/** The parameters and body of a macro or call block. */
export interface MacroParts {
  readonly args: readonly Name[];
  /** Of the last parameters. */
  readonly defaults: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Macro extends NodeBase, MacroParts {
  readonly kind: "Macro";
  readonly name: string;
}

export interface CallBlock extends NodeBase, MacroParts {
  readonly kind: "CallBlock";
  readonly call: Call;
}

export interface FilterBlock extends NodeBase {
  readonly kind: "FilterBlock";
  readonly body: readonly Statement[];
  readonly filter: Filter;
}

export interface With extends NodeBase {
  readonly kind: "With";
  readonly targets: readonly Target[];
  readonly values: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Block extends NodeBase {
  readonly kind: "Block";
  readonly name: string;
  readonly body: readonly Statement[];
  readonly scoped: boolean;
  readonly required: boolean;
}

export interface Extends extends NodeBase {
  readonly kind: "Extends";
  readonly template: Expression;
}

export interface Include extends NodeBase {
  readonly kind: "Include";
  readonly template: Expression;
  readonly withContext: boolean;
  readonly ignoreMissing: boolean;
}

export interface Import extends NodeBase {
  readonly kind: "Import";
  readonly template: Expression;
  readonly target: string;
  readonly withContext: boolean;
}

export interface FromImport extends NodeBase {
  readonly kind: "FromImport";
  readonly template: Expression;
  readonly names: readonly { readonly name: string; readonly alias: string }[];
  readonly withContext: boolean;
}

/** `{% set target = node %}` */
export interface Assign extends NodeBase {
  readonly kind: "Assign";
  readonly target: Target;
  readonly node: Expression;
}

/** `{% set target | filter %}body{% endset %}` */
export interface AssignBlock extends NodeBase {
  readonly kind: "AssignBlock";
  readonly target: Target;
  readonly filter: Filter | undefined;
  readonly body: readonly Statement[];
}

export interface Autoescape extends NodeBase {
  readonly kind: "Autoescape";
  readonly enabled: Expression;
  readonly body: readonly Statement[];
}

/** `{% do expression %}` */
export interface ExprStmt extends NodeBase {
  readonly kind: "ExprStmt";
  readonly node: Expression;
}

export interface Break extends NodeBase {
  readonly kind: "Break";
}

export interface Continue extends NodeBase {
  readonly kind: "Continue";
}

/** `{% debug %}` */
export interface Debug extends NodeBase {
  readonly kind: "Debug";
}

export type Statement =
  | Output
  | For
  | If
  | Macro
  | CallBlock
  | FilterBlock
  | With
  | Block
  | Extends
  | Include
  | Import
  | FromImport
  | Assign
  | AssignBlock
  | Autoescape
  | ExprStmt
  | Break
  | Continue
  | Debug;

export interface TemplateNode extends NodeBase {
  readonly kind: "Template";
  readonly body: readonly Statement[];
  /** The kinds of the nodes in it, and all names: for what is not among them, nobody has to search the tree. */
  readonly kinds: ReadonlySet<Node["kind"]>;
  readonly names: ReadonlySet<string>;
}

export type Node =
  | Expression
  | Statement
  | TemplateNode
  | TemplateData
  | Pair
  | Keyword
  | Operand
  | Slice
  | Branch;

type Fields<Kind> = Exclude<keyof Extract<Node, { kind: Kind }>, "kind" | "span">;

/** The fields of each kind of node that hold nodes or lists of nodes, in the order in which Jinja2 walks them. */
export const childFields: { readonly [Kind in Node["kind"]]: readonly Fields<Kind>[] } = {
  Const: [],
  Name: [],
  NSRef: [],
  Tuple: ["items"],
  List: ["items"],
  Pair: ["key", "value"],
  Dict: ["items"],
  CondExpr: ["test", "value", "otherwise"],
  Keyword: ["value"],
  Filter: ["node", "args", "kwargs", "dynArgs", "dynKwargs"],
  Test: ["node", "args", "kwargs", "dynArgs", "dynKwargs"],
  Call: ["node", "args", "kwargs", "dynArgs", "dynKwargs"],
  Getitem: ["node", "argument"],
  Getattr: ["node"],
  Slice: ["start", "stop", "step"],
  Concat: ["nodes"],
  Operand: ["node"],
  Compare: ["node", "operands"],
  Binary: ["left", "right"],
  And: ["nodes"],
  Or: ["nodes"],
  Not: ["node"],
  Neg: ["node"],
  Pos: ["node"],
  TemplateData: [],
  Output: ["nodes"],
  For: ["target", "iter", "body", "otherwise", "test"],
  Branch: ["test", "body"],
  If: ["branches", "otherwise"],
  Macro: ["args", "defaults", "body"],
  CallBlock: ["call", "args", "defaults", "body"],
  FilterBlock: ["body", "filter"],
  With: ["targets", "values", "body"],
  Block: ["body"],
  Extends: ["template"],
  Include: ["template"],
  Import: ["template"],
  FromImport: ["template"],
  Assign: ["target", "node"],
  AssignBlock: ["target", "filter", "body"],
  Autoescape: ["enabled", "body"],
  ExprStmt: ["node"],
  Break: [],
  Continue: [],
  Debug: [],
  Template: ["body"],
};

/** Calls back with each node right below a node, in the order of its fields. */
export function forEachChild(node: Node, callback: (child: Node) => void): void {
  const fields = childFields[node.kind] as readonly unknown[] as readonly string[];
  for (let index = 0; index < fields.length; index += 1) {
    const field = (node as unknown as Record<string, Node | readonly Node[] | undefined>)[
      fields[index] as string
    ];
    if (field === undefined) continue;
    if (!Array.isArray(field)) callback(field as Node);
    else for (const item of field as readonly Node[]) callback(item);
  }
}

/** The default of the parameter at a place; undefined where it has none. */
export function defaultOf({ args, defaults }: MacroParts, index: number): Expression | undefined {
  return defaults[index - args.length + defaults.length];
}

/** The names that a target assigns to. */
export function namesOf(target: Target): string[] {
  if (target.kind === "Name") return [target.name];
  return target.kind === "Tuple" ? target.items.flatMap((item) => namesOf(item as Target)) : [];
}

/** A node and all below it, in the order of the source as Jinja2 walks it. */
export function nodesIn(node: Node): Node[] {
  const nodes: Node[] = [];
  const visit = (each: Node): void => {
    nodes.push(each);
    forEachChild(each, visit);
  };
  visit(node);
  return nodes;
}

/** Whether a statement has in it what can end or continue the loop around it. */
export function leavesLoop(statement: Statement): boolean {
  return nodesIn(statement).some(({ kind }) => kind === "Break" || kind === "Continue");
}
