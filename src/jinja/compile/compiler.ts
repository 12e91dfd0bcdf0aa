import type { ErrorCode } from "../../errors/codes.js";
import { HookloomError } from "../../errors/error.js";
import type { Source, Span } from "../../errors/source.js";
import type { FilterDefinition, TestDefinition } from "../builtins/define.js";
import { missing } from "../runtime/missing.js";
import type { State } from "../runtime/state.js";
import type { Evaluate, Execute } from "../runtime/template-code.js";
import type { Expression, Filter, Node, Statement, TemplateNode } from "../syntax/nodes.js";
import type { Frame } from "./frame.js";
import type { Observer } from "./observer.js";
import { findUndeclared, type Load, Tracker, type Tracks } from "./symbols.js";
import type { Variable } from "./unit.js";
import { readVariable } from "./variables.js";

/** What compiling asks of the environment that the template is for. */
export interface CompilerEnvironment {
  readonly observer: Observer | undefined;
  filter(name: string): FilterDefinition | undefined;
  test(name: string): TestDefinition | undefined;
  filterNames(): string[];
  testNames(): string[];
  /** Whether a template of that name escapes what it prints. */
  autoescapes(name: string | null): boolean;
}

/** What there is to know about one kind of statement; a tag brings one for each kind it parses to. */
export interface StatementHandler<Kind extends Statement = Statement> {
  /** What the scope around it sees of it; without this, all of its children in order. */
  track?(node: Kind, tracker: Tracker): void;
  compile(node: Kind, frame: Frame, compiler: Compiler): Execute;
}

/** A handler for every kind of statement; the compiler knows statements only through these. */
export type StatementHandlers = {
  readonly [Kind in Statement["kind"]]: StatementHandler<Extract<Statement, { kind: Kind }>>;
};

/** How expressions are compiled. The compiler is given this, since what compiles one is given the compiler. */
export interface ExpressionHandlers {
  expression(node: Expression, frame: Frame, compiler: Compiler): Evaluate;
  /** @param input what the innermost filter of a tag gets */
  filter(node: Filter, frame: Frame, compiler: Compiler, input: Evaluate): Evaluate;
}

/** Calls of JavaScript between a body and the bodies inside it, at most: a statement, and what a loop adds. */
const levelsOfBody = 3;

const noNames: ReadonlySet<string> = new Set();
const nothing: Execute = () => undefined;

/**
 * Turns the nodes of one template into closures.
 *
 * Closures live as long as the template, and JavaScript keeps for them whatever any function made beside them
 * refers to. So what compiles a node makes no function that refers to the node, the frame or the compiler: the
 * tree is let go.
 */
export class Compiler {
  readonly environment: CompilerEnvironment;
  readonly source: Source;
  /** The kinds of the nodes in the template, and all its names; the tree itself is let go. */
  readonly kinds: TemplateNode["kinds"];
  readonly names: TemplateNode["names"];
  /** Where the template's parent is, once an `extends` has run; undefined without any `extends`. */
  parentTemplate: Variable | undefined;
  /** How many `extends` have been compiled, and whether one of them is sure to run. */
  extendsSoFar = 0;
  hasKnownExtends = false;
  /** Start and end of each piece of source that can fail, by its place. */
  readonly places: number[] = [];
  /** The first thing that Python would not compile. */
  invalid: HookloomError | undefined;
  readonly #statements: StatementHandlers;
  readonly #expressions: ExpressionHandlers;
  /** Nodes compiled since the body around them began: what running it once costs. */
  #cost = 0;
  /** How deep the closures of the current unit are inside one another: now, and at most so far. */
  #height = 0;
  #highest = 0;

  constructor(
    environment: CompilerEnvironment,
    source: Source,
    statements: StatementHandlers,
    expressions: ExpressionHandlers,
    template: Pick<TemplateNode, "kinds" | "names">,
  ) {
    this.environment = environment;
    this.source = source;
    this.kinds = template.kinds;
    this.names = template.names;
    this.#statements = statements;
    this.#expressions = expressions;
  }

  /** Compiles an expression. */
  expression(node: Expression, frame: Frame): Evaluate {
    this.#cost += 1;
    this.#rise(1);
    const evaluate = this.#expressions.expression(node, frame, this);
    this.#height -= 1;
    const { observer } = this.environment;
    return observer === undefined ? evaluate : observer.expression(node, evaluate, this.source);
  }

  /** Compiles an expression that runs more often than the body it stands in, and so pays for itself each time. */
  repeated(node: Expression, frame: Frame): Evaluate {
    const around = this.#cost;
    this.#cost = 0;
    this.#rise(1);
    const evaluate = this.expression(node, frame);
    this.#height -= 1;
    const cost = this.#cost;
    this.#cost = around;
    // A single node is among what whoever runs it pays.
    if (cost === 1) return evaluate;
    return (state) => {
      state.meter.spend(cost);
      return evaluate(state);
    };
  }

  /** Compiles several expressions. */
  expressions(nodes: readonly Expression[], frame: Frame): Evaluate[] {
    return nodes.map((node) => this.expression(node, frame));
  }

  /** Compiles several things in one way, for which the way need not refer to the frame or the compiler. */
  each<Item, Code>(
    items: readonly Item[],
    frame: Frame,
    compile: (item: Item, frame: Frame, compiler: Compiler) => Code,
  ): Code[] {
    return items.map((item) => compile(item, frame, this));
  }

  /** Compiles statements that run one after the other, and pay for themselves first. */
  body(nodes: readonly Statement[], frame: Frame): Execute {
    const around = this.#cost;
    this.#cost = 0;
    this.#rise(levelsOfBody);
    const steps: Execute[] = [];
    for (const node of nodes) {
      this.#cost += 1;
      // A second `extends`, behind one that is sure to run, fails, so nothing behind it is compiled.
      const isLast = node.kind === "Extends" && this.hasKnownExtends;
      steps.push(this.#statement(node, frame));
      if (isLast) break;
    }
    this.#height -= levelsOfBody;
    const cost = this.#cost;
    this.#cost = around;
    const [first, second] = steps;
    if (first === undefined) return nothing;
    if (second === undefined) {
      return (state) => {
        state.meter.spend(cost);
        return first(state);
      };
    }
    return (state) => {
      state.meter.spend(cost);
      for (let index = 0; index < steps.length; index += 1) {
        const signal = (steps[index] as Execute)(state);
        if (signal !== undefined) return signal;
      }
      return undefined;
    };
  }

  #rise(levels: number): void {
    this.#height += levels;
    this.#highest = Math.max(this.#highest, this.#height);
  }

  /** Begins to compile what is called by itself; {@link endUnit} gets what this gives. */
  beginUnit(): readonly [height: number, highest: number] {
    const around = [this.#height, this.#highest] as const;
    this.#height = 0;
    this.#highest = 0;
    return around;
  }

  /** How deep the closures are inside one another that have been compiled since the unit began. */
  endUnit([height, highest]: readonly [height: number, highest: number]): number {
    const own = this.#highest;
    this.#height = height;
    this.#highest = highest;
    return own;
  }

  #statement(node: Statement, frame: Frame): Execute {
    const handler = this.#statements[node.kind] as StatementHandler;
    const { observer } = this.environment;
    if (observer === undefined) return handler.compile(node, frame, this);
    return observer.statement(node, () => handler.compile(node, frame, this), this.source);
  }

  /** Lets a scope's symbols see the nodes that it visits; that must come before anything in it is compiled. */
  tracker(frame: Frame): Tracker {
    return new Tracker(frame.symbols, this.#statements as Tracks);
  }

  /** Which of the names are read by the nodes before anything assigns them. */
  undeclared(nodes: readonly Node[], names: readonly string[]): ReadonlySet<string> {
    const there = names.filter((name) => this.names.has(name));
    return there.length === 0 ? noNames : findUndeclared(nodes, there);
  }

  /** What gives a scope's variables their first values; undefined where there is nothing to do. */
  enter(frame: Frame): ((state: State) => void) | undefined {
    frame.symbols.hoist();
    const steps: ((state: State) => void)[] = [];
    for (const [variable, load] of frame.symbols.loads) {
      const step = this.#load(variable, load, frame);
      if (step !== undefined) steps.push(step);
    }
    if (steps.length === 0) return undefined;
    return (state) => {
      state.meter.spend(steps.length);
      for (let index = 0; index < steps.length; index += 1) (steps[index] as (state: State) => void)(state);
    };
  }

  /** What takes the values of a scope's variables away again, for macros that were made in it and live on. */
  leave(frame: Frame): (state: State) => void {
    const gone = [...frame.symbols.loads].map(([{ slot }, { kind }]) => ({
      slot,
      value: kind === "parameter" ? missing : undefined,
    }));
    return (state) => {
      state.meter.spend(gone.length);
      for (let index = 0; index < gone.length; index += 1) {
        const { slot, value } = gone[index] as (typeof gone)[number];
        state.slots[slot] = value;
      }
    };
  }

  #load({ slot }: Variable, load: Load, frame: Frame): ((state: State) => void) | undefined {
    switch (load.kind) {
      case "parameter":
        return undefined;
      case "none":
        return (state) => {
          state.slots[slot] = undefined;
        };
      case "resolve": {
        const { name } = load;
        return (state) => {
          state.slots[slot] = state.context.resolve(name, state.meter);
        };
      }
      case "alias": {
        const read = readVariable(load.from, frame);
        return (state) => {
          state.slots[slot] = read(state);
        };
      }
    }
  }

  /** Looks up what a unit only reads from the context; comes first in every activation. */
  resolveNames(frame: Frame): (state: State) => void {
    // Listed when it first runs, since names are added until all of the unit is compiled.
    const { resolved } = frame.unit;
    let names: string[] | undefined;
    let slots: number[] = [];
    return (state) => {
      if (names === undefined) {
        names = [...resolved.keys()];
        slots = [...resolved.values()].map(({ slot }) => slot);
      }
      state.meter.spend(names.length);
      for (let index = 0; index < names.length; index += 1) {
        state.slots[slots[index] as number] = state.context.resolve(names[index] as string, state.meter);
      }
    };
  }

  /** A number that stands for a piece of source: stored before whatever may fail there. */
  place({ start, end }: Span): number {
    this.places.push(start, end);
    return this.places.length / 2 - 1;
  }

  /** Compiles the filters of a tag, whose innermost input is what the tag has captured. */
  filtered(node: Filter, frame: Frame, input: Evaluate): Evaluate {
    this.#cost += 1;
    return this.#expressions.filter(node, frame, this, input);
  }

  /** Fails while compiling. */
  fail(message: string, at: Node, code: ErrorCode = "template_assertion", help?: string): never {
    throw new HookloomError(code, message, { stage: "compile", help }).placedAt(this.source, at.span);
  }

  /** Fails once all of the template is compiled, as Python does only when it reads what Jinja2 has made. */
  failLater(message: string, at: Node): void {
    this.invalid ??= new HookloomError("template_invalid", message).placedAt(this.source, at.span);
  }
}
