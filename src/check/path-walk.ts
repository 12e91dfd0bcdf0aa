import { isPlatformLimit } from "../errors/platform.js";
import type { Span } from "../errors/source.js";
import type { Environment } from "../jinja/environment.js";
import type { Expression } from "../jinja/syntax/nodes.js";
import { type Facts, withoutConditions } from "./facts.js";
import type { Findings } from "./finding.js";
import { JsonReader, maxDepth } from "./json-reader.js";
import type { Fault } from "./json-scanner.js";
import { type JsonState, JsonStates } from "./json-state.js";
import { faultKey, shorten, trailOf } from "./paths.js";
import { type Position, Positions } from "./positions.js";
import { Sizes } from "./size.js";

/** Paths kept apart before what sets them apart is forgotten, and before the walk is given up. */
const maxPaths = 32;
const maxPlaces = 256;
/**
 * What is looked at in all, paths and rounds of loops counted each: nodes, characters by the dozen, and what a path
 * knows and has read by dozens, too.
 */
const maxSteps = 100_000;

/** Thrown where a template cannot be followed; `span` is where. */
export class TooComplex extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

/**
 * Looks through a template. Only the platform knows how deep its stack is, and how much of that is taken already.
 * @throws TooComplex where the stack comes to its end, and what `look` throws
 */
export function withinStack<Result>(span: Span, look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    if (!isPlatformLimit(error)) throw error;
    throw new TooComplex("It is nested deeper than the platform can follow", span);
  }
}

export interface WalkOptions {
  /** Whether the render escapes each value for its place. */
  readonly escapes: boolean;
  /** What the template is compiled in. */
  readonly environment: Environment;
  readonly findings: Findings;
}

/** Lets paths read what is printed, tells of what they find, and keeps their number and work in bounds. */
export class PathWalk {
  readonly positions = new Positions();
  readonly options: WalkOptions;
  protected readonly sizes = new Sizes();
  #steps = 0;

  constructor(options: WalkOptions) {
    this.options = options;
  }

  protected read(text: string, states: JsonStates, place: (from: number, to: number) => Span): JsonStates {
    this.spend(states.size * (1 + Math.ceil(text.length / 12)), place(0, text.length));
    return this.report(states, place(0, text.length), (reader) => reader.read(text, place));
  }

  protected record(part: Expression, position: Position): void {
    const conflict = this.positions.record(part, position);
    if (conflict === undefined || !this.options.escapes) return;
    this.options.findings.add("ambiguous-position", this.options.findings.spanOf(part), {
      message: `'${shorten(this.options.findings.code(part))}' stands ${conflict} on one branch and ${this.positions.spell(position)} on another`,
      fix: "each branch with its own quotes and its own {{ }}",
    });
  }

  /** Lets every path read something, tells of its faults, and gives the paths that go on. */
  protected report(
    states: JsonStates,
    place: Span,
    read: (reader: JsonReader, place: Span, state: JsonState) => void,
  ): JsonStates {
    const out = new JsonStates();
    const faults: { fault: Fault; state: JsonState }[] = [];
    this.spend(this.weigh(states), place);
    const times = new Map<string, number>();
    for (const state of states) {
      const reader = new JsonReader(state);
      read(reader, place, state);
      if (reader.copied > 0) this.spend(reader.copied >> 5, place);
      for (const fault of reader.faults) {
        faults.push({ fault, state });
        times.set(faultKey(fault), (times.get(faultKey(fault)) ?? 0) + 1);
      }
      if (!reader.isDead) out.add(reader.state());
      if ((reader.frame?.depth ?? 0) > maxDepth) throw new TooComplex("It is nested too deep", place);
    }
    for (const { fault, state } of faults) {
      const when = (times.get(faultKey(fault)) as number) < states.size ? trailOf(state) : "";
      this.options.findings.add(fault.rule, fault.span, { ...fault, message: fault.message + when });
    }
    return out;
  }

  /** The same paths with other facts. */
  protected mapFacts(states: JsonStates, span: Span, change: (facts: Facts) => Facts): JsonStates {
    const out = new JsonStates();
    for (const state of states)
      out.add({ ...state, facts: this.learn(state.facts, change(state.facts), span) });
    return out;
  }

  /** What a path newly knows costs steps: all that it knows has been copied, and is made a text to compare. */
  protected learn(before: Facts, after: Facts, span: Span): Facts {
    if (after !== before) this.spend(after.size >> 2, span);
    return after;
  }

  /** The steps that it takes to go through paths: what they know and have read has to be copied and compared. */
  protected weigh(states: JsonStates): number {
    let steps = states.size;
    for (const { facts, frame } of states) {
      steps += (facts.size >> 5) + ((frame?.depth ?? 0) >> 3);
      for (let at = frame; at !== undefined; at = at.parent) steps += at.may.size >> 6;
    }
    return steps;
  }

  /** What is large takes steps on each path, beside those of every node. */
  protected spendFor(size: number, states: JsonStates, span: Span): void {
    const steps = size >> 3;
    if (steps > 0) this.spend(steps * states.size, span);
  }

  protected spend(steps: number, span: Span): void {
    this.#steps += steps + 1;
    if (this.#steps > maxSteps) throw new TooComplex("It has too many branches", span);
  }

  /** Where there are too many paths, forgets which conditions led to them. */
  protected thin(states: JsonStates, span: Span): JsonStates {
    if (states.size <= maxPaths) return states;
    const thinned = this.mapFacts(states, span, withoutConditions);
    this.checkSize(thinned, span);
    return thinned;
  }

  protected checkSize(states: JsonStates, span: Span): void {
    if (states.size > maxPlaces) throw new TooComplex("It has too many branches", span);
  }
}
