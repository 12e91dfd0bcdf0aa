import {
  type AssignBlock,
  type Block,
  type Call,
  type CallBlock,
  defaultOf,
  type Expression,
  type Macro,
  type MacroParts,
  type Statement,
} from "../jinja/syntax/nodes.js";
import { constantFact } from "./assignment.js";
import { type Bindings, isPlainCall } from "./bindings.js";
import {
  aboutAttribute,
  aboutJoiner,
  aboutName,
  type Fact,
  type Facts,
  noFacts,
  withFact,
  withFacts,
} from "./facts.js";

/** A body that is printed as if it stood where it is called. */
export interface Inlining {
  readonly node: AssignBlock | Block | CallBlock | Macro;
  readonly body: readonly Statement[];
  /** What is known of its parameters. */
  readonly facts: Facts;
  /** What `caller()` means in it. */
  readonly caller: CallBlock | undefined;
}

/** What a `{{ }}` prints that is a macro's call, `caller()`, or what a set block has captured. */
export function inlinedCall(
  part: Expression,
  facts: Facts,
  bindings: Bindings,
  caller: CallBlock | undefined,
): Inlining | undefined {
  if (part.kind === "Name") {
    const fact = facts.get(aboutName(part.name));
    if (fact?.kind !== "captured") return undefined;
    return { node: fact.block, body: fact.block.body, facts: noFacts, caller: undefined };
  }
  if (part.kind !== "Call" || part.node.kind !== "Name") return undefined;
  const { name } = part.node;
  if (name === "caller" && caller !== undefined && !bindings.counts.has(name)) {
    return { node: caller, body: caller.body, facts: argumentFacts(caller, part), caller: undefined };
  }
  const macro = bindings.macros.get(name);
  if (macro === undefined) return undefined;
  return { node: macro, body: macro.body, facts: argumentFacts(macro, part), caller: undefined };
}

function argumentFacts(macro: MacroParts, call: Call): Facts {
  if (call.dynArgs !== undefined || call.dynKwargs !== undefined) return noFacts;
  const named = new Map(call.kwargs.map(({ key, value }) => [key, value]));
  return withFacts(
    noFacts,
    macro.args.map(({ name }, index) => {
      const given = call.args[index] ?? named.get(name);
      const value = given ?? defaultOf(macro, index);
      return [aboutName(name), value && constantFact(value)] as const;
    }),
  );
}

/**
 * The texts that a `{{ }}` can print where they are the template's own: a literal, a name that was set to one,
 * a joiner, `loop.cycle('a', 'b')`. With each, what is known afterwards.
 */
export function printsConstant(
  part: Expression,
  facts: Facts,
  bindings: Bindings,
): { text: string; facts: Facts }[] | undefined {
  if (part.kind === "Const") {
    return typeof part.value === "string" ? [{ text: part.value, facts }] : undefined;
  }
  const fact = factOf(part, facts);
  if (fact?.kind === "constant") {
    return typeof fact.value === "string" ? [{ text: fact.value, facts }] : undefined;
  }
  if (isPlainCall(part)) {
    const joiner = facts.get(aboutName(part.node.name));
    if (joiner?.kind !== "joiner") return undefined;
    const key = aboutJoiner(joiner.made);
    const before = facts.get(key);
    if (before?.kind !== "constant") return undefined;
    const text = before.value === true ? joiner.separator : "";
    return [{ text, facts: withFact(facts, key, { kind: "constant", value: true }) }];
  }
  return cycled(part, facts, bindings);
}

function factOf(part: Expression, facts: Facts): Fact | undefined {
  if (part.kind === "Name") return facts.get(aboutName(part.name));
  if (part.kind !== "Getattr" || part.node.kind !== "Name") return undefined;
  return facts.get(aboutAttribute(part.node.name, part.attribute));
}

/** `loop.cycle('a', 'b')` */
function cycled(
  part: Expression,
  facts: Facts,
  bindings: Bindings,
): { text: string; facts: Facts }[] | undefined {
  if (part.kind !== "Call" || part.node.kind !== "Getattr" || part.node.attribute !== "cycle")
    return undefined;
  const { node } = part.node;
  if (node.kind !== "Name" || node.name !== "loop" || bindings.counts.has("loop")) return undefined;
  const texts = part.args.map((argument) => (argument.kind === "Const" ? argument.value : undefined));
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) return undefined;
  return texts.map((text) => ({ text, facts }));
}
