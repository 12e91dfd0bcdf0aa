import { normalizeOccurred } from "../event/occurred.js";
import { normalizeUuid } from "../event/uuid.js";

/**
 * Texts in an expectation that stand for whatever is of that kind: `<any>` for all that is there, `<uuid>` and `<time>` for
 * text that can be the id and the time of an event. What tells is a function of the value that came.
 */
export const placeholders: Readonly<Record<string, (value: unknown) => boolean>> = {
  "<any>": () => true,
  "<uuid>": (value) => typeof value === "string" && normalizeUuid(value) !== undefined,
  "<time>": (value) => typeof value === "string" && normalizeOccurred(value) !== undefined,
};

/**
 * Brings what came into the shape of what was expected, so that only true differences are left: keys in the
 * same order, and a placeholder instead of each value that one stands for.
 */
export function align(actual: unknown, expected: unknown): unknown {
  if (typeof expected === "string" && Object.hasOwn(placeholders, expected)) {
    return placeholders[expected]?.(actual) === true ? expected : actual;
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item: unknown, index) => align(item, expected[index]));
  }
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  const keys = [
    ...Object.keys(expected),
    ...Object.keys(actual).filter((key) => !Object.hasOwn(expected, key)),
  ];
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(actual, key)).map((key) => [key, align(actual[key], expected[key])]),
  );
}

/** The part of what came that was asked for, at any depth. */
export function partOf(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item: unknown, index) =>
      index < expected.length ? partOf(item, expected[index]) : item,
    );
  }
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  const asked = Object.keys(expected).filter((key) => Object.hasOwn(actual, key));
  return Object.fromEntries(asked.map((key) => [key, partOf(actual[key], expected[key])]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
