import type { Source } from "../errors/source.js";
import type { Node } from "../jinja/syntax/nodes.js";
import type { ReadType } from "./analysis.js";
import type { Part, Region } from "./part.js";
import { placeOf } from "./places.js";
import type { MacroMeaning } from "./scope.js";
import type { Visits } from "./visits.js";

/** A value that the template makes; what it is made of may be parts of the request. */
export interface Made {
  readonly type?: ReadType;
  /** The text that it is. */
  readonly text?: string;
  /** Any item of the list that it is. */
  readonly items?: Meaning;
  /** The same, one by one. */
  readonly members?: readonly Meaning[];
  /** Whether it has only some of the items of the list that it was made of. */
  readonly isSome?: boolean;
  /** The values of the dict or namespace that it is, by their keys; namespaces are given more later. */
  readonly fields?: Map<string, Meaning>;
  /** Any value of the dict that it is, of keys that are not known. */
  readonly values?: Meaning;
  readonly macro?: MacroMeaning;
  /** Whether all of it was used. */
  isWhole?: boolean;
}

/** What a value may be, as far as that is known before the template runs: one of these. */
export interface Meaning {
  readonly parts: readonly Part[];
  readonly made: readonly Made[];
}

/**
 * Why something is read: `plain` needs it to be there; `guard` asks whether it is, or has something to stand for it;
 * `truth` does so for null as well; `quiet` only hands it on.
 */
export type Mode = "plain" | "guard" | "truth" | "quiet";

/** What one value may be; of what may be more, all is taken to be used. */
const maxAlternatives = 32;

// These are shared by all analyses, so there is nothing left to note on them.

/** A value of which nothing is known. */
export const unknown: Meaning = made({ isWhole: true });
const text = made({ type: "string", isWhole: true });
const number = made({ type: "number", isWhole: true });

export function made(value: Made): Meaning {
  return { parts: [], made: [value] };
}

export function typed(type: "string" | "number"): Meaning {
  return type === "string" ? text : number;
}

export function listOf(items: Meaning, isSome = false): Meaning {
  return made({ type: "array", items, isSome });
}

/** A tuple or list of known members. */
export function membersOf(members: readonly Meaning[], more: Pick<Made, "fields"> = {}): Meaning {
  return made({ type: "array", members, items: union(members), ...more });
}

/** A value that is one of several. */
export function either(...meanings: readonly Meaning[]): Meaning {
  return meanings.length === 0 ? unknown : union(meanings);
}

function union(meanings: readonly Meaning[]): Meaning {
  const parts = new Set<Part>();
  const values = new Set<Made>();
  for (const meaning of meanings) {
    for (const part of meaning.parts) parts.add(part);
    for (const value of meaning.made) values.add(value);
  }
  const all = { parts: [...parts], made: [...values] };
  if (parts.size + values.size <= maxAlternatives) return all;
  markWhole(all);
  return unknown;
}

/** Follows each of what a value may be. Nothing is known of what is not found. */
function follow(
  value: Meaning,
  inPart: (part: Part) => Part | undefined,
  inMade: (value: Made) => readonly (Meaning | undefined)[],
): Meaning {
  const parts = value.parts.map(inPart).filter((part) => part !== undefined);
  const found = value.made.flatMap(inMade).filter((meaning) => meaning !== undefined);
  const all = union([{ parts, made: [] }, ...found]);
  return all.parts.length + all.made.length === 0 ? unknown : all;
}

/** What a key of a value is. */
export function keyOf(value: Meaning, name: string): Meaning {
  return follow(
    value,
    (part) => part.key(name),
    ({ fields, values }) => [fields?.get(name) ?? unknown, values],
  );
}

/** What any item of a value is. */
export function itemsOf(value: Meaning): Meaning {
  return follow(
    value,
    (part) => part.items(),
    ({ items }) => [items ?? unknown],
  );
}

/** What any value of a dict is; how many there are to look at counts as visits. */
export function valuesOf(value: Meaning, { visits }: { readonly visits: Visits }): Meaning {
  return follow(
    value,
    (part) => part.values(),
    ({ fields, values }) => {
      const all = [...(fields?.values() ?? []), values ?? unknown];
      visits.count += all.length;
      return all;
    },
  );
}

/** What one of the members is that a value is unpacked to. */
export function memberOf(value: Meaning, index: number): Meaning {
  return follow(
    value,
    (part) => part.items(),
    ({ members, items }) => [members?.[index] ?? items ?? unknown],
  );
}

/** The texts that a value may be, if it is nothing else. */
export function textsOf({ parts, made: values }: Meaning): string[] | undefined {
  const texts = values.map((value) => value.text).filter((each) => each !== undefined);
  return parts.length === 0 && texts.length === values.length ? texts : undefined;
}

/** What type a value has whatever the request holds. */
export function typeOf({ parts, made: values }: Meaning): ReadType | undefined {
  const [first, ...others] = [...parts.map((part) => part.knownType), ...values.map(({ type }) => type)];
  return others.every((type) => type === first) ? first : undefined;
}

/** Whether it is known which one of all it is. */
function isSingle({ parts, made: values }: Meaning): boolean {
  return parts.length + values.length === 1;
}

// ---------------------------------------------------------------------------------------------------
// What is done with values

/** Notes where the parts of the request that a value may be were come to. */
export function markOrigin({ parts }: Meaning, node: Node, at: { readonly source: Source }): void {
  for (const part of parts) part.origin ??= placeOf(node, at);
}

/** Notes that the parts of the request that a value may be are read by themselves. */
export function markRead(value: Meaning, mode: Mode, region: Region): void {
  for (const part of value.parts) {
    part.isRead = true;
    if (mode === "truth") part.isNullable = true;
    if ((mode === "guard" || mode === "truth") && !part.isCertain) part.isTested = true;
    if (mode === "plain" && isSingle(value)) part.markCertain(region);
  }
}

/** Notes that all of a value is used, and of what it was made of. */
export function markWhole(value: Meaning): void {
  // Values can be in each other deeper than the stack goes.
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const part of next.parts) part.markWhole();
    for (const each of next.made) {
      if (each.isWhole === true) continue;
      each.isWhole = true;
      open.push(...[each.items, each.values].filter((inner) => inner !== undefined));
      for (const inner of each.members ?? each.fields?.values() ?? []) open.push(inner);
    }
  }
}

/** Notes what type a value must have. */
export function hint({ parts }: Meaning, type: ReadType | undefined): void {
  if (type !== undefined) for (const part of parts) part.types.add(type);
}

/** What runs once for each item of a list, if that has them all. */
export function regionOf(list: Meaning, region: Region): Region {
  const inner = {};
  const items = itemsOf(list);
  if (!isSingle(list) || !isSingle(items) || list.made[0]?.isSome === true) return inner;
  for (const part of items.parts) {
    if ("each" in part.step && part.holder?.isAlwaysIn(region) === true) part.homes.add(inner);
  }
  return inner;
}
