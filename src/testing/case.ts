import type { HookloomError } from "../errors/error.js";
import type { Event } from "../event/event.js";
import type { ExplainOptions } from "../explain/explain-template.js";
import { prefectLimits } from "../limits.js";
import { wrong } from "../options.js";
import type { HookRequest } from "../request/request.js";
import { createWebhook, type Outcome, readWebhookOptions, type WebhookOptions } from "../webhook.js";
import { type DiffLine, diffLines } from "./diff.js";
import { jsonText } from "./json-text.js";
import { align, isRecord } from "./placeholders.js";
import { receive } from "./received.js";
import { type CaseSettings, checkSettings } from "./settings.js";

/** A template, a request, and what they should make. */
export interface TemplateCase {
  /** What it is called in messages; the webhook's name, too, unless the settings have one. */
  readonly name: string;
  /** The template's source. */
  readonly template: string;
  /** What is sent through it. */
  readonly request: HookRequest;
  /** What should come; without it, `runCase` says that nothing is expected. */
  readonly expected?: Expectation | undefined;
  /** What it is run with; see {@link CaseSettings} for the defaults. */
  readonly settings?: CaseSettings;
}

/**
 * What should come: an event, or a failure. A failure is the whole failure event, or some fields of the error,
 * such as `{"code": "json_syntax", "line": 3}`. Both are JSON, with `"<any>"`, `"<uuid>"` or `"<time>"`
 * where values differ each time.
 */
export type Expectation = { readonly event: unknown } | { readonly failure: unknown };

/** What came of a case, and how it differs from what was expected. */
export interface CaseResult {
  /** The case's. */
  readonly name: string;
  /** Whether what was expected came. */
  readonly ok: boolean;
  /** What the webhook gave. */
  readonly outcome: Outcome;
  /** What is wrong, in a line; undefined where nothing is. */
  readonly message?: string;
  /** How what came differs from what was expected. */
  readonly diff?: readonly DiffLine[];
  /** The error of a render or event that was not expected to fail. */
  readonly error?: HookloomError;
}

/** The settings of every case that says nothing else: a webhook, a time and an id that never change. */
export const defaultSettings = {
  webhook: { id: "6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e" },
  now: "2024-03-15T12:00:00Z",
  id: "00000000-0000-4000-8000-000000000000",
} as const satisfies CaseSettings;

/** The options of a webhook that the settings of a case stand for. */
export function webhookOptions(settings: CaseSettings): WebhookOptions {
  const { id = defaultSettings.id } = settings;
  return { ...renderingOptions(settings), generateId: () => id };
}

/** Those of them that its template is compiled with. */
export function renderingOptions(settings: CaseSettings): ExplainOptions {
  const { now = defaultSettings.now, escape: escaping, limits, timeZone, undefined: mode } = settings;
  return {
    now: () => new Date(now),
    ...(escaping && { escape: escaping }),
    ...(limits && { limits: limits === "prefect" ? prefectLimits : limits }),
    ...(timeZone && { timeZone }),
    ...(mode && { undefined: mode }),
  };
}

/**
 * Sends a request through a template, as a webhook does.
 *
 * @param given the case, of which what it expects is not looked at
 * @param options of the webhook, such as filters of the host; the case's settings come first
 * @returns what a webhook gives for it
 * @throws HookloomError `case_invalid` for settings that do not exist or are wrong, `definition_invalid`, `option_invalid`,
 * or a compile error of the template; whatever goes wrong with
 * the request is an outcome
 *
 * @example receiveCase({ name: "push", template, request }).ok
 */
export function receiveCase(given: Omit<TemplateCase, "expected">, options: WebhookOptions = {}): Outcome {
  if (!isRecord(given)) throw wrong("A case", "an object with name, template and request", given);
  const { name, template, request } = given;
  const settings = checkSettings(given.settings ?? {}, name);
  const definition = { id: defaultSettings.webhook.id, name, ...settings.webhook, template };
  const all = { ...readWebhookOptions(options), ...webhookOptions(settings) };
  return receive(createWebhook(definition, all), request, all);
}

/**
 * Runs a case and compares what comes with what was expected.
 *
 * @param given the case
 * @param options of the webhook, such as filters of the host; the case's settings come first
 * @returns whether it came out as expected and, if not, what differs
 * @throws HookloomError `case_invalid` for settings that do not exist or are wrong, `definition_invalid`, `option_invalid`,
 * or a compile error of the template; whatever goes wrong with
 * the request is in the result
 *
 * @example
 * const { ok, message, diff = [] } = runCase({ name: "push", template, request, expected: { event } });
 * if (!ok) console.log(message, formatDiff(diff));
 */
export function runCase(given: TemplateCase, options: WebhookOptions = {}): CaseResult {
  const outcome = receiveCase(given, options);
  return judge(given.name, given.expected, outcome);
}

/** The result of a case, by what was expected and what a webhook gave. */
export function judge(name: string, expected: Expectation | undefined, outcome: Outcome): CaseResult {
  if (!isRecord(expected)) {
    return {
      name,
      ok: false,
      outcome,
      message: "nothing is expected: there is no event.json or failure.json",
    };
  }
  if ("event" in expected) {
    if (!outcome.ok) {
      const { error } = outcome;
      return { name, ok: false, outcome, error, message: `an event was expected, but: ${error.message}` };
    }
    return compare(name, outcome, expected.event, outcome.event, "the event");
  }
  if (outcome.ok) {
    const { diff } = compare(name, outcome, {}, outcome.event, "");
    return {
      name,
      ok: false,
      outcome,
      message: "a failure was expected, but an event came",
      ...(diff && { diff }),
    };
  }
  const { failure } = expected;
  if (isFailureEvent(failure)) return compare(name, outcome, failure, outcome.failure, "the failure");
  return compare(name, outcome, failure, fieldsOf(outcome.error, failure), "the error");
}

/** Whether what is expected of a failure is its event, and not its error. */
export function isFailureEvent(expected: unknown): boolean {
  return isRecord(expected) && ("resource" in expected || "payload" in expected);
}

/** The result of a case, or of a part of one, by what was expected and what came. */
export function compare(
  name: string,
  outcome: Outcome,
  expected: unknown,
  actual: unknown,
  what: string,
): CaseResult {
  const wanted = jsonText(expected, "What is expected", 2);
  const came = pretty(align(actual, expected));
  if (wanted === came) return { name, ok: true, outcome };
  return { name, ok: false, outcome, message: `${what} is not as expected`, diff: diffLines(wanted, came) };
}

/** The fields of an error that were asked for. */
function fieldsOf(error: HookloomError, asked: unknown): unknown {
  const report = error.toJSON() as unknown as Record<string, unknown>;
  if (!isRecord(asked)) return report;
  return Object.fromEntries(Object.entries(report).filter(([field]) => field in asked));
}

/** JSON as expectations are written. */
export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "undefined";
}

/**
 * What a case should expect, by what came: the event, or code, message and place of the error. It throws nothing.
 *
 * @param outcome what a webhook gave
 * @returns the expectation that it would fulfil
 *
 * @example runCase({ ...given, expected: expectationOf(receiveCase(given)) }).ok // true
 */
export function expectationOf(outcome: Outcome): Expectation {
  if (outcome.ok) return { event: outcome.event satisfies Event };
  const { code, message, line, column } = outcome.error.toJSON();
  return { failure: { code, message, ...(line && { line }), ...(column && { column }) } };
}
