import type { Statement } from "../jinja/syntax/nodes.js";
import { namesSetHere } from "./bindings.js";
import { aboutName, type Fact, type Facts, forget, withFacts } from "./facts.js";
import type { Fault } from "./json-scanner.js";
import { type JsonState, JsonStates } from "./json-state.js";

/** The names that a scope gives a meaning to: it starts, and ends, with what they mean outside. */
export class Scope {
  readonly #names: ReadonlySet<string>;
  readonly #outside = new Map<string, Fact>();

  /** @param given the names that the scope itself gives a meaning to, beside those set in its body */
  constructor(given: readonly string[], body: readonly Statement[], states: JsonStates) {
    const targets = new Set(given);
    this.#names = new Set([...targets, ...namesSetHere(body)]);
    for (const name of this.#names) {
      if (targets.has(name)) continue;
      const known = [...states].map(({ facts }) => facts.get(aboutName(name)));
      const [first] = known;
      if (first === undefined || !known.every((fact) => isSameFact(fact, first))) continue;
      this.#outside.set(aboutName(name), first);
    }
  }

  enter(facts: Facts): Facts {
    return this.leave(facts);
  }

  leave(facts: Facts): Facts {
    const kept = forget(facts, this.#names);
    return this.#outside.size === 0 ? kept : withFacts(kept, this.#outside);
  }
}

function isSameFact(a: Fact | undefined, b: Fact): boolean {
  if (a?.kind === "constant" && b.kind === "constant") return a.value === b.value;
  return a?.kind === "joiner" && b.kind === "joiner" && a.made === b.made;
}

/** The same paths with one more condition behind them. */
export function onTrail(states: JsonStates, text: string): JsonStates {
  const out = new JsonStates();
  for (const state of states) out.add({ ...state, trail: { text, before: state.trail } });
  return out;
}

/** A text that is the same for the same fault, on whatever path. */
export function faultKey({ rule, span }: Fault): string {
  return `${rule} ${span.start}`;
}

/** The last conditions that led to a path. */
export function trailOf({ trail }: JsonState): string {
  const texts: string[] = [];
  for (let at = trail; at !== undefined && texts.length < 2; at = at.before) {
    if (!texts.includes(at.text)) texts.unshift(at.text);
  }
  return texts.length === 0 ? "" : `, where ${texts.join(" and ")}`;
}

/** Code for a message. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 38)}…` : text;
}
