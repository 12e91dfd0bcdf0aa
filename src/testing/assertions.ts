import { isHookloomError } from "../errors/error.js";
import type { Event } from "../event/event.js";
import type { FailureEvent } from "../event/failure.js";
import type { Outcome, Refusal } from "../webhook.js";
import { compare, isFailureEvent, judge } from "./case.js";
import { refuse } from "./expectation-error.js";
import { isRecord, partOf } from "./placeholders.js";

/** The function whose caller is told where the error is thrown. */
type Caller = (...args: never[]) => unknown;

/** What of an event is expected, at any depth: what is not named may be anything. */
export type PartialEvent = Readonly<Partial<Record<keyof Event, unknown>>>;

/** What is expected of the event of an outcome; made by `expectEvent`. Its functions give it back, for more of them. */
export class EventAssertion {
  /** The event that came. */
  readonly event: Event;
  readonly #outcome: Outcome;

  /** @throws ExpectationError where no event came, with the error and its place */
  constructor(outcome: Outcome, caller: Caller) {
    if (!outcome.ok) refuse(judge("event", { event: {} }, outcome), caller);
    this.event = outcome.event;
    this.#outcome = outcome;
  }

  /**
   * Expects some fields, at any depth; lists have as many items as are expected. `"<any>"`, `"<uuid>"` and `"<time>"`
   * stand for values of their kind, and `undefined` for what must not be there.
   * @param expected the fields, as JSON has them
   * @returns this
   * @throws ExpectationError with a comparison of what was asked for; HookloomError `host_value` for fields that are no JSON
   * @example expectEvent(outcome).toMatch({ event: "order.paid", occurred: "<time>" })
   */
  toMatch(expected: PartialEvent): this {
    return this.#hold(expected, partOf(this.event, expected), this.toMatch);
  }

  /**
   * Expects the whole event; `"<any>"`, `"<uuid>"` and `"<time>"` stand for values of their kind.
   * @param expected all of its fields, in any order
   * @returns this
   * @throws ExpectationError with a comparison; HookloomError `host_value` for fields that are no JSON
   * @example expectEvent(outcome).toEqual({ ...event, id: "<uuid>" })
   */
  toEqual(expected: Readonly<Record<keyof Event, unknown>>): this {
    return this.#hold(expected, this.event, this.toEqual);
  }

  #hold(expected: unknown, actual: unknown, caller: Caller): this {
    const result = compare("event", this.#outcome, expected, actual, "the event");
    if (!result.ok) refuse(result, caller, { expected, actual });
    return this;
  }
}

/** What is expected of the failure of an outcome; made by `expectFailure`. Its functions give it back, for more of them. */
export class FailureAssertion {
  /** The event that tells of the failure. */
  readonly failure: FailureEvent;
  /** What went wrong. */
  readonly error: Refusal["error"];
  readonly #outcome: Outcome;

  /** @throws ExpectationError where an event came, with that event */
  constructor(outcome: Outcome, caller: Caller) {
    if (outcome.ok) refuse(judge("failure", { failure: {} }, outcome), caller);
    this.failure = outcome.failure;
    this.error = outcome.error;
    this.#outcome = outcome;
  }

  /**
   * Expects some fields of the error, such as `{ code: "json_syntax", line: 3 }`; or of the failure event, if they have
   * a `resource` or a `payload`. As with events, at any depth and with the same placeholders.
   * @param expected the fields of the one or the other
   * @returns this
   * @throws ExpectationError with a comparison of what was asked for; HookloomError `host_value` for fields that are no JSON
   * @example expectFailure(outcome).toMatch({ code: "json_syntax", line: 3 })
   */
  toMatch(expected: Readonly<Record<string, unknown>>): this {
    return this.#hold(expected, partOf(this.#whole(expected), expected), this.toMatch);
  }

  /**
   * Expects the whole error, or the whole failure event if there is a `resource` or a `payload`.
   * @param expected all fields that `error.toJSON()` or the failure event has
   * @returns this
   * @throws ExpectationError with a comparison; HookloomError `host_value` for fields that are no JSON
   * @example expectFailure(outcome).toEqual({ code: "json_syntax", stage: "json", message: "<any>", line: 1, column: 4 })
   */
  toEqual(expected: Readonly<Record<string, unknown>>): this {
    return this.#hold(expected, this.#whole(expected), this.toEqual);
  }

  #whole(expected: Readonly<Record<string, unknown>>): unknown {
    return isFailureEvent(expected) ? this.failure : this.error.toJSON();
  }

  #hold(expected: Readonly<Record<string, unknown>>, actual: unknown, caller: Caller): this {
    const what = isFailureEvent(expected) ? "the failure" : "the error";
    const result = compare("failure", this.#outcome, expected, actual, what);
    if (!result.ok) refuse(result, caller, { expected, actual });
    return this;
  }
}

/** Tells what a webhook gave from the source of a template. */
export function isOutcome(value: unknown): value is Outcome {
  return isRecord(value) && (value.ok === true ? isRecord(value.event) : isHookloomError(value.error));
}
