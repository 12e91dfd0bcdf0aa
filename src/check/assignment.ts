import { type Assign, type AssignBlock, type Expression, namesOf } from "../jinja/syntax/nodes.js";
import type { Bindings } from "./bindings.js";
import {
  aboutAttribute,
  aboutJoiner,
  aboutName,
  type Fact,
  type Facts,
  forget,
  withFact,
  withFacts,
} from "./facts.js";

/** What is known after an assignment. */
export function factsAfter({ target, node }: Assign, facts: Facts, bindings: Bindings): Facts {
  if (target.kind === "NSRef") {
    const key = aboutAttribute(target.name, target.attribute);
    return withFact(facts, key, bindings.namespaces.has(target.name) ? constantFact(node) : undefined);
  }
  const without = forget(facts, new Set(namesOf(target)));
  if (target.kind !== "Name") return without;
  const { name } = target;
  if (node.kind !== "Call" || node.node.kind !== "Name" || bindings.counts.has(node.node.name)) {
    return withFact(without, aboutName(name), constantFact(node));
  }
  if (node.node.name === "namespace" && bindings.namespaces.has(name) && node.args.length === 0) {
    return withFacts(
      without,
      node.kwargs.map(({ key, value }) => [aboutAttribute(name, key), constantFact(value)] as const),
    );
  }
  if (node.node.name === "joiner" && bindings.printedCalls.has(name)) {
    const [given] = [...node.args, ...node.kwargs.map(({ value }) => value)];
    const separator = given === undefined ? ", " : given.kind === "Const" ? given.value : undefined;
    if (typeof separator === "string") {
      const made = node.span.start;
      const unused = withFact(without, aboutJoiner(made), { kind: "constant", value: false });
      return withFact(unused, aboutName(name), { kind: "joiner", separator, made });
    }
  }
  return without;
}

/** What is known after `{% set name %}…{% endset %}`. */
export function factsAfterBlock(node: AssignBlock, facts: Facts, bindings: Bindings): Facts {
  const { target, filter } = node;
  const without = forget(facts, new Set(namesOf(target)));
  const isOnly = target.kind === "Name" && bindings.counts.get(target.name) === 1;
  if (!isOnly || filter !== undefined) return without;
  return withFact(without, aboutName(target.name), { kind: "captured", block: node });
}

/** What is known of a name that is given the value of an expression. */
export function constantFact(node: Expression): Fact | undefined {
  if (node.kind !== "Const") return undefined;
  const { value } = node;
  const isPlain =
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isPlain ? { kind: "constant", value, made: node.span.start } : undefined;
}
