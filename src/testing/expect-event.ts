import type { Event } from "../event/event.js";
import type { HookRequest } from "../request/request.js";
import type { WebhookOptions } from "../webhook.js";
import { type CaseResult, type CaseSettings, runCase, type TemplateCase } from "./case.js";
import { formatDiff } from "./diff.js";
import { readHttpFile } from "./http-file.js";

/** Thrown by what begins with `expect`; test runners show its message, `expected` and `actual`. */
export class ExpectationError extends Error {
  override readonly name = "ExpectationError";
  readonly result: CaseResult;

  constructor(result: CaseResult) {
    super(describe(result));
    this.result = result;
  }
}

/** Throws; on V8, the stack begins where the expectation was called. */
function refuse(result: CaseResult, caller: (...args: never[]) => unknown): never {
  const error = new ExpectationError(result);
  const { captureStackTrace } = Error as { captureStackTrace?: (error: Error, above: unknown) => void };
  captureStackTrace?.(error, caller);
  throw error;
}

/** Says what is wrong with a case, over several lines. */
export function describe({ name, message, diff, error, outcome }: CaseResult): string {
  const lines = [`${name}: ${message ?? "as expected"}`];
  if (error?.frame !== undefined) lines.push("", error.frame);
  for (const { path, message: fault } of error?.issues ?? []) lines.push(`  ${path.join(".")}: ${fault}`);
  if (diff !== undefined) lines.push("", "- expected", "+ received", "", formatDiff(diff));
  const rendered = outcome.ok ? null : outcome.failure.payload.rendered;
  if (error !== undefined && typeof rendered === "string") lines.push("", "rendered:", rendered);
  return lines.join("\n");
}

/**
 * Runs a case, and throws where something else comes than was expected.
 *
 * @throws ExpectationError with a line-by-line comparison
 *
 * @example
 * test.each(loadCases("hooks"))("$name", (given) => expectCase(given));
 */
export function expectCase(given: TemplateCase, options: WebhookOptions = {}): void {
  const result = runCase(given, options);
  if (!result.ok) refuse(result, expectCase);
}

/**
 * Expects a template to make an event of a request.
 *
 * @param template its source
 * @param request as plain data, or the text of an `.http` file
 * @param expected the event, or some of its fields. `"<any>"`, `"<uuid>"` and `"<time>"` stand for values of
 * their kind
 * @returns the whole event
 * @throws ExpectationError
 *
 * @example
 * expectEvent(template, { method: "POST", body: '{"id": 1}' }, { event: "order.paid" });
 */
export function expectEvent(
  template: string,
  request: HookRequest | string,
  expected: Partial<Record<keyof Event, unknown>>,
  { settings, options }: { settings?: CaseSettings; options?: WebhookOptions } = {},
): Event {
  const base = {
    name: "template",
    template,
    request: typeof request === "string" ? readHttpFile(request) : request,
    ...(settings === undefined ? {} : { settings }),
  };
  const seen = runCase({ ...base, expected: { event: {} } }, options);
  if (!seen.outcome.ok) refuse(seen, expectEvent);
  const { event } = seen.outcome;
  const fields = Object.entries(event).filter(([field]) => !(field in expected));
  const result = runCase(
    { ...base, expected: { event: { ...expected, ...Object.fromEntries(fields) } } },
    options,
  );
  if (!result.ok) refuse(result, expectEvent);
  return event;
}

/**
 * Expects a template to fail on a request.
 * @param expected some fields of the error, such as `{ code: "json_syntax" }`
 * @throws ExpectationError
 */
export function expectFailure(
  template: string,
  request: HookRequest | string,
  expected: Readonly<Record<string, unknown>>,
  { settings, options }: { settings?: CaseSettings; options?: WebhookOptions } = {},
): void {
  const result = runCase(
    {
      name: "template",
      template,
      request: typeof request === "string" ? readHttpFile(request) : request,
      expected: { failure: expected },
      ...(settings === undefined ? {} : { settings }),
    },
    options,
  );
  if (!result.ok) refuse(result, expectFailure);
}
