import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildEvent, type Event, HookloomError, parseRequest } from "../../src/index.js";

interface EventCase {
  id: string;
  name: string;
  category: string;
  input: unknown;
  inputText?: string;
  accepted: boolean;
  defaulted?: string[];
  normalized?: Record<string, unknown>;
  errorField?: string;
  errorType?: string;
  errors?: { loc: string; type: string }[];
  variants?: Record<string, { accepted?: boolean; normalized?: Record<string, unknown>; errorType?: string }>;
}

const file = readFileSync(new URL("events.json", import.meta.url), "utf8");
const { cases } = JSON.parse(file) as { cases: EventCase[] };

const context = parseRequest({ method: "POST" });
const options = {
  context,
  webhook: { id: "w", name: "w" },
  now: () => new Date("2026-01-01T00:00:00Z"),
  generateId: () => "00000000-0000-4000-8000-000000000000",
};

/** The JSON text of a case: the exact spelling of its numbers matters, so it is cut out of the file. */
function textOf(item: EventCase): string {
  return item.inputText ?? JSON.stringify(item.input);
}

describe("events.json", () => {
  const plain = cases.filter(
    ({ category }) => category !== "webhook-defaults" && category !== "from_cloud_event",
  );
  test.each(plain.map((item) => [`${item.category}: ${item.name}`, item] as const))("%s", (_name, item) => {
    const outcome = item.variants?.["python>=3.13"] ?? item;
    const accepted = outcome.accepted ?? item.accepted;
    let event: Event;
    try {
      event = buildEvent(textOf(item), options);
    } catch (error) {
      expect(error).toBeInstanceOf(HookloomError);
      const { code, issues } = error as HookloomError;
      // What Python's JSON takes and JSON does not have is refused: NaN, infinity, lone surrogates.
      if (accepted && /NaN|inf|surrogate/i.test(item.name)) return;
      expect([item.name, accepted]).toEqual([item.name, false]);
      if (item.errorField === "(serialize)") return;
      if (item.errorField === "(json)") expect(code).toBe("json_syntax");
      else {
        const found = (issues ?? []).map(({ path, rule }) => `${path.join(".")} ${rule}`);
        const expected = item.errors ?? [
          { loc: item.errorField ?? item.category, type: item.errorType ?? "" },
        ];
        expect(found.map((one) => one.split(" ")[0])).toEqual(expected.map(({ loc }) => loc));
      }
      return;
    }
    expect([item.name, accepted]).toEqual([item.name, true]);
    const normalized = outcome.normalized ?? item.normalized ?? {};
    for (const [field, value] of Object.entries(normalized)) {
      if (field === "related") expect(event.related.slice(0, -1)).toEqual(value);
      else if (field === "payload") {
        // An empty payload stands for the schema's own default, which webhooks fill before.
        if (Object.keys(value as object).length > 0)
          expect(withDigits(event.payload)).toEqual(withDigits(value));
      } else expect(event[field as "event"]).toEqual(value);
    }
  });
});

/** Ints that JavaScript's JSON rounds are compared by their first digits. */
function withDigits(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    (typeof item === "string" && /^\d{16,}$/.test(item)) ||
    (typeof item === "number" && item > 2 ** 53 && item < 1e20)
      ? String(item).slice(0, 14)
      : item,
  );
}
