import { Places } from "../errors/places.js";
import type { Source, Span } from "../errors/source.js";
import type { Node } from "../jinja/syntax/nodes.js";
import { type RuleName, ruleTable, type Severity } from "./rules.js";
import { lasting, readSuppressions, type Suppressions } from "./suppressions.js";
import { wholeSpan } from "./whole-span.js";

/** Something that `checkTemplate` has to say about a template. */
export interface Finding {
  /** The rule's name, a row of the table in docs/testing.md. */
  readonly rule: RuleName;
  /** As a rule the one of the table; what is surely wrong is an error where the table has a warning. */
  readonly severity: Severity;
  /** What is wrong, in a sentence. It may have pieces of the template in it. */
  readonly message: string;
  /** What to write instead, where that can be told. */
  readonly fix?: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in code points, from 1. */
  readonly column: number;
  /** The piece of the template, as offsets in UTF-16 units. */
  readonly span: Span;
}

/** What a rule says about a place. */
export interface Remark {
  readonly message: string;
  /** What to write instead; what takes long to find is asked for only if it will be told. */
  readonly fix?: string | (() => string | undefined) | undefined;
  readonly severity?: Severity;
}

/** Rules that say what is wrong with an expression, and rules that then need not judge what it prints. */
const explaining: ReadonlySet<RuleName> = new Set(["minus-in-name", "method-name", "unknown-filter"]);
const vague: ReadonlySet<RuleName> = new Set([
  "event-shape",
  "label-not-string",
  "unescaped-in-string",
  "unquoted-value",
]);

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Findings that are told; more of them help nobody. */
const maxFindings = 200;

/** What was found and where, before lines and columns are worked out. */
type Found = Omit<Finding, "line" | "column">;

/** Gathers findings: one for each rule and place. */
export class Findings {
  /** Whether a comment has silenced one. */
  hasSilenced = false;
  readonly #source: Source;
  readonly #most: number;
  readonly #places: Places;
  readonly #suppressions: Suppressions | undefined;
  readonly #found = new Map<string, Found>();
  /** Expressions as they are written: each is asked for on many paths. */
  readonly #codes = new Map<Node, { readonly span: Span; readonly code: string }>();

  /**
   * @param source the template as it was read, with its newlines made `\n`
   * @param given the template as it was given, if it is checked for somebody to read: then spans are those in there,
   * what its comments silence is not told, and no more than helps. A compilation wants all, whatever they say.
   * @param hasComments whether comments are comments there
   */
  constructor(source: Source, given?: string, hasComments = true) {
    this.#source = source;
    this.#places = new Places(source.text, given);
    this.#most = given === undefined ? Number.POSITIVE_INFINITY : maxFindings;
    if (given === undefined || !hasComments) return;
    this.#suppressions = readSuppressions(source.text, this.#places);
    for (const { span, ...remark } of this.#suppressions.wrong) this.add("unknown-rule", span, remark);
  }

  add(rule: RuleName, span: Span, { message, fix, severity = ruleTable[rule].severity }: Remark): void {
    const key = `${rule} ${span.start} ${span.end}`;
    if (this.#found.has(key) || (this.isFull && !lasting.has(rule))) return;
    if (this.#suppressions?.silences(rule, this.#places.line(span.start)) === true) {
      this.hasSilenced = true;
      return;
    }
    const told = typeof fix === "function" ? fix() : fix;
    this.#found.set(key, { rule, severity, message, ...(told === undefined ? {} : { fix: told }), span });
  }

  /** Whether so much was found that the rest does not matter. */
  get isFull(): boolean {
    return this.#found.size >= this.#most;
  }

  /** A piece of source. */
  text(span: Span): string {
    return this.#source.text.slice(span.start, span.end);
  }

  /** The piece of source that all of an expression stands in. */
  spanOf(node: Node): Span {
    return this.#read(node).span;
  }

  /** An expression as it is written. */
  code(node: Node): string {
    return this.#read(node).code;
  }

  #read(node: Node): { readonly span: Span; readonly code: string } {
    let known = this.#codes.get(node);
    if (known === undefined) {
      const span = wholeSpan(node, this.#source.text);
      known = { span, code: this.text(span).trim().replace(/\s+/g, " ") };
      this.#codes.set(node, known);
    }
    return known;
  }

  /** All findings, in the order of their places. */
  list(): Finding[] {
    const all = [...this.#found.values()];
    const told = all.filter(({ rule }) => explaining.has(rule));
    return all
      .filter((one) => !vague.has(one.rule) || !told.some(({ span }) => contains(one.span, span)))
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : 1))
      .map(({ rule, severity, message, span, ...fix }) => ({
        rule,
        severity,
        message,
        ...fix,
        line: this.#places.line(span.start),
        column: this.#places.column(span.start),
        span: { start: this.#places.given(span.start), end: this.#places.given(span.end) },
      }));
  }
}
