/** A local variable: its place in the slots of the activation of its unit. */
export interface Variable {
  readonly unit: Unit;
  readonly slot: number;
}

/**
 * A piece of template code that has activations of its own: the top level, a block, a macro, a recursive
 * loop. Its scopes share one array of slots.
 */
export class Unit {
  /** The unit around it, whose variables it sees. */
  readonly outer: Unit | undefined;
  readonly depth: number;
  /** Names that are looked up in the context when the unit is entered. */
  readonly resolved = new Map<string, Variable>();
  readonly #variables = new Map<string, Variable>();
  #size = 0;

  constructor(outer: Unit | undefined) {
    this.outer = outer;
    this.depth = outer === undefined ? 0 : outer.depth + 1;
  }

  /** Number of slots; final when everything in the unit is compiled. */
  get size(): number {
    return this.#size;
  }

  /** The variable of a name at a level of scopes; scopes side by side share it, as they do in Jinja2. */
  variable(level: number, name: string): Variable {
    const key = `${level} ${name}`;
    let variable = this.#variables.get(key);
    if (variable === undefined) {
      variable = this.unnamed();
      this.#variables.set(key, variable);
    }
    return variable;
  }

  /** A variable without a name. */
  unnamed(): Variable {
    const variable = { unit: this, slot: this.#size };
    this.#size += 1;
    return variable;
  }

  /** The variable that holds what the context has under a name, when the unit is entered. */
  resolve(name: string): Variable {
    let variable = this.resolved.get(name);
    if (variable === undefined) {
      variable = this.unnamed();
      this.resolved.set(name, variable);
    }
    return variable;
  }
}
