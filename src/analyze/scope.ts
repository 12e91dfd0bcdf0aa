import type { Source } from "../errors/source.js";
import type { MacroParts } from "../jinja/syntax/nodes.js";
import { either, type Meaning, unknown } from "./meaning.js";

/** A macro, or the body of a call block, and the names that it sees. */
export interface MacroMeaning {
  readonly node: MacroParts;
  readonly scope: Scope;
  readonly source: Source;
  /** Of the body of a call block, what was being walked where it stands: it is part of that, not of the macro. */
  readonly open?: ReadonlySet<MacroParts | string>;
}

/** Names and what they mean, inside other names. */
export class Scope {
  /** The names of this scope alone. */
  readonly own = new Map<string, Meaning>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  get(name: string): Meaning | undefined {
    return this.own.get(name) ?? this.#outer?.get(name);
  }

  set(name: string, meaning: Meaning): void {
    this.own.set(name, meaning);
  }

  /** Takes over what names mean after one of several branches ran; each has a scope inside this one. */
  join(branches: readonly Scope[]): void {
    const names = new Set(branches.flatMap((branch) => [...branch.own.keys()]));
    for (const name of names)
      this.set(name, either(...branches.map((branch) => branch.get(name) ?? unknown)));
  }
}
