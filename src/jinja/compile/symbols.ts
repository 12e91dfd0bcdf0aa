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

/** What was written into one of a scope's tables: enough to take it back, and to write it again. */
interface Change {
  readonly table: Map<unknown, unknown>;
  readonly key: unknown;
  before: unknown;
  after: unknown;
}

/** Changes, one for each key of each table: branches inside one another write the same ones again and again. */
class Changes {
  readonly #ofTables = new Map<Map<unknown, unknown>, Map<unknown, Change>>();
  size = 0;

  find({ table, key }: Pick<Change, "table" | "key">): Change | undefined {
    return this.#ofTables.get(table)?.get(key);
  }

  add(change: Change): void {
    let ofTable = this.#ofTables.get(change.table);
    if (ofTable === undefined) {
      ofTable = new Map();
      this.#ofTables.set(change.table, ofTable);
    }
    ofTable.set(change.key, change);
    this.size += 1;
  }

  *[Symbol.iterator](): Generator<Change> {
    for (const ofTable of this.#ofTables.values()) yield* ofTable.values();
  }

  /** These and those that came after them. The fewer ones are moved, so that many are not moved again and again. */
  and(later: Changes): Changes {
    const [few, many] = this.size < later.size ? [this, later] : [later, this];
    for (const change of few) {
      const same = many.find(change);
      if (same === undefined) many.add(change);
      else if (few === later) same.after = change.after;
      else same.before = change.before;
    }
    return many;
  }
}

/** A branch of a condition: what reads it, and how long it is in the source. */
export interface BranchVisit {
  readonly visit: () => void;
  readonly length: number;
}

/** The names assigned in one scope, with their variables. */
type LocalNames = ReadonlyMap<string, Variable>;

/**
 * The names of one scope and what they refer to. Jinja2 decides while compiling which variable a name means,
 * from the order in which the scope reads and assigns it; this follows the same rules.
 */
export class Symbols {
  readonly parent: Symbols | undefined;
  readonly level: number;
  readonly unit: Unit;
  readonly #refs = new Map<string, Variable>();
  readonly #loads = new Map<Variable, Load>();
  readonly #stores = new Map<string, true>();
  #localNames: readonly LocalNames[] | undefined;
  /** What was written since the branch of a condition began. */
  #changes: Changes | undefined;
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
    this.#write(this.#stores, name, true);
    if (this.#refs.has(name)) return;
    const outer = this.parent?.find(name);
    this.#define(name, outer === undefined ? { kind: "none" } : { kind: "alias", from: outer });
  }

  /** The name is a parameter, or the target of a loop. */
  parameter(name: string): Variable {
    this.#write(this.#stores, name, true);
    return this.#define(name, { kind: "parameter" });
  }

  /**
   * Every name assigned here or outside, with its variable: what an included template sees. One table a scope,
   * the outermost first; scopes share those around them. Once somebody asks, all names of the scope are known.
   */
  localNames(): readonly LocalNames[] {
    if (this.#localNames === undefined) {
      const around = this.parent?.localNames() ?? [];
      const own = new Map<string, Variable>();
      for (const name of this.#stores.keys()) own.set(name, this.find(name) as Variable);
      this.#localNames = own.size === 0 ? around : [...around, own];
    }
    return this.#localNames;
  }

  /**
   * Reads the branches of a condition, of which at most one runs. Each is read as if the others were not there; then
   * what all of them wrote is there, that of later ones over that of earlier ones.
   */
  branches(visits: readonly BranchVisit[]): void {
    const around = this.#changes;
    const written = visits.filter(({ length }) => length > 0);
    // The longest is read last, and what it wrote stays: the cost of conditions in conditions is that of the others.
    const order = [...written.entries()].sort(([, a], [, b]) => a.length - b.length);
    let [all, longest] = [new Changes(), -1];
    const others: Changes[] = [];
    for (const [index, { visit }] of order) {
      if (longest >= 0) {
        takeBack(all);
        others[longest] = all;
      }
      this.#changes = new Changes();
      visit();
      [all, longest] = [this.#changes, index];
    }
    for (const own of others.slice(0, longest).reverse()) writeAgain(own, all, false);
    for (const own of others.slice(longest + 1)) writeAgain(own, all, true);
    this.#changes = all;
    // A branch that does not run must leave the name as it was outside.
    for (const { table, key, before } of all) {
      if (table === this.#stores && before === undefined) this.#loadAround(key as string);
    }
    this.#changes = around?.and(all);
  }

  #loadAround(name: string): void {
    const variable = this.find(name) as Variable;
    const load = this.#loads.get(variable);
    const outer = this.parent?.find(name);
    // Conditions inside of this one may have seen to it already.
    if (outer === undefined) {
      if (load?.kind !== "resolve") this.#write(this.#loads, variable, { kind: "resolve", name });
    } else if (load?.kind !== "alias" || load.from !== outer) {
      this.#write(this.#loads, variable, { kind: "alias", from: outer });
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
    const variable = this.#apart ? this.unit.unnamed() : this.unit.variable(this.level, name);
    this.#write(this.#refs, name, variable);
    this.#write(this.#loads, variable, load);
    return variable;
  }

  #write(table: Map<unknown, unknown>, key: unknown, after: unknown): void {
    const known = this.#changes?.find({ table, key });
    if (known === undefined) this.#changes?.add({ table, key, before: table.get(key), after });
    else known.after = after;
    table.set(key, after);
  }
}

function takeBack(changes: Changes): void {
  for (const { table, key, before } of changes) {
    if (before === undefined) table.delete(key);
    else table.set(key, before);
  }
}

/** Writes what was taken back: over what others wrote there, or only where they did not. */
function writeAgain(changes: Changes, others: Changes, isOver: boolean): void {
  for (const change of changes) {
    const same = others.find(change);
    if (same !== undefined && !isOver) continue;
    change.table.set(change.key, change.after);
    if (same === undefined) others.add(change);
    else same.after = change.after;
  }
}

/** How statements look to the scope around them, by their kind; see `StatementHandler.track`. */
export type Tracks = Readonly<
  Record<string, { readonly track?: (node: Node, tracker: Tracker) => void } | undefined>
>;

/** Walks the nodes of a scope and tells its symbols what they read and assign, in order. */
export class Tracker {
  readonly symbols: Symbols;
  readonly #tracks: Tracks;

  constructor(symbols: Symbols, tracks: Tracks) {
    this.symbols = symbols;
    this.#tracks = tracks;
  }

  /** A function of its own, so that it can be handed on. */
  readonly visit = (node: Node): void => {
    if (node.kind === "Name") {
      if (node.context === "load") this.symbols.load(node.name);
      else if (node.context === "store") this.symbols.store(node.name);
      else this.symbols.parameter(node.name);
    } else if (node.kind === "NSRef") {
      this.symbols.load(node.name);
    } else {
      const handler = this.#tracks[node.kind];
      if (handler?.track === undefined) forEachChild(node, this.visit);
      else handler.track(node, this);
    }
  };

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
