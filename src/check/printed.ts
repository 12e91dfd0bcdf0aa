import type { Const, Expression, Filter } from "../jinja/syntax/nodes.js";
import { type Bindings, leavesOf } from "./bindings.js";
import type { JsonType } from "./event-rules.js";
import { loopNumbers } from "./loop-place.js";

/** What is known, before it runs, of what an expression prints. */
export interface Printed {
  /** A JSON value, what may stand between the quotes of one, or Python's spelling of a value. */
  readonly form: "json" | "content" | "plain";
  readonly type: JsonType;
  /** Whether it never prints a quote, a backslash or a control character. */
  readonly isSafe: boolean;
  /** The filter that has made plain text of JSON, to which `escape: "json"` puts quotes. */
  readonly textBy?: string | undefined;
}

const plain = (type: JsonType, isSafe: boolean): Printed => ({ form: "plain", type, isSafe });
const number = plain("number", true);
const boolean = plain("boolean", true);
const text = plain("string", false);
const unknown = plain("unknown", false);
const list = plain("list", false);

/** Filters whose result is of one kind whatever they are given. */
const results: Readonly<Record<string, Printed>> = {
  abs: number,
  count: number,
  float: number,
  int: number,
  length: number,
  round: number,
  wordcount: number,
  filesizeformat: plain("string", true),
  flow_run_id: plain("unknown", true),
  urlencode: plain("string", true),
  json_string: { form: "content", type: "string", isSafe: true },
  from_cloud_event: { form: "json", type: "dict", isSafe: false },
  dictsort: list,
  list,
  batch: list,
  groupby: list,
  map: list,
  reject: list,
  rejectattr: list,
  select: list,
  selectattr: list,
  slice: list,
  sort: list,
  unique: list,
  items: list,
  center: text,
  e: text,
  escape: text,
  format: text,
  forceescape: text,
  join: text,
  pprint: text,
  replace: text,
  striptags: text,
  truncate: text,
  urlize: text,
  wordwrap: text,
  xmlattr: text,
};

/** Filters that leave JSON what it is: they look at the blanks around it, or at its type. */
const faithful: ReadonlySet<string> = new Set(["indent", "safe", "string", "trim"]);

/** Those whose result `escape: "json"` does not know to be JSON. */
const textMakers: ReadonlySet<string> = new Set(["indent", "trim"]);

/** Filters that change letters only, so that their result is as safe as what they are given. */
const letters: ReadonlySet<string> = new Set(["capitalize", "lower", "string", "title", "trim", "upper"]);

/** What is known of the names that a template gives a meaning to. */
export type Names = Pick<Bindings, "counts" | "values" | "hostFilters">;

/** What was found before, by depth: names that are set from each other over and over lead to the same expressions. */
const found = new WeakMap<Names, Map<Expression, Printed[]>>();

/** Looks at an expression: what does it print? `depth` keeps names that are set from each other apart. */
export function printedBy(node: Expression, names: Names, depth = 0): Printed {
  if (depth > 20) return unknown;
  if (node.kind === "Const") return constant(node.value);
  const all = found.get(names) ?? new Map<Expression, Printed[]>();
  found.set(names, all);
  const known = all.get(node) ?? [];
  all.set(node, known);
  known[depth] ??= lookAt(node, names, depth);
  return known[depth];
}

function lookAt(node: Exclude<Expression, Const>, names: Names, depth: number): Printed {
  const of = (inner: Expression) => printedBy(inner, names, depth + 1);
  const isOwn = (inner: Expression, name: string) =>
    inner.kind === "Name" && inner.name === name && !names.counts.has(name);
  switch (node.kind) {
    case "Name": {
      // Prefect's methods are words in capitals.
      if (isOwn(node, "method")) return plain("string", true);
      const value = names.values.get(node.name);
      return value === undefined ? unknown : of(value);
    }
    case "CondExpr":
      return leavesOf(node).map(of).reduce(either);
    case "Or":
      return node.nodes.map(of).reduce(either);
    case "And":
      return node.nodes.map(of).reduce(either);
    case "Not":
    case "Compare":
    case "Test":
      return boolean;
    case "List":
    case "Tuple":
      return list;
    case "Dict":
      return plain("dict", false);
    case "Concat":
      return plain(
        "string",
        node.nodes.map(of).every(({ isSafe, form }) => isSafe && form === "plain"),
      );
    case "Neg":
    case "Pos":
      return number;
    case "Binary":
      return binary(node.operator, of(node.left), of(node.right));
    case "Getattr":
      if (isOwn(node.node, "loop")) {
        if (loopNumbers.has(node.attribute)) return number;
        if (node.attribute === "first" || node.attribute === "last") return boolean;
      }
      return unknown;
    case "Getitem":
      return isOwn(node.node, "headers") ? text : unknown;
    case "Filter":
      return names.hostFilters.has(node.name) ? unknown : filtered(node, of);
    default:
      return unknown;
  }
}

function filtered(node: Filter, of: (inner: Expression) => Printed): Printed {
  const inner = node.node === undefined ? text : of(node.node);
  const { name } = node;
  if (name === "tojson") {
    // An indent that is a text is printed as it is.
    if (!hasFixedArguments(node)) return text;
    // What is JSON already is a text to it.
    const type = inner.form === "plain" ? inner.type : "string";
    const isWord = type === "number" || type === "boolean" || type === "none";
    return { form: "json", type, isSafe: isWord };
  }
  if (faithful.has(name) && inner.form !== "plain") {
    if (!isFaithful(node)) return text;
    return inner.form === "json" && textMakers.has(name) ? { ...inner, textBy: name } : inner;
  }
  if (name === "indent" || name === "safe") return text;
  if (letters.has(name)) {
    // `true` and `false` are JSON once they are written small.
    if (name === "lower" && inner.type === "boolean") {
      return { form: "json", type: "boolean", isSafe: true, textBy: name };
    }
    if (inner.form === "content") return text;
    return plain("string", inner.isSafe);
  }
  if (name === "default" || name === "d") {
    const [fallback] = node.args;
    return fallback === undefined ? unknown : either(inner, of(fallback));
  }
  if ((name === "int" || name === "float") && node.args.length + node.kwargs.length > 0) {
    // What cannot be converted is what they are told to give instead.
    const others = [...node.args, ...node.kwargs.map(({ value }) => value)];
    return others.every((other) => of(other).type === "number") ? number : unknown;
  }
  if (name === "sum") return node.args.length + node.kwargs.length <= 1 ? sum(node, of) : unknown;
  return (Object.hasOwn(results, name) ? results[name] : undefined) ?? unknown;
}

/** Whether JSON stays JSON: `trim` takes quotes away if it is told to, and an `indent` can be any text. */
function isFaithful(node: Filter): boolean {
  if (node.name === "indent") return hasFixedArguments(node);
  return node.name !== "trim" || argumentsOf(node).length === 0;
}

function hasFixedArguments(node: Filter): boolean {
  return argumentsOf(node).every(({ kind }) => kind === "Const");
}

function argumentsOf({ args, kwargs, dynArgs, dynKwargs }: Filter): Expression[] {
  const given = [...args, ...kwargs.map(({ value }) => value), dynArgs, dynKwargs];
  return given.filter((argument) => argument !== undefined);
}

/** A sum is a number unless it starts from something else. */
function sum(node: Filter, of: (inner: Expression) => Printed): Printed {
  const start = node.kwargs.find(({ key }) => key === "start")?.value;
  return start === undefined || of(start).type === "number" ? number : unknown;
}

function binary(operator: string, left: Printed, right: Printed): Printed {
  const numbers = Number(left.type === "number") + Number(right.type === "number");
  switch (operator) {
    case "sub":
    case "div":
    case "floordiv":
    case "pow":
      return number;
    case "add":
      return numbers > 0 ? number : unknown;
    case "mul":
      return numbers === 2 ? number : unknown;
    default:
      return left.type === "number" ? number : unknown;
  }
}

function constant(value: unknown): Printed {
  if (typeof value === "string") return plain("string", !/["\\\p{Cc}]/u.test(value));
  if (typeof value === "boolean") return boolean;
  return value === null ? plain("none", true) : number;
}

function either(a: Printed, b: Printed): Printed {
  return {
    form: a.form === b.form ? a.form : "plain",
    type: a.type === b.type ? a.type : "unknown",
    isSafe: a.isSafe && b.isSafe,
    textBy: a.textBy ?? b.textBy,
  };
}
