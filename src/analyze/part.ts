import type { PathStep, ReadType } from "./analysis.js";
import type { Place } from "./places.js";

/** A piece of a template that runs wholly or not at all. */
export type Region = object;

/** Steps from a variable; what is deeper counts as all of what holds it. */
const maxDepth = 50;
/** Parts that are told apart. */
const maxParts = 5_000;
/** Characters of a key; what a longer one holds counts as all of what holds it. */
const maxKey = 200;

/** The variables of the request, and how many parts of them are known. */
export class Parts {
  readonly roots: ReadonlyMap<string, Part>;
  count = 0;
  /** Whether some are not told apart from what holds them. */
  isCut = false;

  /** @param region what always runs */
  constructor(variables: readonly string[], region: Region) {
    this.roots = new Map(variables.map((name) => [name, new Part(this, undefined, { key: name })]));
    for (const part of this.roots.values()) part.homes.add(region);
  }

  /** Every part that was read, those that hold others before them. */
  *read(): Generator<Part> {
    for (const root of this.roots.values()) yield* root.readParts();
  }
}

/** A part of the request, and what a template does with it. */
export class Part {
  readonly holder: Part | undefined;
  readonly step: PathStep;
  /** Where the template first came to it. */
  origin: Place | undefined;
  /** Whether it is read by itself, and not only on the way to something in it. */
  isRead = false;
  isWhole = false;
  /** Whether it was tested before anything else was done with it. */
  isTested = false;
  /** Whether it may as well be null: it was asked whether it is true, or what it is. */
  isNullable = false;
  /** Whether it is always read where what holds it is there. */
  isCertain = false;
  /** Whether its own items were used as its keys, so that it is a dict. */
  isMapping = false;
  readonly types = new Set<ReadType>();
  /** Of a variable, an item or a value: what runs once for each. */
  readonly homes = new Set<Region>();
  readonly #parts: Parts;
  readonly #depth: number;
  readonly #keys = new Map<string, Part>();
  #items: Part | undefined;
  #values: Part | undefined;

  constructor(parts: Parts, holder: Part | undefined, step: PathStep) {
    this.#parts = parts;
    this.holder = holder;
    this.step = step;
    this.#depth = holder === undefined ? 0 : holder.#depth + 1;
    parts.count += 1;
  }

  /** Whether all header fields are in it, whose names are in small letters whatever a template writes. */
  get isHeaders(): boolean {
    return this.#isVariable("headers");
  }

  /** The type that every request gives it. */
  get knownType(): ReadType | undefined {
    if (this.isHeaders) return "object";
    return this.holder?.isHeaders === true || this.#isVariable("method") ? "string" : undefined;
  }

  #isVariable(name: string): boolean {
    return this.holder === undefined && "key" in this.step && this.step.key === name;
  }

  key(name: string): Part | undefined {
    if (name.length > maxKey) return this.#make(undefined);
    const key = this.isHeaders ? name.toLowerCase() : name;
    const part = this.#keys.get(key) ?? this.#make({ key });
    if (part !== undefined) this.#keys.set(key, part);
    return part;
  }

  /** Any item of a list. */
  items(): Part | undefined {
    this.#items ??= this.#make({ each: "[]" });
    return this.#items;
  }

  /** Any value of a dict. */
  values(): Part | undefined {
    this.#values ??= this.#make({ each: "*" });
    return this.#values;
  }

  /** Without a step, and where there is no room, what is in it is not told apart from it. */
  #make(step: PathStep | undefined): Part | undefined {
    if (step && this.#depth < maxDepth && this.#parts.count < maxParts)
      return new Part(this.#parts, this, step);
    this.#parts.isCut = true;
    this.isRead = true;
    this.isWhole = true;
    return undefined;
  }

  /** What there can be any number of: the item or value that it is in, or the variable. */
  get #unit(): Part {
    return this.holder !== undefined && "key" in this.step ? this.holder.#unit : this;
  }

  /** Whether a region runs for each that there is of this part's unit. */
  isAlwaysIn(region: Region): boolean {
    return this.#unit.homes.has(region);
  }

  /** Notes that it is read in a region; if that always runs, then it must be there, and so must what holds it. */
  markCertain(region: Region): void {
    if (this.isAlwaysIn(region)) this.#markCertain();
  }

  #markCertain(): void {
    if (!this.isTested) this.isCertain = true;
    if (this.holder !== undefined && "key" in this.step) this.holder.#markCertain();
  }

  /** Notes that all of it is used; of items that are not told by themselves, that is all of their list. */
  markWhole(): void {
    if (this.holder !== undefined && !this.isRead) this.holder.markWhole();
    else {
      this.isRead = true;
      this.isWhole = true;
    }
  }

  get steps(): PathStep[] {
    return this.holder === undefined ? [this.step] : [...this.holder.steps, this.step];
  }

  *readParts(): Generator<Part> {
    if (this.isRead) yield this;
    for (const part of this.#keys.values()) yield* part.readParts();
    if (this.#items !== undefined && !this.isMapping) yield* this.#items.readParts();
    if (this.#values !== undefined) yield* this.#values.readParts();
  }
}

const plainKey = /^[\p{L}\p{N}_$-]+$/u;

/** A path as it is written. */
export function writePath(steps: readonly PathStep[]): string {
  return steps
    .map((step, index) => {
      if ("each" in step) return step.each === "[]" ? "[]" : ".*";
      if (index === 0) return step.key;
      return plainKey.test(step.key) ? `.${step.key}` : `[${JSON.stringify(step.key)}]`;
    })
    .join("");
}
