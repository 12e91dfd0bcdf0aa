import { wholeSpan } from "../check/whole-span.js";
import { type ErrorReport, type HookloomError, isHookloomError } from "../errors/error.js";
import { placesIn } from "../errors/places.js";
import { Source, type Span } from "../errors/source.js";
import { checkRendered } from "../event/build.js";
import { environmentKinds } from "../jinja/options.js";
import type { Node } from "../jinja/syntax/nodes.js";
import type { Variables } from "../jinja/template.js";
import { resolveLimits } from "../limits.js";
import { type OptionKinds, oneOf, readOptions, text } from "../options.js";
import { type CompileOptions, compileInEnvironment, isVerbatim, renderOver } from "../render.js";
import type { RequestContext } from "../request/context.js";
import { findText } from "../values/text.js";
import { type Piece, Placement } from "./layer.js";
import { type Printed, Recorder, type Run } from "./recorder.js";
import { shortened } from "./shown-value.js";

/** The options of {@link explainTemplate}: those of `compileTemplate`, for hookloom's own engine. */
export type ExplainOptions = Omit<CompileOptions, "engine">;

const explainKinds: OptionKinds<ExplainOptions> = { ...environmentKinds, name: text, escape: oneOf("json") };

/** A place in a template. */
export interface ExplainedPlace {
  /** The template's name, if it has one. */
  readonly template?: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in code points, from 1. */
  readonly column: number;
  /** What stands there, on one line and shortened. */
  readonly source: string;
}

/** A value that a `{{ }}` printed. */
export interface ExplainedValue {
  /** Its Python type; `undefined` for what is not there. */
  readonly type: string;
  /** As Python spells it, shortened. */
  readonly value: string;
  /** Where its text begins in the rendered text, in UTF-16 units; absent for what was not found there. */
  readonly start?: number;
  /** One past where it ends. */
  readonly end?: number;
}

/** What became of one `{{ }}`. */
export interface ExplainedOutput extends ExplainedPlace {
  /** How often it was printed. */
  readonly times: number;
  /** The first five values. */
  readonly values: readonly ExplainedValue[];
}

/**
 * What became of one `if` or `for`, or of an inline `if`; its place is that of the condition, or of what it goes
 * through.
 */
export interface ExplainedTag extends ExplainedPlace {
  /** Which of them it is. */
  readonly tag: "if" | "inline if" | "for";
  /** How often it was come to. */
  readonly times: number;
  /** The rounds of a loop, all in all. A loop with nothing in it has none. */
  readonly rounds?: number;
  /** How often each branch ran, in their order. An `if` without `else` has one all the same. */
  readonly branches: readonly { readonly name: "if" | "elif" | "else"; readonly times: number }[];
}

/** A name, attribute or item that was looked up and was not there. */
export interface ExplainedMissing extends ExplainedPlace {
  /** What was missing where, in Jinja2's words. */
  readonly why: string;
  /** How often it was looked up in vain. */
  readonly times: number;
}

/** What keeps the rendered text from being an event. Its own line and column are in the rendered text. */
export interface ExplainedFault extends ErrorReport {
  /** The place in the template that printed it, and whether that is a value or the template's own text. */
  readonly origin?: ExplainedPlace & { readonly printed: "value" | "text" };
}

/** What a template did with one request, as plain data that can be written as JSON. */
export interface Explanation {
  /** What was rendered; absent where that failed. */
  readonly rendered?: string;
  /** Each `{{ }}`, in the order of their places, as all lists here. */
  readonly outputs: readonly ExplainedOutput[];
  /** Each `if`, `for` and inline `if`. */
  readonly tags: readonly ExplainedTag[];
  /** Each name, attribute or item that was not there. */
  readonly missing: readonly ExplainedMissing[];
  /** Why what was rendered is no event; absent where it is one, and where nothing was rendered. */
  readonly fault?: ExplainedFault;
  /** Why the template does not compile or render. */
  readonly error?: ErrorReport;
}

/**
 * Renders a template and tells what it did: what each `{{ }}` printed, what was not there, which branches ran and how
 * often, and which place in the template printed what is no event. What is rendered is the same as without.
 *
 * Values are those of the request, so an explanation is for people who may see it. What macros, blocks and captured
 * bodies made is followed to where it is printed in the end, unless a filter changes it on the way.
 *
 * @param source the template's text
 * @param context what `parseRequest` gave, or plain data: `{ method, headers, body }`
 * @param options those of `compileTemplate`, for hookloom's own engine
 * @returns plain data, for JSON
 * @throws HookloomError `option_invalid` for what is no text or no option, `host_value` for a context that is not plain
 * data; faults of the template are told in the explanation
 *
 * @example
 * explainTemplate("{{ body.nmae }}", parseRequest(request)).missing[0].why; // "'dict object' has no attribute 'nmae'"
 */
export function explainTemplate(
  source: string,
  context: RequestContext | Variables,
  options: ExplainOptions = {},
): Explanation {
  const given = readOptions(options, explainKinds);
  const { name = null, ...settings } = given;
  const recorder = new Recorder();
  let rendered: string | undefined;
  let error: HookloomError | undefined;
  try {
    const template = compileInEnvironment(source, name, settings, recorder);
    rendered = isVerbatim(source, settings) ? source : renderOver(template, context);
  } catch (thrown) {
    if (!isHookloomError(thrown) || thrown.stage === "options") throw thrown;
    error = thrown;
  }
  const placement = new Placement(recorder.layers, rendered ?? "");
  const fault = rendered === undefined ? undefined : findFault(rendered, source, placement, given);
  return {
    ...(rendered !== undefined && { rendered }),
    outputs: inOrder(recorder.printed).map(tellOutput).sort(byPlace),
    tags: inOrder(recorder.runs).map(tellRun).sort(byPlace),
    missing: inOrder([...recorder.missing.values()])
      .map(({ node, source: of, why, times }) => ({ ...tellNode(of, node), why, times }))
      .sort(byPlace),
    ...(fault && { fault }),
    ...(error && { error: error.toJSON() }),
  };
}

/** In about the order of their places, each of which is found from the one before. */
function inOrder<Thing extends { readonly node: Node }>(things: readonly Thing[]): Thing[] {
  return things.toSorted((a, b) => a.node.span.start - b.node.span.start);
}

function byPlace(left: ExplainedPlace, right: ExplainedPlace): number {
  if (left.template !== right.template) return 0;
  return left.line - right.line || left.column - right.column;
}

function tellPlace(source: Source, { start, end }: Span): ExplainedPlace {
  const { name, text } = source;
  const places = placesIn(source);
  return {
    ...(name !== null && { template: name }),
    line: places.line(start),
    column: places.column(start),
    source: shortened(text.slice(start, end)),
  };
}

function tellNode(source: Source, node: Node): ExplainedPlace {
  return tellPlace(source, wholeSpan(node, source.text));
}

function tellOutput({ node, source, times, values }: Printed): ExplainedOutput {
  const told = values.map(({ type, value, piece: { at, start, end } }) => ({
    type,
    value,
    ...(at !== undefined && end >= start && { start: at, end: at + end - start }),
  }));
  return { ...tellNode(source, node), times, values: told };
}

function tellRun({ node, source, times, rounds, taken }: Run): ExplainedTag {
  const last = taken.length - 1;
  const branches = taken.map((count, index) => ({
    name: index === last ? ("else" as const) : index === 0 ? ("if" as const) : ("elif" as const),
    times: count,
  }));
  const place = tellNode(source, placed(node));
  if (node.kind === "If") return { ...place, tag: "if", times, branches };
  if (node.kind === "CondExpr") return { ...place, tag: "inline if", times, branches };
  return { ...place, tag: "for", times, rounds, branches: node.otherwise.length === 0 ? [] : branches };
}

function placed(node: Run["node"]): Node {
  if (node.kind === "CondExpr") return node.test;
  return node.kind === "If" ? (node.branches[0]?.test ?? node) : node.iter;
}

function findFault(
  rendered: string,
  template: string,
  placement: Placement,
  options: ExplainOptions,
): ExplainedFault | undefined {
  try {
    checkRendered(rendered, resolveLimits(options.limits));
    return undefined;
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    const { span } = error;
    if (span === undefined) return error.toJSON();
    // What is missing at the end is missing behind the last character.
    const offset = Math.min(span.start, rendered.length - 1);
    if (isVerbatim(template, options)) {
      const place = tellPlace(
        new Source(template, options.name ?? null),
        textSpan(Math.max(0, offset), template.length),
      );
      return { ...error.toJSON(), origin: { ...place, printed: "text" } };
    }
    const piece = placement.find(offset);
    return { ...error.toJSON(), ...(piece && { origin: originIn(piece, offset) }) };
  }
}

function originIn(
  { source, span, data, at = 0 }: Piece,
  offset: number,
): NonNullable<ExplainedFault["origin"]> {
  if (data === undefined) return { ...tellPlace(source, span), printed: "value" };
  // Whitespace control takes from the ends of the text, so it may begin later than its span.
  const begin = findText(source.text, data, span.start);
  const start = begin < 0 ? span.start : begin + offset - at;
  return { ...tellPlace(source, textSpan(start, span.end)), printed: "text" };
}

/** As much of the template's own text as tells the place. */
function textSpan(start: number, end: number): Span {
  return { start, end: Math.max(start, Math.min(end, start + 30)) };
}
