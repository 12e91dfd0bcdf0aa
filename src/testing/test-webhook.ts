import type { WebhookDefinition } from "../definition.js";
import { wrong } from "../options.js";
import type { HookRequest } from "../request/request.js";
import {
  createWebhook,
  type Outcome,
  readWebhookOptions,
  type Webhook,
  type WebhookOptions,
} from "../webhook.js";
import { EventAssertion, FailureAssertion } from "./assertions.js";
import { defaultSettings } from "./case.js";
import { readHttpFile } from "./http-file.js";
import { receive } from "./received.js";

/** A webhook for tests: its clock stands still, and its new ids are always the same. */
export interface TestWebhook extends Webhook {
  /**
   * Receives a request, as every webhook does.
   * @param request as plain data, or the text of an `.http` file
   * @returns the event, or the failure
   * @throws HookloomError `case_invalid` for a text that is no `.http` file
   */
  receive(request: HookRequest | string): Outcome;
  /**
   * The same webhook at another time.
   * @param time such as `2024-03-15T12:00:00Z`, as `new Date` reads it
   * @returns another webhook; this one stays as it is
   * @throws HookloomError `option_invalid` for what is no time
   */
  at(time: string | Date): TestWebhook;
  /**
   * The same webhook with other options beside those it has.
   * @param options those of `createWebhook`
   * @returns another webhook; this one stays as it is
   * @throws HookloomError `option_invalid`, or a compile error of the template
   */
  with(options: WebhookOptions): TestWebhook;
  /**
   * Receives a request and expects an event.
   * @param request as plain data, or the text of an `.http` file
   * @returns what the event is matched with
   * @throws ExpectationError where a failure comes; HookloomError `case_invalid` for a text that is no `.http` file
   */
  expectEvent(request: HookRequest | string): EventAssertion;
  /**
   * Receives a request and expects a failure.
   * @param request as plain data, or the text of an `.http` file
   * @returns what the failure is matched with
   * @throws ExpectationError where an event comes; HookloomError `case_invalid` for a text that is no `.http` file
   */
  expectFailure(request: HookRequest | string): FailureAssertion;
}

/**
 * Makes a webhook for tests: it is always 2024-03-15T12:00:00Z, and new ids are all
 * 00000000-0000-4000-8000-000000000000, unless the options say otherwise.
 *
 * @param definition the template's source, or a definition whose id and name may be left out
 * @param options those of `createWebhook`
 * @returns a webhook whose `expectEvent` and `expectFailure` take a request
 * @throws HookloomError `definition_invalid`, `option_invalid`, or a compile error of the template
 *
 * @example
 * testWebhook(template, { escape: "json" }).expectEvent(request({ json: { id: 1 } })).toMatch({ event: "order.paid" });
 */
export function testWebhook(
  definition: string | (Partial<WebhookDefinition> & Pick<WebhookDefinition, "template">),
  options: WebhookOptions = {},
): TestWebhook {
  const given = typeof definition === "string" ? { template: definition } : definition;
  const whole = { id: defaultSettings.webhook.id, name: "test", ...given };
  const fixed: WebhookOptions = {
    now: () => new Date(defaultSettings.now),
    generateId: () => defaultSettings.id,
    ...readWebhookOptions(options),
  };
  const webhook = createWebhook(whole, fixed);
  const receiveOne = (request: HookRequest | string): Outcome =>
    receive(webhook, typeof request === "string" ? readHttpFile(request) : request, fixed);
  const expectEvent = (request: HookRequest | string): EventAssertion =>
    new EventAssertion(receiveOne(request), expectEvent);
  const expectFailure = (request: HookRequest | string): FailureAssertion =>
    new FailureAssertion(receiveOne(request), expectFailure);
  return {
    ...webhook,
    receive: receiveOne,
    at(time) {
      const isTime = (typeof time === "string" || time instanceof Date) && !Number.isNaN(+new Date(time));
      if (!isTime) throw wrong("The time", "a Date, or text that Date can read", time);
      return testWebhook(whole, { ...fixed, now: () => new Date(time) });
    },
    with: (more) => testWebhook(whole, { ...fixed, ...readWebhookOptions(more) }),
    expectEvent,
    expectFailure,
  };
}
