import type { AssignBlock } from "../jinja/syntax/nodes.js";

/** What is known on one path through a template. */
export type Fact =
  /** What a condition was found to be, and the names it reads. */
  | { readonly kind: "condition"; readonly value: boolean; readonly names: ReadonlySet<string> }
  /** What a variable, or an attribute of a namespace, was set to; of a text, where it stands in the template. */
  | { readonly kind: "constant"; readonly value: string | number | boolean | null; readonly made?: number }
  /** A `joiner`, by where it was made; whether it was called is a fact of its own. */
  | { readonly kind: "joiner"; readonly separator: string; readonly made: number }
  /** What `{% set name %}…{% endset %}` has captured. */
  | { readonly kind: "captured"; readonly block: AssignBlock };

/** Facts by what they are about: a condition, or the name of a variable. */
export type Facts = ReadonlyMap<string, Fact>;

export const noFacts: Facts = new Map();

/** The key of a variable's fact. */
export const aboutName = (name: string): string => `=${name}`;
/** The key of a fact about an attribute of a namespace. */
export const aboutAttribute = (name: string, attribute: string): string => `=${name}.${attribute}`;
/** The key of whether a joiner was called before; the joiner is the same by all of its names. */
export const aboutJoiner = (made: number): string => `!${made}`;
/** The key of a condition's fact. */
export const aboutCondition = (condition: string): string => `?${condition}`;

/** Facts that one path knows. What is not known of the rest is no fault: it may be anything. */
const maxKnown = 500;
/** Longest name of which anything is known, and longest text that is compared; of others, where they stand is. */
const maxLength = 60;

export function withFact(facts: Facts, key: string, fact: Fact | undefined): Facts {
  if (key.length > maxLength || (!facts.has(key) && (fact === undefined || facts.size >= maxKnown)))
    return facts;
  return withFacts(facts, [[key, fact]]);
}

/** Several facts at once: all that is known is copied once, not for each of them. */
export function withFacts(facts: Facts, added: Iterable<readonly [string, Fact | undefined]>): Facts {
  const copy = new Map(facts);
  for (const [key, fact] of added) {
    if (fact === undefined) copy.delete(key);
    else if (key.length <= maxLength && (copy.size < maxKnown || copy.has(key))) copy.set(key, fact);
  }
  return copy;
}

/** Takes away all that is known of some names, for they are about to mean something else. */
export function forget(facts: Facts, names: ReadonlySet<string>): Facts {
  if (facts.size === 0 || names.size === 0) return facts;
  let kept: Map<string, Fact> | undefined;
  for (const [key, fact] of facts) {
    if (!isAbout(key, fact, names)) continue;
    kept ??= new Map(facts);
    kept.delete(key);
  }
  return kept ?? facts;
}

function isAbout(key: string, fact: Fact, names: ReadonlySet<string>): boolean {
  if (fact.kind === "condition") return !disjoint(fact.names, names);
  const dot = key.indexOf(".");
  return names.has(key.slice(1, dot < 0 ? undefined : dot));
}

/** Takes away what is known of conditions only. */
export function withoutConditions(facts: Facts): Facts {
  return new Map([...facts].filter(([, fact]) => fact.kind !== "condition"));
}

const keys = new WeakMap<Facts, string>();

/** A text that is the same for the same facts. */
export function factsKey(facts: Facts): string {
  let key = keys.get(facts);
  if (key === undefined) {
    key = [...facts]
      .map(([about, fact]) => `${about}:${factKey(fact)}`)
      .sort()
      .join(";");
    keys.set(facts, key);
  }
  return key;
}

function factKey(fact: Fact): string {
  switch (fact.kind) {
    case "condition":
      return String(fact.value);
    case "constant": {
      const { value, made } = fact;
      const isLong = typeof value === "string" && value.length > maxLength;
      return isLong && made !== undefined ? `text ${made}` : `${typeof value} ${JSON.stringify(value)}`;
    }
    case "joiner":
      return `joiner ${fact.made}`;
    case "captured":
      return `captured ${fact.block.span.start}`;
  }
}

function disjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const item of few) if (many.has(item)) return false;
  return true;
}
