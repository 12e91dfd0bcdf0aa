import { isBuiltin } from "../check/builtins.js";
import type { Environment } from "../jinja/environment.js";
import type {
  Arguments,
  Binary,
  Compare,
  CondExpr,
  DictNode,
  Expression,
  Filter,
  Getattr,
  Getitem,
  Logic,
  Name,
  Slice,
  Test,
} from "../jinja/syntax/nodes.js";
import { readCall } from "./calls.js";
import { filterMeaning } from "./filters.js";
import {
  either,
  hint,
  itemsOf,
  keyOf,
  type Made,
  type Meaning,
  type Mode,
  made,
  markOrigin,
  markRead,
  markWhole,
  membersOf,
  textsOf,
  typed,
  typeOf,
  unknown,
  valuesOf,
} from "./meaning.js";
import { isDictMethod } from "./methods.js";
import { type Place, placeOf } from "./places.js";
import { type Flow, maybe, type Reading, type RunMacro } from "./reading.js";
import type { Visits } from "./visits.js";

/** Tests that look at what a value is, and not at what is in it. */
const kindTests: ReadonlySet<string> = new Set([
  "defined",
  "undefined",
  "none",
  "boolean",
  "callable",
  "false",
  "float",
  "integer",
  "iterable",
  "mapping",
  "number",
  "sequence",
  "string",
  "true",
]);
const numberTests: ReadonlySet<string> = new Set(["divisibleby", "even", "odd"]);
const textTests: ReadonlySet<string> = new Set(["lower", "upper"]);

/** Two tests ask whether something is there, most give an answer for what is not, and those of numbers fail. */
function modeOfTest(name: string): Mode {
  if (name === "defined" || name === "undefined") return "guard";
  return numberTests.has(name) ? "plain" : "truth";
}

/** How what is passed to something that uses it is read. */
const asked = (mode: Mode): Mode => (mode === "quiet" ? "plain" : mode);

/** Works out what expressions mean, and notes which parts of the request they read. */
export class Expressions implements Reading {
  readonly environment: Environment;
  readonly visits: Visits;
  readonly runMacro: RunMacro;
  /** Names of globals that were read, and where first. */
  readonly globals = new Map<string, Place>();
  readonly namespaces = new Map<Expression, Made>();

  constructor(environment: Environment, visits: Visits, runMacro: RunMacro) {
    this.environment = environment;
    this.visits = visits;
    this.runMacro = runMacro;
  }

  use(node: Expression, flow: Flow, mode: Mode = "plain"): Meaning {
    const value = this.read(node, flow, mode);
    markWhole(value);
    return value;
  }

  read(node: Expression, flow: Flow, mode: Mode = "plain"): Meaning {
    const value = this.look(node, flow, mode);
    const isChain = node.kind === "Name" || node.kind === "Getattr" || node.kind === "Getitem";
    if (isChain) markRead(value, mode, flow.region);
    return value;
  }

  look(node: Expression, flow: Flow, mode: Mode = "plain"): Meaning {
    if (!this.visits.enter()) return unknown;
    const value = this.#look(node, flow, mode);
    this.visits.leave();
    markOrigin(value, node, flow);
    return value;
  }

  useArguments({ args, kwargs, dynArgs, dynKwargs }: Arguments, flow: Flow): void {
    for (const argument of args) this.use(argument, flow);
    for (const { value } of kwargs) this.use(value, flow);
    for (const argument of [dynArgs, dynKwargs]) if (argument !== undefined) this.use(argument, flow);
  }

  /** Reads what is asked whether it is true. */
  condition(node: Expression, flow: Flow): void {
    if (node.kind === "Not") this.condition(node.node, flow);
    else if (node.kind === "And" || node.kind === "Or") {
      node.nodes.forEach((part, index) => {
        this.condition(part, index === 0 ? flow : maybe(flow));
      });
    } else this.read(node, flow, "truth");
  }

  #look(node: Expression, flow: Flow, mode: Mode): Meaning {
    switch (node.kind) {
      case "Const":
        if (typeof node.value === "string") return made({ type: "string", text: node.value });
        return typeof node.value === "number" || typeof node.value === "bigint" ? typed("number") : unknown;
      case "Name":
        return this.#name(node, flow);
      case "NSRef":
        return unknown;
      case "Tuple":
      case "List":
        return membersOf(node.items.map((item) => this.read(item, flow, mode)));
      case "Dict":
        return this.#dict(node, flow, mode);
      case "CondExpr":
        return this.#conditional(node, flow, mode);
      case "And":
      case "Or":
        return this.#logic(node, flow, mode);
      case "Not":
        this.condition(node.node, flow);
        return unknown;
      case "Neg":
      case "Pos":
        hint(this.use(node.node, flow), "number");
        return typed("number");
      case "Concat":
        for (const part of node.nodes) this.use(part, flow);
        return typed("string");
      case "Compare":
        this.#compare(node, flow, mode);
        return unknown;
      case "Binary":
        return this.#binary(node, flow);
      case "Test":
        this.#test(node, flow);
        return unknown;
      case "Filter":
        return this.filter(node, flow, mode);
      case "Call":
        return readCall(node, flow, asked(mode), this);
      case "Getattr":
        return this.#attribute(node, flow, mode);
      case "Getitem":
        return this.#item(node, flow, mode);
    }
  }

  /** What a filter makes of what it is given; of the body of a block, that is text. */
  filter(node: Filter, flow: Flow, mode: Mode): Meaning {
    return filterMeaning(node, flow, asked(mode), this);
  }

  #name(node: Name, flow: Flow): Meaning {
    const { name } = node;
    const known = flow.scope.get(name);
    if (known !== undefined) return known;
    const isFirst = this.environment.globals.has(name) && !this.globals.has(name);
    if (isFirst) this.globals.set(name, placeOf(node, flow));
    return unknown;
  }

  #dict({ items }: DictNode, flow: Flow, mode: Mode): Meaning {
    const fields = new Map<string, Meaning>();
    const others: Meaning[] = [];
    for (const { key, value } of items) {
      const [name, ...more] = textsOf(this.use(key, flow)) ?? [];
      const meaning = this.read(value, flow, mode);
      if (name === undefined || more.length > 0) others.push(meaning);
      else fields.set(name, meaning);
    }
    return made({ type: "object", fields, ...(others.length > 0 && { values: either(...others) }) });
  }

  #conditional({ test, value, otherwise }: CondExpr, flow: Flow, mode: Mode): Meaning {
    this.condition(test, flow);
    const branches = [value, otherwise].map((node) =>
      node === undefined ? unknown : this.read(node, maybe(flow), mode),
    );
    return either(...branches);
  }

  #logic({ nodes }: Logic, flow: Flow, mode: Mode): Meaning {
    const values = nodes.map((node, index) => {
      const isLast = index === nodes.length - 1;
      return this.read(node, index === 0 ? flow : maybe(flow), isLast ? mode : "truth");
    });
    return either(...values);
  }

  #compare({ node, operands }: Compare, flow: Flow, mode: Mode): void {
    const isOrder = operands.some(({ operator }) => /^[lg]t/.test(operator));
    const [operand] = operands;
    if (operand?.operator === "in" || operand?.operator === "notin") {
      const names = textsOf(this.use(node, flow, mode));
      const holder = this.read(operand.node, flow, mode);
      const isHeaders = holder.parts.every((part) => part.isHeaders) && holder.made.length === 0;
      if (names === undefined || !isHeaders) markWhole(holder);
      for (const name of isHeaders ? (names ?? []) : []) {
        const header = keyOf(holder, name);
        markOrigin(header, node, flow);
        markRead(header, "guard", flow.region);
      }
      for (const { node: more } of operands.slice(1)) this.use(more, maybe(flow), mode);
      return;
    }
    const values = [node, ...operands.map((each) => each.node)].map((each, index) => {
      // What is not there is equal to nothing, but neither less nor more.
      const strict = isOrder && each.kind !== "Filter" ? "plain" : mode;
      // A chain ends at the first comparison that is false.
      return this.use(each, index < 2 ? flow : maybe(flow), strict);
    });
    if (!isOrder) return;
    const type = values.map(typeOf).find((each) => each === "number" || each === "string");
    for (const value of values) hint(value, type);
  }

  #binary({ operator, left, right }: Binary, flow: Flow): Meaning {
    const [a, b] = [this.use(left, flow), this.use(right, flow)];
    const [typeA, typeB] = [typeOf(a), typeOf(b)];
    switch (operator) {
      case "add": {
        hint(a, typeB);
        hint(b, typeA);
        const type = typeA ?? typeB;
        if (type === "array") return made({ type, items: either(itemsOf(a), itemsOf(b)) });
        return type === undefined ? unknown : made({ type });
      }
      case "mod":
        // With a text on its left, it formats.
        if (typeA === "string") return typed("string");
        if (typeB !== "number") return unknown;
        break;
      case "mul":
        // Texts and lists can be repeated.
        for (const [value, other] of [
          [a, typeB],
          [b, typeA],
        ] as const) {
          if (other === "string" || other === "array") hint(value, "number");
        }
        if (typeA === "string" || typeB === "string") return typed("string");
        return typeA === "number" && typeB === "number" ? typed("number") : unknown;
      default:
    }
    hint(a, "number");
    hint(b, "number");
    return typed("number");
  }

  #test(node: Test, flow: Flow): void {
    const { name } = node;
    const isOwn = isBuiltin("Test", name, this.environment);
    const value = this.read(node.node, flow, isOwn ? modeOfTest(name) : "truth");
    this.useArguments(node, flow);
    if (!isOwn) {
      markWhole(value);
      return;
    }
    if (kindTests.has(name)) return;
    markWhole(value);
    if (numberTests.has(name)) hint(value, "number");
    if (textTests.has(name)) hint(value, "string");
  }

  #attribute({ node, attribute }: Getattr, flow: Flow, mode: Mode): Meaning {
    const holder = this.look(node, flow, mode);
    const isField = holder.made.some(({ fields }) => fields?.has(attribute) === true);
    if (isField || !isDictMethod(attribute)) return keyOf(holder, attribute);
    // The method goes before a key of that name.
    markRead(holder, "quiet", flow.region);
    return unknown;
  }

  #item({ node, argument }: Getitem, flow: Flow, mode: Mode): Meaning {
    const holder = this.look(node, flow, mode);
    if (argument.kind === "Slice") return this.#slice(holder, argument, flow, mode);
    const key = this.use(argument, flow);
    const names = textsOf(key);
    if (names !== undefined) return either(...names.map((name) => keyOf(holder, name)));
    markRead(holder, mode, flow.region);
    const keyType = typeOf(key);
    if (keyType === "number") {
      hint(holder, "array");
      return itemsOf(holder);
    }
    const looped = holder.parts.filter((part) => key.parts.some((each) => each === part.items()));
    for (const part of looped) part.isMapping = true;
    if (looped.length > 0 || keyType === "string") return valuesOf(holder, this);
    markWhole(holder);
    return unknown;
  }

  #slice(holder: Meaning, { start, stop, step }: Slice, flow: Flow, mode: Mode): Meaning {
    markRead(holder, mode, flow.region);
    for (const bound of [start, stop, step]) if (bound !== undefined) hint(this.use(bound, flow), "number");
    const type = typeOf(holder);
    return made({ ...(type !== undefined && { type }), items: itemsOf(holder), isSome: true });
  }
}
