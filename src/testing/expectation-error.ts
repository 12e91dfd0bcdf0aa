import { printable } from "../errors/source.js";
import { wrong } from "../options.js";
import type { CaseResult } from "./case.js";
import { formatDiff } from "./diff.js";
import { placedIn } from "./placed-in.js";
import { explanationOf } from "./received.js";
import { shownText } from "./shown-text.js";

/**
 * Thrown by what begins with `expect`, and by `toMatch` and `toEqual`. Its message has the comparison; `expected` and
 * `actual` are there as with the assertion errors of Node, where something was compared.
 * @see https://nodejs.org/api/assert.html#class-assertassertionerror
 */
export class ExpectationError extends Error {
  override readonly name = "ExpectationError";
  /** That of Node's assertion errors, by which test runners know them. */
  readonly code = "ERR_ASSERTION";
  /** What came, and how it differs. */
  declare readonly result: CaseResult;
  /** What was expected, of what `toMatch` and `toEqual` compared. */
  declare readonly expected?: unknown;
  /** What came instead. */
  declare readonly actual?: unknown;

  constructor(result: CaseResult, compared: { expected?: unknown; actual?: unknown } = {}) {
    super(formatResult(result));
    // Test runners print what can be enumerated, and the message says it already.
    Object.defineProperty(this, "result", { value: result });
    Object.assign(this, compared);
  }
}

/** Throws; on V8, the stack begins where the expectation was called. */
export function refuse(
  result: CaseResult,
  caller: (...args: never[]) => unknown,
  compared: { expected?: unknown; actual?: unknown } = {},
): never {
  const error = new ExpectationError(result, compared);
  const { captureStackTrace } = Error as { captureStackTrace?: (error: Error, above: unknown) => void };
  captureStackTrace?.(error, caller);
  throw error;
}

/**
 * Says what is wrong with a case, over several lines.
 *
 * @param result what `runCase` gave
 * @returns the name, what is wrong, the place, and the lines that differ
 * @throws HookloomError `option_invalid` for what is no result
 *
 * @example if (!result.ok) console.error(formatResult(result));
 */
export function formatResult(result: CaseResult): string {
  const { name, message, diff, error, outcome } = Object(result) as CaseResult;
  if (typeof outcome?.ok !== "boolean") throw wrong("A result", "what runCase gave", result);
  const lines = [`${name}: ${message ?? "as expected"}`];
  const rendered = outcome.ok ? null : outcome.failure.payload.rendered;
  if (error?.frame !== undefined) lines.push("", `in ${texts[placedIn(error, rendered)]}:`, error.frame);
  for (const { path, message: fault } of error?.issues ?? []) lines.push(`  ${path.join(".")}: ${fault}`);
  if (error !== undefined) lines.push(...explained(outcome));
  if (diff !== undefined) lines.push("", "- expected", "+ received", "", formatDiff(diff));
  if (error !== undefined && typeof rendered === "string") lines.push("", "rendered:", shownText(rendered));
  return lines.join("\n");
}

const texts = {
  request: "the request",
  template: "the template",
  rendered: "what was rendered",
  body: "the request's body",
} as const;

/** Which place in the template printed what is wrong, and what was not there. */
export function explained(outcome: CaseResult["outcome"]): string[] {
  const { fault, missing = [] } = explanationOf(outcome) ?? {};
  const lines: string[] = [];
  if (fault?.origin !== undefined) {
    const { line, column, source, printed } = fault.origin;
    const what = printed === "value" ? `{{ ${source} }}` : source.trim();
    lines.push("", `printed by the template at ${line}:${column}: ${printable(what)}`);
  }
  if (missing.length > 0) lines.push("", "not there:");
  for (const { line, column, source, why } of missing) {
    lines.push(`  ${line}:${column} ${printable(source)}: ${printable(why)}`);
  }
  return lines;
}
