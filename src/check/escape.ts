import { HookloomError } from "../errors/error.js";
import type { Source, Span } from "../errors/source.js";
import type { Environment } from "../jinja/environment.js";
import type { Expression, Filter, Node, TemplateNode } from "../jinja/syntax/nodes.js";
import { forEachChild } from "../jinja/syntax/nodes.js";
import type { Template } from "../jinja/template.js";
import { leavesOf } from "./bindings.js";
import { escapeNames } from "./escape-filters.js";
import { Findings } from "./finding.js";
import { JsonWalk } from "./json-walk.js";
import { TooComplex, withinStack } from "./path-walk.js";
import type { Positions } from "./positions.js";

/**
 * Compiles a template so that every `{{ }}` is escaped for the place in the JSON where it stands: as the inside
 * of a string, as a value, or as a key. What `tojson` or `json_string` wrote for that place is left alone, and
 * so is text that the template itself holds.
 *
 * @param environment one that has the `escapeFilters`
 * @throws HookloomError `json_position` where a place cannot be told; the compile errors of every template
 */
export function compileEscaped(environment: Environment, text: string, name: string | null): Template {
  const { tree, source } = environment.parse(text, name);
  return environment.fromTree(
    rewrite(tree, findPositions(environment, tree, source)) as TemplateNode,
    source,
  );
}

/**
 * Where in the JSON each `{{ }}` of a template stands.
 *
 * @throws HookloomError `json_position` where that cannot be told
 */
export function findPositions(environment: Environment, tree: TemplateNode, source: Source): Positions {
  const findings = new Findings(source);
  const refuse = (message: string, span: Span): never => {
    throw new HookloomError("json_position", message).placedAt(source, span);
  };
  const follow = (): JsonWalk => {
    try {
      return withinStack(tree.span, () => {
        const walk = new JsonWalk(tree, { escapes: true, environment, findings });
        walk.run(tree);
        return walk;
      });
    } catch (error) {
      if (!(error instanceof TooComplex)) throw error;
      return refuse(`${error.message}, so no value can be escaped for its place`, error.span);
    }
  };
  const walk = follow();
  for (const { rule, message, span } of findings.list()) {
    if (rule === "ambiguous-position" || rule === "misplaced-value") refuse(message, span);
  }
  const isBroken = findings
    .list()
    .find(({ severity, rule }) => severity === "error" && syntaxRules.has(rule));
  const unknown = findUnknown(tree, walk.positions);
  if (isBroken !== undefined && unknown !== undefined) refuse(isBroken.message, isBroken.span);
  return walk.positions;
}

const syntaxRules: ReadonlySet<string> = new Set([
  "json-syntax",
  "missing-comma",
  "missing-value",
  "python-literal",
  "trailing-comma",
  "unclosed",
]);

/** Bodies whose text is a value, which is escaped where it is printed. */
const captured: ReadonlySet<string> = new Set(["AssignBlock", "CallBlock", "FilterBlock", "Macro"]);

/** A `{{ }}` that prints right into the JSON and was not come to. */
function findUnknown(node: Node, positions: Positions): Expression | undefined {
  if (captured.has(node.kind)) return undefined;
  if (node.kind === "Output") {
    return node.nodes
      .flatMap((part) => (part.kind === "TemplateData" ? [] : leavesOf(part)))
      .find((leaf) => positions.get(leaf) === undefined);
  }
  let found: Expression | undefined;
  forEachChild(node, (child) => {
    found ??= findUnknown(child, positions);
  });
  return found;
}

/** The same tree with the filters that escape. */
function rewrite(node: Node, positions: Positions, isCaptured = false): Node {
  const inside = isCaptured || captured.has(node.kind);
  if (node.kind === "Output") {
    const nodes = node.nodes.map((part) =>
      part.kind === "TemplateData" ? part : rewritePart(part, positions, inside),
    );
    return { ...node, nodes };
  }
  const copy: Record<string, unknown> = { ...node };
  for (const [field, value] of Object.entries(node)) {
    if (Array.isArray(value))
      copy[field] = value.map((item: unknown) => rewriteField(item, positions, inside));
    else copy[field] = rewriteField(value, positions, inside);
  }
  return copy as unknown as Node;
}

function rewriteField(value: unknown, positions: Positions, isCaptured: boolean): unknown {
  const isStatement = typeof value === "object" && value !== null && "kind" in value && "span" in value;
  return isStatement ? rewrite(value as Node, positions, isCaptured) : value;
}

function rewritePart(part: Expression, positions: Positions, isCaptured: boolean): Expression {
  if (part.kind === "CondExpr") {
    const { otherwise } = part;
    return {
      ...part,
      value: rewritePart(part.value, positions, isCaptured),
      otherwise: otherwise === undefined ? undefined : rewritePart(otherwise, positions, isCaptured),
    };
  }
  // What nothing leads to is escaped all the same; what is captured is escaped where it is printed.
  const position = positions.get(part) ?? (isCaptured ? "raw" : "value");
  if (position === "raw") return part;
  const filter: Filter = {
    kind: "Filter",
    node: part,
    name: escapeNames[position],
    args: [],
    kwargs: [],
    dynArgs: undefined,
    dynKwargs: undefined,
    span: part.span,
  };
  return filter;
}
