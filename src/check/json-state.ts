import type { Span } from "../errors/source.js";
import { type Facts, factsKey } from "./facts.js";

/** What a place in the event is there for. */
export type Role =
  | "event"
  | "name"
  | "resource"
  | "related"
  | "relatedResource"
  | "payload"
  | "label"
  | "other";

/** An object or array that is open. */
export interface Frame {
  readonly kind: "object" | "array";
  readonly role: Role;
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** Where it was opened. */
  readonly open: Span;
  /** The keys that are there on every path so far, and on some path. */
  readonly must: ReadonlySet<string>;
  readonly may: ReadonlySet<string>;
  /** Whether a key was printed that only the render knows. */
  readonly dynamic: boolean;
  /** The key whose value comes next; null for one that only the render knows. */
  readonly key: string | null | undefined;
}

/**
 * Where a reader of JSON is between two characters. `after` is after a value: inside an object or array, or
 * at the end. `hex4` to `hex1` count the digits that a `\u` still needs, and `word:…` has the letters that are
 * left of `true`, `false` or `null`.
 */
export type Mode =
  | "value"
  | "valueOrEnd"
  | "key"
  | "keyOrEnd"
  | "colon"
  | "after"
  | "string"
  | "escape"
  | `hex${1 | 2 | 3 | 4}`
  | "minus"
  | "zero"
  | "int"
  | "point"
  | "fraction"
  | "exponent"
  | "exponentSign"
  | "exponentDigits"
  | `word:${string}`;

/** The conditions that led to a path, the last one first. */
export interface Trail {
  readonly text: string;
  readonly before: Trail | undefined;
}

/** One path through a template: where it is in the JSON, and what is known on it. Never changed. */
export interface JsonState {
  readonly mode: Mode;
  /** Whether the string being read is a key. */
  readonly isKey: boolean;
  /**
   * What the string holds so far: of a key, all up to a value that was printed into it, and null if that is too long. Of a
   * string that is a value, only whether it holds anything, and whether that begins or ends with a dot.
   */
  readonly text: string | null;
  readonly frame: Frame | undefined;
  readonly facts: Facts;
  /** The last comma and the last opening quote, for messages. */
  readonly comma: Span;
  readonly quote: Span;
  readonly trail: Trail | undefined;
}

/** Paths that are at the same place of the JSON and know the same are one. */
export class JsonStates {
  readonly #states = new Map<string, JsonState>();

  constructor(states: Iterable<JsonState> = []) {
    for (const state of states) this.add(state);
  }

  get size(): number {
    return this.#states.size;
  }

  /** A text that is the same for paths that are the same in all that matters. */
  get key(): string {
    return [...this.#states].map(([key, { frame }]) => `${key}${keysOf(frame)}`).join("\n");
  }

  /** Adds a path; tells what it became, if that is anything new. */
  add(state: JsonState): JsonState | undefined {
    const key = stateKey(state);
    const known = this.#states.get(key);
    if (known === undefined) {
      this.#states.set(key, state);
      return state;
    }
    const frame = join(known.frame, state.frame);
    if (frame === known.frame) return undefined;
    const joined = { ...known, frame };
    this.#states.set(key, joined);
    return joined;
  }

  addAll(states: Iterable<JsonState>): void {
    for (const state of states) this.add(state);
  }

  [Symbol.iterator](): IterableIterator<JsonState> {
    return this.#states.values();
  }
}

function stateKey({ mode, isKey, text, frame, facts }: JsonState): string {
  let key = `${mode}|${isKey}|${text === null ? "?" : `"${text}`}|${factsKey(facts)}`;
  for (let at = frame; at !== undefined; at = at.parent) {
    key += `|${at.kind} ${at.role} ${at.key === undefined ? "" : at.key === null ? "?" : `"${at.key}`}`;
  }
  return key;
}

const keyTexts = new WeakMap<Frame, string>();

/** The keys of open objects as text. */
function keysOf(frame: Frame | undefined): string {
  if (frame === undefined) return "";
  let text = keyTexts.get(frame);
  if (text === undefined) {
    const { dynamic, must, may, parent } = frame;
    text = `|${dynamic} ${[...must].sort().join()};${[...may].sort().join()}${keysOf(parent)}`;
    keyTexts.set(frame, text);
  }
  return text;
}

/** What is known of open objects on either of two paths; the first one itself where nothing is new. */
function join(a: Frame | undefined, b: Frame | undefined): Frame | undefined {
  if (a === undefined || b === undefined || a === b) return a;
  const parent = join(a.parent, b.parent);
  const must = holdsAll(b.must, a.must) ? a.must : new Set([...a.must].filter((key) => b.must.has(key)));
  const may = holdsAll(a.may, b.may) ? a.may : new Set([...a.may, ...b.may]);
  const dynamic = a.dynamic || b.dynamic;
  const isSame = parent === a.parent && must === a.must && may === a.may && dynamic === a.dynamic;
  return isSame ? a : { ...a, parent, must, may, dynamic };
}

function holdsAll(all: ReadonlySet<string>, keys: ReadonlySet<string>): boolean {
  if (all === keys) return true;
  for (const key of keys) if (!all.has(key)) return false;
  return true;
}

const nowhere: Span = { start: 0, end: 0 };

/** The start: nothing has been printed. */
export function startState(facts: Facts): JsonState {
  return {
    mode: "value",
    isKey: false,
    text: "",
    frame: undefined,
    facts,
    comma: nowhere,
    quote: nowhere,
    trail: undefined,
  };
}

/** What the value that comes next is there for. */
export function nextRole(frame: Frame | undefined): Role {
  if (frame === undefined) return "event";
  const { role, key } = frame;
  switch (role) {
    case "event":
      if (key === "event") return "name";
      return key === "resource" || key === "related" || key === "payload" ? key : "other";
    case "related":
      return "relatedResource";
    case "resource":
    case "relatedResource":
      return "label";
    default:
      return "other";
  }
}
