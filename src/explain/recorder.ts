import { wholeSpan } from "../check/whole-span.js";
import type { Source, Span } from "../errors/source.js";
import type { Observer } from "../jinja/compile/observer.js";
import type { State } from "../jinja/runtime/state.js";
import type { Evaluate, Execute } from "../jinja/runtime/template-code.js";
import {
  type CondExpr,
  type Expression,
  type For,
  forEachChild,
  type If,
  type Node,
  type Output,
  type Statement,
} from "../jinja/syntax/nodes.js";
import { truth } from "../values/truth.js";
import { Undefined } from "../values/undefined.js";
import type { Value } from "../values/value.js";
import { Layer, type Piece } from "./layer.js";
import { layOut, type Part, placeTexts, type Row } from "./row.js";
import { shownType, shownValue } from "./shown-value.js";

/** Values of one `{{ }}` that are kept; of the others, only how many there were. */
const keptValues = 5;

/** What one `{{ }}` printed. */
export interface Printed {
  readonly node: Expression;
  readonly source: Source;
  times: number;
  readonly values: { readonly type: string; readonly value: string; readonly piece: Piece }[];
}

/** What became of one `if`, `for` or inline `if`. */
export interface Run {
  readonly node: If | For | CondExpr;
  readonly source: Source;
  times: number;
  rounds: number;
  /** How often each branch ran; the last is `else`. */
  readonly taken: number[];
}

/** A name, attribute or item that was not there. */
export interface Missing {
  readonly node: Expression;
  readonly source: Source;
  readonly why: string;
  times: number;
}

/** Tags that print what was made in a text of its own. */
const reprinting: ReadonlySet<string> = new Set(["Block", "Include", "CallBlock", "FilterBlock"]);

/**
 * Notes what a template does while it renders. It sits around the compiled pieces and changes none of them, so
 * that what is printed is the same; what it looks at has been worked out anyway.
 */
export class Recorder implements Observer {
  readonly printed: Printed[] = [];
  readonly runs: Run[] = [];
  readonly missing = new Map<Expression, Missing>();
  readonly layers: Layer[] = [];
  readonly #current = new WeakMap<State, Layer>();
  /** What is done with the values of some expressions, and when some statements start. */
  readonly #values = new Map<Expression, (value: Value) => void>();
  /** Nodes whose inline ifs are watched. */
  readonly #watched = new Set<Node>();
  readonly #starts = new Map<Statement, () => void>();
  readonly #parts = new Map<Expression, Part>();
  /** Lookups that gave nothing when they were last made. */
  readonly #absent = new Set<Expression>();
  #row: Row | undefined;

  expression(node: Expression, evaluate: Evaluate, source: Source): Evaluate {
    const looked = this.#lookup(node, evaluate, source);
    const see = this.#values.get(node);
    const seen: Evaluate =
      see === undefined
        ? looked
        : (state) => {
            const value = looked(state);
            see(value);
            return value;
          };
    const part = this.#parts.get(node);
    return part === undefined ? seen : this.#part(part, seen, source);
  }

  statement(node: Statement, compile: () => Execute, source: Source): Execute {
    // What is inside is compiled first, so what to look for there must be known before.
    this.#watchConditions(node, source);
    if (node.kind === "Output") return this.#started(node, this.#output(node, compile, source));
    const run = node.kind === "If" || node.kind === "For" ? this.#watch(node, source) : undefined;
    const execute = compile();
    const printing = this.#reprinted(node, this.#captured(node, execute), source);
    if (run === undefined) return this.#started(node, printing);
    return this.#started(node, (state) => {
      run.times += 1;
      return printing(state);
    });
  }

  #started(node: Statement, execute: Execute): Execute {
    const start = this.#starts.get(node);
    if (start === undefined) return execute;
    return (state) => {
      start();
      return execute(state);
    };
  }

  #watch(node: If | For, source: Source): Run {
    const branches = node.kind === "If" ? node.branches : [];
    const run: Run = { node, source, times: 0, rounds: 0, taken: [...branches, node].map(() => 0) };
    this.runs.push(run);
    const take = (index: number) => {
      run.taken[index] = (run.taken[index] as number) + 1;
    };
    branches.forEach(({ test }, index) => {
      this.#see(test, (value) => {
        if (isTrue(value)) take(index);
        else if (index === branches.length - 1) take(branches.length);
      });
    });
    if (node.kind === "If") return run;
    const [first] = node.body;
    const [otherwise] = node.otherwise;
    if (first !== undefined) {
      this.#starts.set(first, () => {
        run.rounds += 1;
      });
    }
    if (otherwise !== undefined) this.#starts.set(otherwise, () => take(0));
    return run;
  }

  /** Watches the inline ifs of a node and all inside it. */
  #watchConditions(node: Node, source: Source): void {
    if (this.#watched.has(node)) return;
    this.#watched.add(node);
    if (node.kind === "CondExpr") {
      const run: Run = { node, source, times: 0, rounds: 0, taken: [0, 0] };
      this.runs.push(run);
      this.#see(node.test, (value) => {
        const index = isTrue(value) ? 0 : 1;
        run.times += 1;
        run.taken[index] = (run.taken[index] as number) + 1;
      });
    }
    forEachChild(node, (child) => this.#watchConditions(child, source));
  }

  #see(node: Expression, see: (value: Value) => void): void {
    const others = this.#values.get(node);
    this.#values.set(node, (value) => {
      others?.(value);
      see(value);
    });
  }

  #lookup(node: Expression, evaluate: Evaluate, source: Source): Evaluate {
    if (node.kind !== "Name" && node.kind !== "Getattr" && node.kind !== "Getitem") return evaluate;
    return (state) => {
      const value = evaluate(state);
      if (!(value instanceof Undefined)) {
        this.#absent.delete(node);
        return value;
      }
      this.#absent.add(node);
      // Of a chain, the first link that is missing is told.
      if (node.kind !== "Name" && this.#absent.has(node.node)) return value;
      const known = this.missing.get(node);
      if (known === undefined) this.missing.set(node, { node, source, why: value.message, times: 1 });
      else known.times += 1;
      return value;
    };
  }

  #output(node: Output, compile: () => Execute, source: Source): Execute {
    const { parts, trailing } = layOut(node);
    for (const part of parts) {
      const printed: Printed = { node: part.shown, source, times: 0, values: [] };
      this.printed.push(printed);
      this.#parts.set(part.node, part);
      part.done = (value, piece) => {
        printed.times += 1;
        if (printed.values.length >= keptValues) return;
        printed.values.push({ type: shownType(value), value: shownValue(value), piece });
      };
      for (const inner of part.inner) {
        this.#see(inner, (value) => {
          part.value = value;
        });
      }
    }
    const execute = compile();
    const length = trailing.reduce((sum, { data }) => sum + data.length, 0);
    return (state) => {
      const around = this.#row;
      const layer = this.#layer(state);
      const row: Row = { layer, piece: undefined };
      this.#row = row;
      const before = state.out.length;
      try {
        const signal = execute(state);
        const end = state.out.length - length;
        if (row.piece !== undefined) row.piece.end = end;
        // Outside of blocks, a template that extends another prints nothing.
        if (row.piece !== undefined || end === before)
          placeTexts(layer, trailing, end, source, this.layers.length);
        return signal;
      } finally {
        this.#row = around;
        layer.text = state.out;
      }
    };
  }

  #part(part: Part, evaluate: Evaluate, source: Source): Evaluate {
    const span = wholeSpan(part.shown, source.text);
    return (state) => {
      const row = this.#row as Row;
      const before = state.out.length;
      if (row.piece !== undefined) row.piece.end = before;
      const start = placeTexts(row.layer, part.texts, before, source, this.layers.length);
      const piece = this.#piece(source, span, start);
      row.layer.pieces.push(piece);
      row.piece = piece;
      part.value = undefined;
      const value = evaluate(state);
      piece.lastLayer = this.layers.length;
      part.done?.(part.value ?? value, piece);
      return value;
    };
  }

  #piece(source: Source, span: Span, start: number): Piece {
    const layers = this.layers.length;
    return { source, span, start, end: start, firstLayer: layers, lastLayer: layers };
  }

  /** A body whose text is used instead of printed is put together by itself. */
  #captured(node: Statement, execute: Execute): Execute {
    if (node.kind !== "AssignBlock" && node.kind !== "FilterBlock") return execute;
    return (state) => {
      const around = this.#layer(state);
      const layer = new Layer(node.kind === "AssignBlock");
      this.layers.push(layer);
      this.#current.set(state, layer);
      try {
        return execute(state);
      } finally {
        this.#current.set(state, around);
      }
    };
  }

  #reprinted(node: Statement, execute: Execute, source: Source): Execute {
    if (!reprinting.has(node.kind) && !(node.kind === "For" && node.recursive)) return execute;
    return (state) => {
      const layer = this.#layer(state);
      const piece = this.#piece(source, node.span, state.out.length);
      layer.pieces.push(piece);
      const signal = execute(state);
      piece.end = state.out.length;
      piece.lastLayer = this.layers.length;
      layer.text = state.out;
      return signal;
    };
  }

  #layer(state: State): Layer {
    let layer = this.#current.get(state);
    if (layer === undefined) {
      layer = new Layer(false);
      this.layers.push(layer);
      this.#current.set(state, layer);
    }
    return layer;
  }
}

/** Whether a condition holds; where asking fails, the template fails next. */
function isTrue(value: Value): boolean {
  try {
    return truth(value);
  } catch {
    return false;
  }
}
