import { forEachChild, type Node, type Target } from "../syntax/nodes.js";
import type { Unit, Variable } from "./unit.js";

/**
 * How a variable gets its first value when its scope is entered.
 *
 * - `parameter`: whoever enters the scope sets it
 * - `resolve`: it is looked up in the context by its name
 * - `alias`: it starts as the variable of the same name outside
 * - `none`: it has no value yet
 */
export type Load =
  | { readonly kind: "parameter" }
  | { readonly kind: "resolve"; readonly name: string }
  | { readonly kind: "alias"; readonly from: Variable }
  | { readonly kind: "none" };

/**
 * The names of one scope and what they refer to. Jinja2 decides while compiling which variable a name means,
 * from the order in which the scope reads and assigns it; this follows the same rules.
 */
export class Symbols {
  readonly parent: Symbols | undefined;
  readonly level: number;
  readonly unit: Unit;
  #refs = new Map<string, Variable>();
  #loads = new Map<Variable, Load>();
  #stores = new Set<string>();

  readonly #apart: boolean;

  /** @param apart whether its variables are its own; else scopes at the same level share them */
  constructor(parent: Symbols | undefined, unit: Unit, apart = false) {
    this.parent = parent;
    this.level = parent === undefined ? 0 : parent.level + 1;
    this.unit = unit;
    this.#apart = apart;
  }

  get loads(): ReadonlyMap<Variable, Load> {
    return this.#loads;
  }

  get stores(): ReadonlySet<string> {
    return this.#stores;
  }

  /** The variable that a name means here, or undefined. */
  find(name: string): Variable | undefined {
    return this.#refs.get(name) ?? this.parent?.find(name);
  }

  /** The name is read. */
  load(name: string): void {
    if (this.find(name) === undefined) this.#define(name, { kind: "resolve", name });
  }

  /** The name is assigned to. */
  store(name: string): void {
    this.#stores.add(name);
    if (this.#refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.#define(name, outer === undefined ? { kind: "none" } : { kind: "alias", from: outer });
  }

  /** The name is a parameter, or the target of a loop. */
  parameter(name: string): Variable {
    this.#stores.add(name);
    return this.#define(name, { kind: "parameter" });
  }

  /** Every name assigned here or outside, with its variable: what an included template sees. */
  localNames(): Map<string, Variable> {
    const names = new Map(this.parent?.localNames());
    for (const name of this.#stores) names.set(name, this.find(name) as Variable);
    return names;
  }

  /** Reads the branches of a condition, of which at most one runs. */
  branches(visits: readonly (() => void)[]): void {
    const before = this.#copy();
    const after = visits.map((visit) => {
      this.#restore(before);
      visit();
      return this.#copy();
    });
    this.#restore(before);
    const assigned = new Set(
      after.flatMap(({ stores }) => [...stores]).filter((name) => !this.#stores.has(name)),
    );
    for (const { refs, loads, stores } of after) {
      for (const [name, variable] of refs) this.#refs.set(name, variable);
      for (const [variable, load] of loads) this.#loads.set(variable, load);
      for (const name of stores) this.#stores.add(name);
    }
    // A branch that does not run must leave the name as it was outside.
    for (const name of assigned) {
      const outer = this.parent?.find(name);
      this.#loads.set(
        this.find(name) as Variable,
        outer === undefined ? { kind: "resolve", name } : { kind: "alias", from: outer },
      );
    }
  }

  /**
   * Moves the look-ups of names that are only read here to the entry of the unit: the context does not
   * change while a unit runs, so a loop need not look them up again each time around.
   */
  hoist(): void {
    for (const [variable, load] of this.#loads) {
      if (load.kind === "resolve" && !this.#stores.has(load.name)) {
        this.#loads.delete(variable);
        this.#refs.set(load.name, this.unit.resolve(load.name));
      }
    }
  }

  #define(name: string, load: Load): Variable {
    const variable = this.#apart ? this.unit.slot() : this.unit.variable(this.level, name);
    this.#refs.set(name, variable);
    this.#loads.set(variable, load);
    return variable;
  }

  #copy() {
    return { refs: new Map(this.#refs), loads: new Map(this.#loads), stores: new Set(this.#stores) };
  }

  #restore(copy: { refs: Map<string, Variable>; loads: Map<Variable, Load>; stores: Set<string> }): void {
    this.#refs = new Map(copy.refs);
    this.#loads = new Map(copy.loads);
    this.#stores = new Set(copy.stores);
  }
}

/** How a statement looks to the scope around it; see `StatementHandler.track`. */
export type Track = (node: Node, tracker: Tracker) => void;

/** Walks the nodes of a scope and tells its symbols what they read and assign, in order. */
export class Tracker {
  readonly symbols: Symbols;
  readonly #tracks: Readonly<Record<string, Track | undefined>>;

  constructor(symbols: Symbols, tracks: Readonly<Record<string, Track | undefined>>) {
    this.symbols = symbols;
    this.#tracks = tracks;
  }

  visit(node: Node | undefined): void {
    if (node === undefined) return;
    if (node.kind === "Name") {
      if (node.context === "load") this.symbols.load(node.name);
      else if (node.context === "store") this.symbols.store(node.name);
      else this.symbols.parameter(node.name);
    } else if (node.kind === "NSRef") {
      this.symbols.load(node.name);
    } else {
      const track = this.#tracks[node.kind];
      if (track === undefined) forEachChild(node, (child) => this.visit(child));
      else track(node, this);
    }
  }

  visitAll(nodes: readonly Node[]): void {
    for (const node of nodes) this.visit(node);
  }

  /** The names of a target as parameters. */
  parameters(target: Target): void {
    if (target.kind === "Name") this.symbols.parameter(target.name);
    else if (target.kind === "Tuple") for (const item of target.items) this.parameters(item as Target);
    else this.visit(target);
  }
}

/** Which of the names are read by the nodes before anything assigns them. Blocks do not count. */
export function findUndeclared(nodes: readonly Node[], names: readonly string[]): Set<string> {
  const open = new Set(names);
  const undeclared = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === "Name") {
      if (node.context === "load" && open.has(node.name)) undeclared.add(node.name);
      else open.delete(node.name);
    } else if (node.kind !== "Block") forEachChild(node, visit);
  };
  for (const node of nodes) visit(node);
  return undeclared;
}
