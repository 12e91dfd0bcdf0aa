import type { Environment } from "../jinja/environment.js";
import { type Expression, nodesIn } from "../jinja/syntax/nodes.js";
import { type Bindings, emptiness, namesIn } from "./bindings.js";
import { isBuiltin } from "./builtins.js";
import { aboutAttribute, aboutCondition, aboutName, type Fact, type Facts, withFact } from "./facts.js";
import { comparisonTruth, definedTruth, type LoopPlace, loopTruth, not } from "./loop-place.js";

/** Facts that one path remembers: each of them can double the number of paths. */
const maxFacts = 12;

/** What conditions are worth on a path, and what is known once one has been decided. */
export class Conditions {
  readonly #bindings: Bindings;
  readonly #environment: Environment;

  constructor(bindings: Bindings, environment: Environment) {
    this.#bindings = bindings;
    this.#environment = environment;
  }

  /** Whether a condition is true on a path; undefined where it can be either. */
  truth(test: Expression, facts: Facts, loop: LoopPlace): boolean | undefined {
    const known = this.#recall(test, facts);
    if (known !== undefined) return known;
    switch (test.kind) {
      case "Const":
        // Floats that are whole are objects, and rare enough as conditions.
        return typeof test.value === "object" && test.value !== null ? undefined : Boolean(test.value);
      case "Not":
        return not(this.truth(test.node, facts, loop));
      case "And":
        return all(test.nodes.map((node) => this.truth(node, facts, loop)));
      case "Or":
        return not(all(test.nodes.map((node) => not(this.truth(node, facts, loop)))));
      case "Name": {
        const fact = facts.get(aboutName(test.name));
        return constantTruth(fact);
      }
      case "Getattr":
        if (test.node.kind !== "Name") return undefined;
        if (test.node.name === "loop") return loopTruth(test.attribute, loop);
        return constantTruth(facts.get(aboutAttribute(test.node.name, test.attribute)));
      case "Compare":
        return comparisonTruth(test, loop);
      case "Test":
        return test.name === "defined" && isBuiltin("Test", test.name, this.#environment)
          ? definedTruth(test.node, loop)
          : undefined;
      default:
        return undefined;
    }
  }

  /** The facts once a condition was found to be true or false; undefined where it cannot be. */
  assume(test: Expression, value: boolean, facts: Facts, loop: LoopPlace): Facts | undefined {
    const known = this.truth(test, facts, loop);
    if (known !== undefined) return known === value ? facts : undefined;
    const remembered = this.#remember(test, value, facts);
    switch (test.kind) {
      case "Not":
        return this.assume(test.node, !value, remembered, loop);
      case "And":
      case "Or": {
        // All of them are decided where `and` is true or `or` is false; else only one that is left alone.
        const decides = (test.kind === "And") === value;
        const open = test.nodes.filter((node) => this.truth(node, facts, loop) === undefined);
        if (!decides && open.length > 1) return remembered;
        let result: Facts | undefined = remembered;
        for (const node of open) result = result && this.assume(node, value, result, loop);
        return result;
      }
      default:
        return remembered;
    }
  }

  /** Whether a loop over it runs exactly if what `emptiness` tells of it is true. */
  isDecided(iter: Expression): boolean {
    const hasOwnFilters = nodesIn(iter).some(
      (node) => node.kind === "Filter" && !this.#isBuiltinFilter(node.name),
    );
    return !hasOwnFilters && this.#isData(emptiness(iter));
  }

  #isBuiltinFilter(name: string): boolean {
    return isBuiltin("Filter", name, this.#environment);
  }

  /** Whether it is a list, dict or text, not a generator, which is true even with nothing in it. */
  #isData(node: Expression, depth = 0): boolean {
    if (depth > 20) return false;
    switch (node.kind) {
      case "Name": {
        if (this.#isRequest(node.name)) return true;
        const value = this.#bindings.values.get(node.name);
        return value !== undefined && this.#isData(value, depth + 1);
      }
      case "Getattr":
        return this.#isData(node.node, depth);
      case "Getitem":
        return node.argument.kind !== "Slice" && this.#isData(node.node, depth);
      case "Filter":
        return (node.name === "list" || node.name === "sort") && this.#isBuiltinFilter(node.name);
      default:
        return false;
    }
  }

  #recall(test: Expression, facts: Facts): boolean | undefined {
    if (facts.size === 0 || !this.#isAskedAgain(test)) return undefined;
    const fact = facts.get(aboutCondition(this.#bindings.conditionKeys.of(test)));
    return fact?.kind === "condition" ? fact.value : undefined;
  }

  #remember(test: Expression, value: boolean, facts: Facts): Facts {
    if (facts.size >= maxFacts || !this.#isAskedAgain(test) || !this.#isSteady(test)) return facts;
    return withFact(facts, aboutCondition(this.#bindings.conditionKeys.of(test)), {
      kind: "condition",
      value,
      names: namesIn(test),
    });
  }

  #isAskedAgain(test: Expression): boolean {
    return (this.#bindings.conditions.get(this.#bindings.conditionKeys.of(test)) ?? 0) > 1;
  }

  /** Whether asking twice gives the same answer, as long as its names mean the same. */
  #isSteady(node: Expression): boolean {
    const steady = (inner: Expression) => this.#isSteady(inner);
    switch (node.kind) {
      case "Const":
        return true;
      case "Name":
        return node.name !== "loop" && !this.#isChanging(node.name);
      case "Not":
        return steady(node.node);
      case "And":
      case "Or":
        return node.nodes.every(steady);
      case "Getattr":
        return steady(node.node);
      case "Getitem":
        return node.argument.kind !== "Slice" && steady(node.argument) && steady(node.node);
      case "Compare":
        return steady(node.node) && node.operands.every((operand) => steady(operand.node));
      case "Test":
        return (
          isBuiltin("Test", node.name, this.#environment) &&
          steady(node.node) &&
          node.args.every(steady) &&
          node.kwargs.length === 0
        );
      case "Filter":
        return (
          node.node !== undefined &&
          node.name !== "random" &&
          this.#isBuiltinFilter(node.name) &&
          node.kwargs.length === 0 &&
          [node.node, ...node.args].every(steady)
        );
      case "Call":
        // The request never changes, so neither does what its methods tell.
        return (
          node.node.kind === "Getattr" &&
          node.node.node.kind === "Name" &&
          this.#isRequest(node.node.node.name) &&
          node.kwargs.length === 0 &&
          node.args.every(steady)
        );
      default:
        return false;
    }
  }

  #isRequest(name: string): boolean {
    const isOne = name === "body" || name === "headers" || name === "method";
    return isOne && !this.#bindings.counts.has(name);
  }

  /** Generators, cyclers, joiners and namespaces change while they are looked at. */
  #isChanging(name: string): boolean {
    if (this.#isRequest(name)) return false;
    // Where there are objects that change, any other name could be one of theirs.
    if (this.#bindings.hasObjects) return true;
    const value = this.#bindings.values.get(name);
    return value === undefined ? this.#bindings.counts.get(name) !== 1 : !isPlainValue(value);
  }
}

function isPlainValue(node: Expression): boolean {
  switch (node.kind) {
    case "Const":
    case "Name":
    case "Compare":
    case "Not":
    case "Concat":
    case "Test":
      return true;
    case "Getattr":
    case "Getitem":
      return isPlainValue(node.node);
    case "Filter":
      return !generators.has(node.name);
    default:
      return false;
  }
}

const generators: ReadonlySet<string> = new Set([
  "batch",
  "items",
  "map",
  "random",
  "reject",
  "rejectattr",
  "reverse",
  "select",
  "selectattr",
  "slice",
  "unique",
]);

function constantTruth(fact: Fact | undefined): boolean | undefined {
  return fact?.kind === "constant" ? Boolean(fact.value) : undefined;
}

function all(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}
