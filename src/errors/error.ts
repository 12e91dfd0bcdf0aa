import { type ErrorCode, type ErrorInfo, errorCodes } from "./codes.js";
import { type Location, printable, type Source, type Span } from "./source.js";

const brand = Symbol.for("hookloom.error");

/** Longest `message`, in code points. Longer texts end in an ellipsis: they are for reading, not data. */
export const maxMessageLength = 500;

/** More issues than these are counted only, and longer keys in their paths are cut in reports. */
const maxIssues = 100;
const maxKeyLength = 100;

/** What an error may tell besides its code and message. */
export interface ErrorOptions {
  /** What caused it, for logs: an error of the host, or the first of several. */
  cause?: unknown;
  /** One sentence on what to do about it. */
  help?: string | undefined;
  /** Several faults found at once, each with its path (see `event_invalid`). */
  issues?: readonly Issue[];
  /** The stage of the flow that failed, where that is another than the code's. */
  stage?: ErrorInfo["stage"];
}

/** One fault of a value that is checked as a whole, such as an event. */
export interface Issue {
  /** Where in the value: `["related", 0, "prefect.resource.role"]`. */
  readonly path: readonly (string | number)[];
  /** The rule's short name, such as `missing` or `string_type`. */
  readonly rule: string;
  /** What is wrong, in a few words without the value: `Field required`. */
  readonly message: string;
}

/**
 * The only error that hookloom throws on bad templates, requests, values and options.
 *
 * `message` is one line of at most 500 code points, holds no value of the request and no control
 * characters. Names it may hold: those in the template, of header fields, and of the fields and labels of an
 * event. `line` and `column` (from 1) and `frame` point into the template or JSON text.
 *
 * @example
 * try { environment.fromString("{{ 1 / 0 }}").render() }
 * catch (error) { if (isHookloomError(error)) console.log(error.code, error.line, error.frame) }
 */
export class HookloomError extends Error {
  override readonly name = "HookloomError";
  /** Stable, for programs: a row of the table in docs/errors.md. */
  readonly code: ErrorCode;
  /** One sentence on what to do about it, for some. */
  readonly help: string | undefined;
  /**
   * Every fault, where several were found at once. Of more than 100, the first 100, and then one of the rule `more`
   * that tells how many there are besides.
   */
  readonly issues: readonly Issue[] | undefined;
  readonly #stage: ErrorInfo["stage"] | undefined;
  #place: { source: Source; span: Span } | undefined;
  #location: Location | undefined;

  /**
   * Makes one, as hosts may to give it to `Webhook.refuse` or `buildFailure`.
   *
   * @param code a row of the table in docs/errors.md
   * @param message what happened; escaped and cut to what `message` promises
   * @param options cause, help, issues and stage
   * @throws HookloomError `option_invalid` for what is no code, no text or no object
   */
  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    const isKnown = typeof code === "string" && Object.hasOwn(errorCodes, code);
    if (!isKnown || typeof message !== "string" || Object(options) !== options) {
      throw new HookloomError("option_invalid", "A HookloomError is made of a code and text");
    }
    super(shorten(printable(message)), "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.help = options.help ?? helpOf(errorCodes[code]);
    this.issues = options.issues && bound(options.issues);
    this.#stage = options.stage;
    // Without a prototype, for what somebody may have put on that of all objects would count, too.
    Object.defineProperty(this, brand, Object.assign(Object.create(null), { value: true }));
  }

  /**
   * Says where it happened. The first to know wins: an inner place is nearer to the fault.
   *
   * @internal
   * @param source the template or JSON text
   * @param span the piece of it, in UTF-16 units
   * @returns this error
   */
  placedAt(source: Source, span: Span): this {
    if (this.#place !== undefined) return this;
    this.#place = { source, span };
    // A template that does not compile ends a program that starts, and all that people see of it is the stack.
    if (this.stage === "compile") this.#showPlace();
    return this;
  }

  /** Puts the place between the message and the calls of the stack, where it is V8's. */
  #showPlace(): void {
    const stack = this.stack ?? "";
    const calls = stack.indexOf("\n    at ");
    if (calls < 0) return;
    const of = this.template === undefined ? "" : ` of '${printable(this.template)}'`;
    const place = `  in line ${this.line}, column ${this.column}${of}\n${this.frame}`;
    this.stack = `${stack.slice(0, calls)}\n${place}${stack.slice(calls)}`;
  }

  /**
   * Whether somebody has said where it happened.
   * @internal
   */
  get isPlaced(): boolean {
    return this.#place !== undefined;
  }

  /** The stage of the flow that failed: options, request, json, compile, render or event. */
  get stage(): ErrorInfo["stage"] {
    return this.#stage ?? errorCodes[this.code].stage;
  }

  /** The exception class that Python or Jinja2 raises for the same fault, where there is one. */
  get exception(): string | undefined {
    const info: ErrorInfo = errorCodes[this.code];
    return info.exception;
  }

  /** The piece of the template or JSON text where it happened, as offsets in UTF-16 units. */
  get span(): Span | undefined {
    return this.#place?.span;
  }

  /** Where it happened, in the template or JSON text. */
  get location(): Location | undefined {
    if (this.#location === undefined && this.#place !== undefined) {
      this.#location = this.#place.source.locate(this.#place.span.start);
    }
    return this.#location;
  }

  /** Name of the template it happened in, if that has one. */
  get template(): string | undefined {
    return this.location?.name ?? undefined;
  }

  /** Line, from 1. */
  get line(): number | undefined {
    return this.location?.line;
  }

  /** Column in code points, from 1. */
  get column(): number | undefined {
    return this.location?.column;
  }

  /** The source lines around it with carets below, for people who may see the template. */
  get frame(): string | undefined {
    return this.#place?.source.frame(this.#place.span);
  }

  /**
   * What may be logged or sent: never a value of the request, source text or a stack. Keys in paths are cut to
   * 100 code points.
   *
   * @returns plain data, as `JSON.stringify` writes it
   */
  toJSON(): ErrorReport {
    return {
      code: this.code,
      stage: this.stage,
      message: this.message,
      ...(this.template === undefined ? {} : { template: this.template }),
      ...(this.line === undefined ? {} : { line: this.line }),
      ...(this.column === undefined ? {} : { column: this.column }),
      ...(this.issues === undefined ? {} : { issues: this.issues.map(cutPath) }),
    };
  }
}

/** A HookloomError as plain data. */
export interface ErrorReport {
  code: ErrorCode;
  /** The stage of the flow that failed. */
  stage: ErrorInfo["stage"];
  /** One line of at most 500 code points. */
  message: string;
  /** Name of the template, if that has one. */
  template?: string;
  /** Line, from 1. */
  line?: number;
  /** Column in code points, from 1. */
  column?: number;
  issues?: readonly Issue[];
}

/**
 * Tells a HookloomError from any other value. Works across copies of the package and across realms,
 * where `instanceof` does not. Never throws, whatever the value is.
 *
 * @param value anything that was thrown
 * @returns whether it has a code, and maybe a place
 *
 * @example if (isHookloomError(error)) console.error(error.code, error.line, error.column);
 */
export function isHookloomError(value: unknown): value is HookloomError {
  try {
    return typeof value === "object" && value !== null && brand in value;
  } catch {
    // Whatever throws when it is looked at is a proxy, and no error.
    return false;
  }
}

/**
 * Adds an issue to those that an error is to tell. Where there are more than it tells, they are only counted: their paths
 * can take many times the memory of what has the faults.
 *
 * @param path is copied
 */
export function addIssue(issues: Issue[], path: Issue["path"], rule: string, message: string): void {
  issues.push(issues.length < maxIssues ? { path: [...path], rule, message } : untold);
}

/** Issues as a message tells them, in a row; `whole` is what an issue without a path is about. */
export function tellIssues(issues: readonly Issue[], whole: string): string {
  const told = issues
    .slice(0, toldIssues)
    .map(({ path, message }) => `${shorten(path.join("."), maxKeyLength) || whole}: ${message}`);
  return (issues.length > toldIssues ? `${issues.length} issues: ` : "") + told.join("; ");
}

/** More of them do not fit into a message. */
const toldIssues = 20;

/** Stands for each issue that is not told. */
const untold: Issue = { path: [], rule: "more", message: "One more issue" };

function helpOf(info: ErrorInfo): string | undefined {
  // Its own, whatever somebody may have put on the prototype of all objects.
  const limits = Object.hasOwn(info, "limits") && info.limits;
  return limits ? `See the option 'limits': ${limits.join(", ")}.` : undefined;
}

function bound(issues: readonly Issue[]): readonly Issue[] {
  const more = issues.length - maxIssues;
  if (more <= 0) return issues;
  return [
    ...issues.slice(0, maxIssues),
    { path: [], rule: "more", message: `There are ${more} more issues` },
  ];
}

function cutPath(issue: Issue): Issue {
  return {
    ...issue,
    path: issue.path.map((key) => (typeof key === "string" ? shorten(key, maxKeyLength) : key)),
  };
}

/** Text of so many code points at most; longer text ends in an ellipsis. */
export function shorten(text: string, most = maxMessageLength): string {
  if (text.length <= most) return text;
  const characters = Array.from(text.slice(0, 2 * most + 1));
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
