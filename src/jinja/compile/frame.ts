import { Symbols } from "./symbols.js";
import type { Unit } from "./unit.js";

/** What is known of escaping while compiling. */
export interface Escaping {
  autoescape: boolean;
  /** Whether only the render can tell. */
  volatile: boolean;
}

/** A scope while it is compiled: its names, and what Jinja2's rules want to know about where it is. */
export class Frame {
  readonly symbols: Symbols;
  readonly escaping: Escaping;
  /** Whether assignments are seen by blocks, includes and imports. */
  topLevel = false;
  /** Whether it is the top level itself, outside every condition. */
  rootLevel = false;
  /** Whether it is inside a condition, where unknown filters and tests are an error only when reached. */
  soft = false;
  /** Whether output must ask first if the template extends another. */
  checkOutput = false;
  /** Whether it is a constant that Jinja2 works out while compiling, by somewhat other rules. */
  folds = false;
  /** Whether `break` and `continue` have a loop to end. */
  inLoop = false;

  constructor(symbols: Symbols, escaping: Escaping) {
    this.symbols = symbols;
    this.escaping = escaping;
  }

  get unit(): Unit {
    return this.symbols.unit;
  }

  /** A scope inside this one; with another unit, its code has activations of its own. */
  inner(unit = this.unit): Frame {
    return this.#child(new Symbols(this.symbols, unit));
  }

  /** A scope inside this one whose variables are nobody else's, not even of scopes at the same level. */
  apart(unit: Unit): Frame {
    return this.#child(new Symbols(this.symbols, unit, true));
  }

  /** The same scope inside a condition. */
  conditional(): Frame {
    const frame = this.#same();
    frame.soft = true;
    return frame;
  }

  /** The same scope inside a constant. */
  folding(): Frame {
    const frame = this.#same();
    frame.soft = this.soft;
    frame.folds = true;
    return frame;
  }

  #same(): Frame {
    const frame = new Frame(this.symbols, this.escaping);
    frame.topLevel = this.topLevel;
    frame.checkOutput = this.checkOutput;
    frame.folds = this.folds;
    frame.inLoop = this.inLoop;
    return frame;
  }

  #child(symbols: Symbols): Frame {
    const frame = new Frame(symbols, this.escaping);
    frame.checkOutput = this.checkOutput;
    frame.inLoop = this.inLoop && symbols.unit === this.unit;
    return frame;
  }
}
