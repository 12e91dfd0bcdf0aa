import type { For } from "../jinja/syntax/nodes.js";
import { namesOf, namesSetIn } from "./bindings.js";
import { aboutName, type Fact, type Facts, forget, withFact } from "./facts.js";
import type { Fault } from "./json-scanner.js";
import { type JsonState, JsonStates } from "./json-state.js";

/** The names that a loop gives a meaning to: each round starts with what they mean outside. */
export class Scope {
  readonly #names: ReadonlySet<string>;
  readonly #outside = new Map<string, Fact>();

  constructor({ target, body }: For, states: JsonStates) {
    const targets = new Set(namesOf(target));
    this.#names = new Set([...targets, ...namesSetIn(body)]);
    for (const name of this.#names) {
      const known = [...states].map(({ facts }) => facts.get(aboutName(name)));
      const [first] = known;
      const isSure = first?.kind === "constant" && known.every((fact) => sameConstant(fact, first));
      if (isSure && !targets.has(name)) this.#outside.set(aboutName(name), first);
    }
  }

  enter(facts: Facts): Facts {
    return this.leave(facts);
  }

  leave(facts: Facts): Facts {
    let result = forget(facts, this.#names);
    for (const [key, fact] of this.#outside) result = withFact(result, key, fact);
    return result;
  }
}

function sameConstant(a: Fact | undefined, b: Fact): boolean {
  return a?.kind === "constant" && b.kind === "constant" && a.value === b.value;
}

/** The same paths with other facts. */
export function mapFacts(states: JsonStates, change: (facts: Facts) => Facts): JsonStates {
  const out = new JsonStates();
  for (const state of states) out.add({ ...state, facts: change(state.facts) });
  return out;
}

/** The same paths with one more condition behind them. */
export function onTrail(states: JsonStates, text: string): JsonStates {
  const out = new JsonStates();
  for (const state of states) out.add({ ...state, trail: { text, before: state.trail } });
  return out;
}

/** Whether two paths have the same fault. */
export function isSame(a: Fault, b: Fault): boolean {
  return a.rule === b.rule && a.span.start === b.span.start;
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
