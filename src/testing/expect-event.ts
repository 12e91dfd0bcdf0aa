import type { Event } from "../event/event.js";
import { type OptionKinds, readOptions, record } from "../options.js";
import type { HookRequest } from "../request/request.js";
import type { Outcome, WebhookOptions } from "../webhook.js";
import { EventAssertion, FailureAssertion, isOutcome } from "./assertions.js";
import { judge, receiveCase, runCase, type TemplateCase } from "./case.js";
import { refuse } from "./expectation-error.js";
import { readHttpFile } from "./http-file.js";
import type { CaseSettings } from "./settings.js";

/**
 * Runs a case, and throws where something else comes than was expected.
 *
 * @param given the case
 * @param options of the webhook, such as filters of the host; the case's settings come first
 * @throws ExpectationError with a line-by-line comparison
 * @throws HookloomError `definition_invalid`, `option_invalid`, or a compile error of the template
 *
 * @example
 * test.each(loadCases("hooks"))("$name", (given) => expectCase(given));
 */
export function expectCase(given: TemplateCase, options: WebhookOptions = {}): void {
  const result = runCase(given, options);
  if (!result.ok) refuse(result, expectCase);
}

/** What else {@link expectEvent} and {@link expectFailure} run a template with. */
export interface ExpectOptions {
  /** Time, ids and modes, as cases have them. */
  readonly settings?: CaseSettings;
  /** Those of `createWebhook`, such as filters of the host; the settings come first. */
  readonly options?: WebhookOptions;
}

const expectKinds: OptionKinds<ExpectOptions> = { settings: record, options: record };

/**
 * Expects an event of what a webhook gave; `toMatch` and `toEqual` tell which.
 *
 * @param outcome what `receive` gave
 * @returns what the event is matched with
 * @throws ExpectationError where a failure came
 *
 * @example
 * expectEvent(webhook.receive(request)).toMatch({ event: "order.paid", resource: { "prefect.resource.id": "7" } });
 */
export function expectEvent(outcome: Outcome): EventAssertion;
/**
 * Expects a template to make an event of a request.
 *
 * @param template its source
 * @param request as plain data, or the text of an `.http` file
 * @param expected the event, or some of its fields. `"<any>"`, `"<uuid>"` and `"<time>"` stand for values of
 * their kind
 * @param more options and settings of the webhook
 * @returns the whole event
 * @throws ExpectationError where a failure comes, or another event
 * @throws HookloomError `definition_invalid`, `option_invalid`, or a compile error of the template
 * @throws HookloomError `case_invalid` for a text that is no `.http` file, `host_value` for fields that are no JSON
 *
 * @example
 * expectEvent(template, { method: "POST", body: '{"id": 1}' }, { event: "order.paid" });
 */
export function expectEvent(
  template: string,
  request: HookRequest | string,
  expected: Partial<Record<keyof Event, unknown>>,
  more?: ExpectOptions,
): Event;
export function expectEvent(
  given: string | Outcome,
  request: HookRequest | string = "",
  expected: Partial<Record<keyof Event, unknown>> = {},
  more: ExpectOptions = {},
): Event | EventAssertion {
  if (isOutcome(given)) return new EventAssertion(given, expectEvent);
  const { settings, options } = readOptions(more, expectKinds);
  const outcome = receiveCase(caseOf(given, request, settings), options);
  if (!outcome.ok) refuse(judge("template", { event: {} }, outcome), expectEvent);
  const { event } = outcome;
  // What was asked for comes first in a comparison.
  const whole = { ...expected, ...event, ...expected };
  const result = judge("template", { event: whole }, outcome);
  if (!result.ok) refuse(result, expectEvent);
  return event;
}

/** A template and a request as a case. */
function caseOf(
  template: string,
  request: HookRequest | string,
  settings: CaseSettings = {},
): Omit<TemplateCase, "expected"> {
  const given = typeof request === "string" ? readHttpFile(request) : request;
  return { name: "template", template, request: given, settings };
}

/**
 * Expects a failure of what a webhook gave; `toMatch` and `toEqual` tell which.
 *
 * @param outcome what `receive` gave
 * @returns what the failure is matched with
 * @throws ExpectationError where an event came
 *
 * @example
 * expectFailure(webhook.receive(request)).toMatch({ code: "json_syntax", line: 3 });
 */
export function expectFailure(outcome: Outcome): FailureAssertion;
/**
 * Expects a template to fail on a request.
 *
 * @param template its source
 * @param request as plain data, or the text of an `.http` file
 * @param expected some fields of the error, such as `{ code: "json_syntax" }`
 * @param more options and settings of the webhook
 * @throws ExpectationError where an event comes, or another error
 * @throws HookloomError `definition_invalid`, `option_invalid`, or a compile error of the template: only renders fail here
 * @throws HookloomError `case_invalid` for a text that is no `.http` file, `host_value` for fields that are no JSON
 *
 * @example expectFailure(template, { method: "POST", body: "{}" }, { code: "event_invalid" });
 */
export function expectFailure(
  template: string,
  request: HookRequest | string,
  expected: Readonly<Record<string, unknown>>,
  more?: ExpectOptions,
): void;
export function expectFailure(
  given: string | Outcome,
  request: HookRequest | string = "",
  expected: Readonly<Record<string, unknown>> = {},
  more: ExpectOptions = {},
): FailureAssertion | undefined {
  if (isOutcome(given)) return new FailureAssertion(given, expectFailure);
  const { settings, options } = readOptions(more, expectKinds);
  const outcome = receiveCase(caseOf(given, request, settings), options);
  const result = judge("template", { failure: expected }, outcome);
  if (!result.ok) refuse(result, expectFailure);
  return undefined;
}
