import { shownType, shownValue } from "../explain/shown-value.js";
import { forEachChild, type Node } from "../jinja/syntax/nodes.js";
import { webhookEnvironment } from "../render.js";
import type { RequestContext } from "../request/context.js";
import { Dict } from "../values/dict.js";
import { isList, unmetered, type Value } from "../values/value.js";

/** A part of the request that a template uses. */
export interface UsedVariable {
  /** As it is first written in the template. */
  readonly path: string;
  /** The Python type of what it holds; `undefined` where there is nothing. */
  readonly type: string;
  /** What it holds, as Python spells it, shortened. */
  readonly value?: string;
}

/** The parts of the request that a template names, in the order of the template. */
export function listVariables(template: string, context: RequestContext): UsedVariable[] {
  const environment = webhookEnvironment({});
  const { tree, source } = environment.parse(template, null);
  const found = new Map<string, UsedVariable>();
  const visit = (node: Node): void => {
    const steps = stepsOf(node);
    const root = steps?.[0];
    if (steps !== undefined && typeof root === "string" && context.variables.get(root) !== undefined) {
      const key = JSON.stringify(steps.map((step) => (typeof step === "bigint" ? `${step}` : step)));
      const value = resolve(context, steps);
      const path = source.text.slice(node.span.start, node.span.end);
      if (!found.has(key)) found.set(key, { path, ...describe(value) });
      // An index can be a part of the request, too.
      return;
    }
    forEachChild(node, visit);
  };
  visit(tree);
  return [...found.values()];
}

/** A name and the fixed keys and indexes behind it. */
function stepsOf(node: Node): (string | number | bigint)[] | undefined {
  if (node.kind === "Name") return node.context === "load" ? [node.name] : undefined;
  if (node.kind === "Getattr") {
    const before = stepsOf(node.node);
    return before === undefined ? undefined : [...before, node.attribute];
  }
  if (node.kind !== "Getitem" || node.argument.kind !== "Const") return undefined;
  const before = stepsOf(node.node);
  const { value } = node.argument;
  const isStep = typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  return before === undefined || !isStep ? undefined : [...before, value];
}

function resolve(context: RequestContext, [root, ...steps]: (string | number | bigint)[]): Value | undefined {
  let value = context.variables.get(String(root));
  for (const step of steps) {
    if (value instanceof Dict) value = value.get(step, unmetered);
    else if (value !== undefined && isList(value) && typeof step === "number") value = value.at(step);
    else return undefined;
  }
  return value;
}

function describe(value: Value | undefined): { type: string; value?: string } {
  if (value === undefined) return { type: "undefined" };
  return { type: shownType(value), value: shownValue(value) };
}
