import { HookloomError } from "../errors/error.js";
import { repr } from "./print.js";
import { typeName } from "./type-name.js";
import { type Budget, Instance, unmetered, type Value } from "./value.js";

/**
 * How a template may use what is not there.
 *
 * - `default`: prints as nothing, counts as false and empty; anything more is an error
 * - `chainable`: as `default`, and its attributes and items are undefined too
 * - `debug`: as `default`, but prints as `{{ name }}`
 * - `strict`: every use is an error but the test `defined`
 *
 * @see https://jinja.palletsprojects.com/en/stable/api/#undefined-types
 */
export type UndefinedMode = "default" | "chainable" | "debug" | "strict";

/** What the undefined value was looked up in, and by what name. */
export interface UndefinedOrigin {
  /** A full sentence, where the usual ones do not fit. */
  hint?: string;
  /** The value that lacks the attribute or item; absent for a variable. */
  object?: Value;
  name?: Value;
  /** Whether the sandbox hides it; using it is then a security error. */
  unsafe?: boolean;
  /** The text of the template. Names that do not stand in it are data, which no message repeats. */
  source?: string;
}

/** A value that is not there. It remembers what was missing, and words the error from it. */
export class Undefined extends Instance {
  readonly mode: UndefinedMode;
  readonly #origin: UndefinedOrigin;

  constructor(mode: UndefinedMode, origin: UndefinedOrigin) {
    super();
    this.mode = mode;
    this.#origin = origin;
  }

  /** Its own parts alone, whatever somebody may have put on the prototype of all objects. */
  get #parts(): UndefinedOrigin {
    return Object.assign(Object.create(null), this.#origin) as UndefinedOrigin;
  }

  get typeName(): string {
    return classNames[this.mode];
  }

  /** What was missing, in Jinja2's words. */
  get message(): string {
    const { hint, object, name = null, unsafe, source } = this.#parts;
    if (hint !== undefined) return hint;
    const called = nameInMessage(name, source);
    if (object === undefined) return `${called} is undefined`;
    if (unsafe === true) return hidden(called, object);
    const container = describe(object);
    if (typeof name !== "string") return `${container} has no element ${called}`;
    return `'${container}' has no attribute ${called}`;
  }

  /** Whether it is there, but hidden by the sandbox. */
  get isHidden(): boolean {
    return this.#parts.unsafe === true;
  }

  /** Raises the error for using it. */
  fail(): never {
    throw new HookloomError(this.isHidden ? "security" : "undefined_value", this.message);
  }

  #strict(): void {
    if (this.mode === "strict") this.fail();
  }

  repr(): string {
    return "Undefined";
  }

  override text(budget: Budget): string {
    this.#strict();
    if (this.mode !== "debug") return "";
    const { hint, object, name = null, unsafe } = this.#parts;
    if (hint !== undefined) return `{{ undefined value printed: ${hint} }}`;
    if (unsafe === true && object !== undefined) {
      return `{{ undefined value printed: ${hidden(repr(name, budget), object)} }}`;
    }
    if (object === undefined) return `{{ ${typeof name === "string" ? name : repr(name, budget)} }}`;
    return `{{ no such element: ${describe(object)}[${repr(name, budget)}] }}`;
  }

  override truth(): boolean {
    this.#strict();
    return false;
  }

  override size(): number {
    this.#strict();
    return 0;
  }

  override iterate(): Iterator<Value> {
    this.#strict();
    return [][Symbol.iterator]();
  }

  override equals(other: Value): boolean {
    this.#strict();
    if (!(other instanceof Undefined)) return false;
    other.#strict();
    return other.mode === this.mode;
  }

  override equalsItself(): boolean {
    this.#strict();
    return true;
  }

  override compare(): never {
    return this.fail();
  }

  override operate(): never {
    return this.fail();
  }

  override operateAlone(): never {
    return this.fail();
  }

  override hashKey(): unknown {
    this.#strict();
    return `\u0000u${this.mode}`;
  }

  override html(_budget: Budget): string | undefined {
    return this.mode === "chainable" ? "" : undefined;
  }
}

const classNames: Record<UndefinedMode, string> = {
  default: "Undefined",
  chainable: "ChainableUndefined",
  debug: "DebugUndefined",
  strict: "StrictUndefined",
};

/** All modes there are. */
export const undefinedModes = Object.keys(classNames) as UndefinedMode[];

/** Longest text of a name that a message repeats: no message is as long. */
const longestName = 1024;

/**
 * A name as a message shows it, if it stands in the template; else it came from the data, of which messages
 * repeat nothing. It may be any value, of any size, and a message is not paid for.
 */
export function nameInMessage(name: Value, source: string | undefined): string {
  const isText = typeof name === "string";
  const known = isText ? repr(name.slice(0, longestName), unmetered) : shortRepr(name);
  const written = isText ? name : known;
  const isKnown = known !== undefined && (source === undefined || source.includes(written as string));
  return isKnown ? known : "(a name from the data)";
}

function shortRepr(name: Value): string | undefined {
  let left = longestName;
  const spend = (units: number) => {
    left -= units;
    if (left < 0) throw new HookloomError("allocation_limit", "A name is too long for a message");
  };
  try {
    return repr(name, { limits: unmetered.limits, spend, reserve: spend });
  } catch {
    return undefined;
  }
}

/** That the sandbox hides an attribute, in Jinja2's words. */
function hidden(called: string, object: Value): string {
  return `access to attribute ${called} of '${typeName(object).split(".").at(-1)}' object is unsafe.`;
}

function describe(object: Value): string {
  if (object === null) return "None";
  const kind = typeName(object);
  // Unlike Python's own messages, Jinja2's name the module of a class, too.
  if (object instanceof Undefined) return `jinja2.runtime.${kind} object`;
  return `${kind === "Markup" ? "markupsafe.Markup" : kind} object`;
}
