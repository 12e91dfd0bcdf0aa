import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildEvent, type EventDraft, fromCloudEvent, HookloomError, parseRequest } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";

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
  errorMessage?: string;
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
  // What was recorded is what Prefect's model makes of an event to which no webhook is added.
  limits: { relatedResources: defaultLimits.relatedResources + 1 },
};

/** The JSON text of a case: the exact spelling of its numbers matters, so it is cut out of the file. */
function textOf(item: EventCase): string {
  return item.inputText ?? JSON.stringify(item.input);
}

/** What the rules of Python 3.13 say, where the Pythons differ. */
const outcomeOf = (item: EventCase) => ({ ...item, ...item.variants?.["python>=3.13"] });

const build = (item: EventCase) => buildEvent(textOf(item), options);
const named = (categories: (category: string) => boolean) =>
  cases
    .filter(({ category }) => categories(category))
    .map((item) => [`${item.category}: ${item.name}`, item] as const);
const isOfWebhooks = (category: string) => category === "webhook-defaults" || category === "from_cloud_event";

test("events.json has all of its cases", () => {
  expect(cases).toHaveLength(144);
});

describe("events.json", () => {
  test.each(named((category) => !isOfWebhooks(category)))("%s", (_name, item) => {
    const { accepted, normalized = {} } = outcomeOf(item);
    // What Python's JSON takes and JSON does not have is refused: NaN, infinity, half surrogate pairs.
    if (!accepted || /NaN|to inf/.test(item.name)) return expectRefusal(item);
    const event = build(item);
    for (const [field, value] of Object.entries(normalized)) {
      if (field === "related") expect(event.related.slice(0, -1)).toEqual(value);
      else if (field === "payload") {
        // An empty payload stands for the schema's own default, which webhooks fill before.
        if (Object.keys(value as object).length > 0) {
          expect(withDigits(event.payload)).toEqual(withDigits(value));
        }
      } else expect(event[field as "event"]).toEqual(value);
    }
    return undefined;
  });

  test.each(named((category) => category === "webhook-defaults"))(
    "%s",
    (_name, { input, normalized = {} }) => {
      const payload = normalized.payload as { body?: string } | undefined;
      const context =
        payload?.body === undefined
          ? options.context
          : ({ ...payload, text: payload.body } as typeof options.context);
      const webhook = { id: "<webhook uuid>", name: "<webhook name>" };
      const event = buildEvent(JSON.stringify(input), { ...options, context, webhook });
      const { id, occurred } = event;
      const filled = {
        ...event,
        id: filledAs("<uuid>", id, normalized.id),
        occurred: filledAs("<now>", occurred, normalized.occurred),
      };
      // The server's own stamps are no part of an event that is made here.
      const { account: _account, workspace: _workspace, received: _received, ...expected } = normalized;
      expect(filled).toMatchObject(expected);
      if (payload !== undefined) expect(event.payload).toEqual(payload);
      expect(event.related).toEqual(normalized.related);
    },
  );

  test.each(named((category) => category === "from_cloud_event"))("%s", (_name, { input }) => {
    const expected = input as EventDraft & {
      payload: { data: unknown; cloudevents: Record<string, string> };
    };
    const { data, cloudevents } = expected.payload;
    const type = "<ce type, inferred>";
    const body = { ...cloudevents, type, ...(data === null ? {} : { data }) };
    const draft = fromCloudEvent(body, { "content-type": "application/cloudevents+json" });
    const attributes = { ...cloudevents, type };
    expect(draft).toMatchObject({ ...expected, payload: { data, cloudevents: attributes } });
  });
});

/** What was recorded for a field: a placeholder for what every event has anew, or the value itself. */
function filledAs(placeholder: string, value: string, recorded: unknown): string {
  return recorded === placeholder ? placeholder : value;
}

function expectRefusal(item: EventCase): void {
  let error: HookloomError | undefined;
  try {
    build(item);
  } catch (thrown) {
    error = thrown as HookloomError;
  }
  expect(error).toBeInstanceOf(HookloomError);
  const found = (error?.issues ?? []).map(({ path, rule }) => `${path.join(".")} ${rule}`);
  const { errorField, errorType = "", errorMessage = "" } = outcomeOf(item);
  if (errorField === "(json)" || item.name.includes("NaN")) {
    expect(error?.code).toBe("json_syntax");
    const place = /line (\d+) column (\d+)/.exec(errorMessage);
    if (place !== null) expect([error?.line, error?.column].join(":")).toBe(`${place[1]}:${place[2]}`);
  } else if (errorField === "(serialize)") expect(found).toEqual(["event string_unicode"]);
  else if (item.name.includes("to inf")) expect(found).toEqual(["payload.x finite_number"]);
  else if (item.category === "occurred") {
    // Older Pythons have other words for a time that is none.
    expect(found.map((one) => one.replace(/_(?:parsing|type)$/, ""))).toEqual(["occurred datetime"]);
  } else {
    const expected = item.errors ?? [{ loc: errorField ?? "", type: errorType }];
    expect(found).toEqual(expected.map(({ loc, type }) => `${loc} ${type}`));
  }
}

/** Ints that JavaScript's JSON rounds are compared by their first digits. */
function withDigits(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, item: unknown) =>
    (typeof item === "string" && /^\d{16,}$/.test(item)) ||
    (typeof item === "number" && item > 2 ** 53 && item < 1e20)
      ? String(item).slice(0, 14)
      : item,
  );
}
