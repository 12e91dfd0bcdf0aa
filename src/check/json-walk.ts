import {
  type CallBlock,
  type Concat,
  type Expression,
  type FilterBlock,
  type For,
  type If,
  leavesLoop,
  namesOf,
  type Output,
  type Statement,
  type TemplateData,
  type TemplateNode,
} from "../jinja/syntax/nodes.js";
import { factsAfter, factsAfterBlock } from "./assignment.js";
import { type Bindings, emptiness, readBindings } from "./bindings.js";
import { Conditions } from "./conditions.js";
import { type Facts, forget, noFacts } from "./facts.js";
import { printHole } from "./hole.js";
import { type Inlining, inlinedCall, printsConstant } from "./inlined.js";
import { type JsonState, JsonStates, startState } from "./json-state.js";
import { type LoopPlace, unknownPlace } from "./loop-place.js";
import { PathWalk, TooComplex, type WalkOptions } from "./path-walk.js";
import { onTrail, Scope, shorten } from "./paths.js";
import { printedBy } from "./printed.js";

/** Macros, blocks and captured bodies inside one another that are followed: as many as a render runs by default. */
const maxCalls = 100;

/**
 * Walks a template over all of its branches and loops and reads what it prints as JSON, with holes where only
 * the render knows. Paths that come to the same place of the JSON are joined, so their number stays small.
 */
export class JsonWalk extends PathWalk {
  readonly bindings: Bindings;
  readonly #conditions: Conditions;
  #loop: LoopPlace = unknownPlace;
  /** Where `break` and `continue` of the innermost loop lead. */
  #breaks = new JsonStates();
  #continues = new JsonStates();
  /** What is being inlined, and the call blocks around it that `caller()` stands for. */
  readonly #active = new Set<object>();
  readonly #callers: (CallBlock | undefined)[] = [];
  /** What loops led to, by where they began. */
  readonly #loops = new Map<For, Map<string, JsonStates>>();

  constructor(template: TemplateNode, options: WalkOptions) {
    super(options);
    this.bindings = readBindings(template, options.environment);
    this.#conditions = new Conditions(this.bindings, options.environment);
  }

  /**
   * Walks the whole template.
   * @throws TooComplex where it cannot be followed
   */
  run({ body, span }: TemplateNode): void {
    if (this.bindings.isExtending) throw new TooComplex("It extends another template", { start: 0, end: 0 });
    const ends = this.#body(body, new JsonStates([startState(noFacts)]));
    this.report(ends, { start: Math.max(0, span.end - 1), end: span.end }, (reader, place) =>
      reader.finish(place),
    );
  }

  /** Walks a template that is printed as it is. */
  runText(text: string): void {
    const states = new JsonStates([startState(noFacts)]);
    const place = (from: number, to: number) => ({ start: from, end: to });
    const ends = this.read(text, states, place);
    const end = text.trimEnd().length;
    this.report(ends, { start: Math.max(0, end - 1), end }, (reader, at) => reader.finish(at));
  }

  #body(nodes: readonly Statement[], from: JsonStates): JsonStates {
    let states = from;
    for (const node of nodes) {
      if (states.size === 0) break;
      this.spend(this.weigh(states), node.span);
      states = this.thin(this.#statement(node, states), node.span);
    }
    return states;
  }

  #statement(node: Statement, states: JsonStates): JsonStates {
    switch (node.kind) {
      case "Output":
        return this.#output(node, states);
      case "If":
        return this.#if(node, states);
      case "For":
        return this.#for(node, states);
      case "Assign":
        this.spendFor(this.sizes.of(node), states, node.span);
        return this.mapFacts(states, node.span, (facts) => factsAfter(node, facts, this.bindings));
      case "AssignBlock":
        this.spendFor(this.sizes.of(node.target), states, node.span);
        return this.mapFacts(states, node.span, (facts) => factsAfterBlock(node, facts, this.bindings));
      case "With": {
        this.spendFor(this.sizes.of(node), states, node.span);
        const scope = new Scope(node.targets.flatMap(namesOf), node.body, states);
        const inner = this.mapFacts(states, node.span, (facts) => scope.enter(facts));
        return this.mapFacts(this.#body(node.body, inner), node.span, (facts) => scope.leave(facts));
      }
      case "Autoescape":
        if (this.options.escapes) throw new TooComplex("It is escaped for HTML, too", node.span);
        return this.#body(node.body, states);
      case "Block":
        // What it sees of the names around it is another matter.
        return this.#inline(node, node.body, states, noFacts);
      case "FilterBlock":
        return this.#filterBlock(node, states);
      case "CallBlock":
        return this.#callBlock(node, states);
      case "Break":
        this.#breaks.addAll(states);
        return new JsonStates();
      case "Continue":
        this.#continues.addAll(states);
        return new JsonStates();
      case "Include":
        throw new TooComplex("It includes another template", node.span);
      case "Debug":
        throw new TooComplex("{% debug %} prints what nobody knows", node.span);
      case "Macro":
        return this.mapFacts(states, node.span, (facts) => forget(facts, new Set([node.name])));
      case "Import":
        return this.mapFacts(states, node.span, (facts) => forget(facts, new Set([node.target])));
      case "FromImport": {
        this.spendFor(this.sizes.of(node), states, node.span);
        const names = new Set(node.names.map(({ alias }) => alias));
        return this.mapFacts(states, node.span, (facts) => forget(facts, names));
      }
      case "ExprStmt":
      case "Extends":
        return states;
      // No default: what is not walked would be taken to print nothing.
    }
  }

  // --- what is printed ----------------------------------------------------------------------------------

  #output(node: Output, from: JsonStates): JsonStates {
    let states = from;
    for (const part of node.nodes) {
      if (states.size === 0) break;
      states = part.kind === "TemplateData" ? this.#data(part, states) : this.#printed(part, states);
      states = this.thin(states, part.span);
    }
    return states;
  }

  #data({ data, span }: TemplateData, states: JsonStates): JsonStates {
    // Where newlines are written otherwise, the text is longer than its source.
    const isSame = span.end - span.start === data.length;
    return this.read(data, states, (from, to) =>
      isSame ? { start: span.start + from, end: span.start + to } : span,
    );
  }

  #printed(part: Expression, states: JsonStates): JsonStates {
    this.spendFor(this.sizes.of(part), states, part.span);
    if (part.kind === "CondExpr") {
      const yes = this.#printed(part.value, this.#assume(part.test, true, states));
      const no = this.#assume(part.test, false, states);
      yes.addAll(part.otherwise === undefined ? no : this.#printed(part.otherwise, no));
      return yes;
    }
    if (part.kind === "Concat" && this.#printsJson(part)) {
      // Printing the whole is printing one part after the other.
      return part.nodes.reduce((before, node) => this.#printed(node, before), states);
    }
    const out = new JsonStates();
    const holes = new JsonStates();
    for (const state of states) {
      const texts = printsConstant(part, state.facts, this.bindings);
      const inlining = texts === undefined ? this.#inlining(part, state) : undefined;
      if (texts !== undefined) {
        this.record(part, "raw");
        for (const { text, facts } of texts) {
          const after = { ...state, facts: this.learn(state.facts, facts, part.span) };
          out.addAll(this.read(text, new JsonStates([after]), () => part.span));
        }
      } else if (inlining !== undefined) {
        this.record(part, "raw");
        const { node, body, facts, caller } = inlining;
        this.#callers.push(caller);
        out.addAll(this.#inline(node, body, new JsonStates([state]), facts));
        this.#callers.pop();
      } else holes.add(state);
    }
    out.addAll(this.#hole(part, holes));
    return out;
  }

  /** Whether JSON is put together of parts. Where a render escapes, it escapes the whole as one text. */
  #printsJson({ nodes }: Concat): boolean {
    return !this.options.escapes && nodes.some((node) => printedBy(node, this.bindings).form !== "plain");
  }

  #hole(part: Expression, states: JsonStates): JsonStates {
    return this.report(states, part.span, (reader, _place, { facts }) => {
      const position = printHole(reader, part, facts, this);
      if (position !== undefined) this.record(part, position);
    });
  }

  #inlining(part: Expression, state: JsonState): Inlining | undefined {
    return inlinedCall(part, state.facts, this.bindings, this.#callers.at(-1));
  }

  /** Walks a body as if it stood here. What is known here may not be true there, and the other way round. */
  #inline(node: Inlining["node"], body: readonly Statement[], states: JsonStates, facts: Facts): JsonStates {
    const where = body[0]?.span ?? { start: 0, end: 0 };
    if ("args" in node) this.spendFor(node.args.length, states, node.span);
    if (this.#active.has(node)) throw new TooComplex("It calls itself", where);
    if (this.#active.size === maxCalls) throw new TooComplex("Its calls are nested too deep", where);
    this.#active.add(node);
    const loop = this.#loop;
    this.#loop = unknownPlace;
    const out = new JsonStates();
    for (const state of states) {
      const ends = this.#body(body, new JsonStates([{ ...state, facts }]));
      for (const end of ends) out.add({ ...end, facts: state.facts });
    }
    this.#loop = loop;
    this.#active.delete(node);
    return out;
  }

  #callBlock(node: CallBlock, states: JsonStates): JsonStates {
    const { call } = node;
    this.spendFor(this.sizes.of(call), states, call.span);
    const out = new JsonStates();
    for (const state of states) {
      const inlining = inlinedCall(call, state.facts, this.bindings, this.#callers.at(-1));
      if (inlining === undefined) throw new TooComplex("It calls what cannot be followed", node.span);
      this.#callers.push(node);
      out.addAll(this.#inline(inlining.node, inlining.body, new JsonStates([state]), inlining.facts));
      this.#callers.pop();
    }
    return out;
  }

  /** What a filter block prints is a value like any other, but no render can escape it. */
  #filterBlock({ filter, span }: FilterBlock, states: JsonStates): JsonStates {
    return this.report(states, span, (reader, _place, { facts }) => {
      const isContent = reader.mode === "string" && filter.name === "json_string";
      const isValue = reader.mode.startsWith("value") && filter.name === "tojson" && filter.args.length === 0;
      const isKnown = (isContent || isValue) && !this.bindings.hostFilters.has(filter.name);
      if (this.options.escapes && !isKnown) {
        throw new TooComplex("What a filter block prints cannot be escaped", span);
      }
      printHole(reader, filter, facts, this);
    });
  }

  // --- branches and loops -------------------------------------------------------------------------------

  #if({ branches, otherwise }: If, states: JsonStates): JsonStates {
    const out = new JsonStates();
    let rest = states;
    for (const { test, body } of branches) {
      out.addAll(this.#body(body, this.#assume(test, true, rest)));
      rest = this.#assume(test, false, rest);
    }
    out.addAll(this.#body(otherwise, rest));
    return out;
  }

  #assume(
    test: Expression,
    value: boolean,
    states: JsonStates,
    told = `'${shorten(this.options.findings.code(test))}' is ${value}`,
  ): JsonStates {
    this.spend(this.weigh(states), test.span);
    this.spendFor(this.sizes.of(test), states, test.span);
    const out = new JsonStates();
    for (const state of states) {
      const facts = this.#conditions.assume(test, value, state.facts, this.#loop);
      if (facts === undefined) continue;
      const isNews = this.#conditions.truth(test, state.facts, this.#loop) === undefined;
      out.add({ ...state, facts, trail: isNews ? { text: told, before: state.trail } : state.trail });
    }
    return out;
  }

  /**
   * A loop runs never, once, or with a first, any number of middle and a last round. The middle is repeated
   * until no round leads to anything new.
   */
  #for(node: For, states: JsonStates): JsonStates {
    this.spendFor(this.sizes.of(node), states, node.span);
    // A round of the loop around it comes here in the same state as the round before, as a rule.
    if (this.#callers.length > 0 || node.otherwise.some(leavesLoop)) return this.#rounds(node, states);
    const known = this.#loops.get(node) ?? new Map<string, JsonStates>();
    this.#loops.set(node, known);
    const key = `${String(this.#loop.first)} ${String(this.#loop.last)} ${states.key}`;
    const out = known.get(key) ?? this.#rounds(node, states);
    known.set(key, out);
    return new JsonStates(out);
  }

  #rounds(node: For, states: JsonStates): JsonStates {
    const { test, otherwise } = node;
    const iter = emptiness(node.iter);
    if (node.recursive) throw new TooComplex("A recursive loop cannot be followed", node.span);
    const isAsked = test === undefined && this.#conditions.isDecided(node.iter);
    const what = shorten(this.options.findings.code(node.iter));
    const empty = `'${what}' is empty`;
    const never = isAsked ? this.#assume(iter, false, states, empty) : onTrail(states, empty);
    const some = isAsked ? this.#assume(iter, true, states, `'${what}' is not empty`) : states;

    const [loop, breaks, continues] = [this.#loop, this.#breaks, this.#continues];
    this.#breaks = new JsonStates();
    const out = new JsonStates();
    const scope = new Scope(namesOf(node.target), node.body, some);
    const round = (place: LoopPlace, from: JsonStates): JsonStates => {
      this.#loop = place;
      this.#continues = new JsonStates();
      const ends = this.#body(
        node.body,
        this.mapFacts(from, node.span, (facts) => scope.enter(facts)),
      );
      ends.addAll(this.#continues);
      return ends;
    };
    out.addAll(round({ first: true, last: true }, some));
    const middle = round({ first: true, last: false }, some);
    for (let fresh = middle; fresh.size > 0; ) {
      const ends = round({ first: false, last: false }, fresh);
      fresh = new JsonStates();
      for (const end of ends) {
        const added = middle.add(end);
        if (added !== undefined) fresh.add(added);
      }
      this.checkSize(middle, node.span);
    }
    out.addAll(round({ first: false, last: true }, middle));
    out.addAll(this.#breaks);
    const isCutShort = this.#breaks.size > 0 || this.#continues.size > 0;
    [this.#loop, this.#breaks, this.#continues] = [loop, breaks, continues];

    const ends = this.mapFacts(out, node.span, (facts) => scope.leave(facts));
    // Rounds that are cut short do not count, so that "else" can follow them.
    if (isCutShort) never.addAll(ends);
    ends.addAll(this.#body(otherwise, never));
    return ends;
  }
}
