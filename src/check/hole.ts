import type { Span } from "../errors/source.js";
import type { Expression } from "../jinja/syntax/nodes.js";
import type { Bindings } from "./bindings.js";
import { aboutName, type Facts } from "./facts.js";
import type { Findings } from "./finding.js";
import type { JsonReader } from "./json-reader.js";
import type { Position } from "./positions.js";
import { type Printed, printedBy } from "./printed.js";
import type { RuleName } from "./rules.js";

/** What a walk knows that holes are judged by. */
export interface HoleContext {
  readonly bindings: Bindings;
  readonly options: { readonly escapes: boolean; readonly findings: Findings };
}

/** Lets a reader pass a `{{ }}` that only the render knows, and judges it by where it stands. */
export function printHole(
  reader: JsonReader,
  part: Expression,
  facts: Facts,
  context: HoleContext,
): Position | undefined {
  const printed = printedHere(part, facts, context.bindings);
  const hole = new Hole(reader, part, printed, context);
  switch (reader.mode) {
    case "string":
      hole.inString();
      return "content";
    case "value":
    case "valueOrEnd":
      hole.asValue();
      return "value";
    case "key":
    case "keyOrEnd":
      hole.asKey();
      return "key";
    default:
      hole.misplaced();
      return undefined;
  }
}

function printedHere(part: Expression, facts: Facts, bindings: Bindings): Printed {
  if (part.kind === "Name") {
    const fact = facts.get(aboutName(part.name));
    if (fact?.kind === "constant") {
      return printedBy({ kind: "Const", value: fact.value, span: part.span }, bindings);
    }
  }
  return printedBy(part, bindings);
}

class Hole {
  readonly #reader: JsonReader;
  readonly #part: Expression;
  readonly #printed: Printed;
  readonly #findings: Findings;
  readonly #escapes: boolean;
  readonly #span: Span;

  constructor(reader: JsonReader, part: Expression, printed: Printed, { options }: HoleContext) {
    this.#reader = reader;
    this.#part = part;
    this.#printed = printed;
    this.#findings = options.findings;
    this.#escapes = options.escapes;
    this.#span = options.findings.spanOf(part);
  }

  inString(): void {
    const { form, isSafe, textBy } = this.#printed;
    this.#reader.printInString();
    // What is text is escaped as text.
    if (isSafe || (this.#escapes && textBy !== undefined)) return;
    const part = this.#part;
    if (form === "json") {
      const inner = part.kind === "Filter" && part.node !== undefined ? this.#source(part.node) : undefined;
      const fix = this.#isWholeString() ? "the same without the quotes around it" : undefined;
      this.#fault(
        "tojson-in-string",
        `'${this.#short()}' writes JSON, quotes included, and stands between quotes already`,
        fix ?? (inner === undefined ? "json_string instead of tojson" : `{{ ${inner}|json_string }}`),
      );
    } else if (!this.#escapes) {
      this.#fault(
        "unescaped-in-string",
        `'${this.#short()}' may hold a quote, a backslash or a line break, which breaks or changes the JSON`,
        this.#isWholeString()
          ? `${this.#filtered("tojson")} without the quotes around it`
          : this.#filtered("json_string"),
      );
    }
  }

  asValue(): void {
    const { form, type, textBy } = this.#printed;
    if (this.#escapes && form === "json" && textBy !== undefined) {
      this.#reader.printValue("string", this.#span);
      const message = `'${this.#short()}' is text again, behind '${textBy}': quotes are put around it`;
      this.#fault("tojson-in-string", message, `the same without '${textBy}'`);
      return;
    }
    this.#reader.printValue(
      form === "plain" && type === "string" && !this.#escapes ? "unknown" : type,
      this.#span,
    );
    if (form === "content") {
      this.#fault(
        "unquoted-value",
        `'${this.#short()}' writes the inside of a string, and no quotes stand around it`,
        "quotes around it, or tojson instead of json_string",
      );
    } else if (form === "plain" && type !== "number" && !this.#escapes) this.#judgeValue();
  }

  #judgeValue(): void {
    const { type } = this.#printed;
    const fix = this.#filtered("tojson");
    if (type === "boolean" || type === "none") {
      const word = type === "none" ? "None" : "True or False";
      this.#fault("python-literal", `'${this.#short()}' prints ${word}, as Python spells it`, fix);
    } else if (type === "list" || type === "dict") {
      this.#fault("python-repr", `'${this.#short()}' prints a ${type} as Python spells it`, fix);
    } else {
      const message = `'${this.#short()}' prints text without quotes where JSON wants a value`;
      const may = `'${this.#short()}' prints its value as it is: a text without quotes, True, None or a Python list`;
      const isText = type === "string";
      this.#reader.faults.push({
        rule: "unquoted-value",
        span: this.#span,
        message: isText ? message : may,
        fix,
        severity: isText ? "error" : "warning",
      });
    }
  }

  asKey(): void {
    const { form, type } = this.#printed;
    this.#reader.printKey(this.#span);
    const isJsonKey = form === "json" && (type === "string" || type === "unknown");
    if (isJsonKey || this.#escapes) return;
    this.#fault("unquoted-key", `'${this.#short()}' prints a key without quotes`, this.#filtered("tojson"));
  }

  misplaced(): void {
    const { mode, frame } = this.#reader;
    const where =
      mode === "colon"
        ? "a colon is missing before it"
        : mode === "after"
          ? frame === undefined
            ? "the JSON has ended before it"
            : "a comma is missing before it"
          : "it continues a number, a word or an escape";
    this.#fault("misplaced-value", `'${this.#short()}' stands where JSON has no place for a value: ${where}`);
    this.#reader.die();
  }

  #fault(rule: RuleName, message: string, fix?: string): void {
    this.#reader.faults.push({ rule, span: this.#span, message, fix });
  }

  #source(node: Expression): string {
    const text = this.#findings.code(node);
    return isTight(node) ? text : `(${text})`;
  }

  #short(): string {
    const text = this.#findings.code(this.#part);
    return text.length > 60 ? `${text.slice(0, 58)}…` : text;
  }

  #filtered(filter: string): string {
    return `{{ ${this.#source(this.#part)}|${filter} }}`;
  }

  /** Whether nothing but this `{{ }}` is between two quotes. */
  #isWholeString(): boolean {
    const { start, end } = this.#span;
    const before = this.#findings.text({ start: Math.max(0, start - 16), end: start });
    const after = this.#findings.text({ start: end, end: end + 16 });
    return /"\{\{[-+]?\s*$/.test(before) && /^\s*[-+]?\}\}"/.test(after);
  }
}

/** Whether a filter behind an expression takes all of it, without parentheses. */
function isTight({ kind }: Expression): boolean {
  return ["Name", "Const", "Getattr", "Getitem", "Call", "Filter", "List", "Dict"].includes(kind);
}
