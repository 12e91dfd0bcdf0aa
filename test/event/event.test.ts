import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  buildEvent,
  type Event,
  eventSchema,
  type HookloomError,
  parseRequest,
  serializeEvent,
} from "../../src/index.js";

const options = {
  context: parseRequest({ method: "POST", headers: { "x-a": "1" }, body: "raw" }),
  webhook: { id: "w", name: "Orders" },
  now: () => new Date("2026-01-02T03:04:05.006Z"),
  generateId: () => "6B1C6E2E7B7E4B0E8A442D54C2B0F2D4",
};
const minimal = { event: "e", resource: { "prefect.resource.id": "r" } };
const build = (fields: object | string, more: Partial<typeof options> & { limits?: object } = {}) =>
  buildEvent(typeof fields === "string" ? fields : JSON.stringify({ ...minimal, ...fields }), {
    ...options,
    ...more,
  });
const issuesOf = (fields: object | string, more = {}) => {
  try {
    build(fields, more);
    return [];
  } catch (error) {
    const { issues = [], code } = error as HookloomError;
    return issues.length === 0 ? [code] : issues.map(({ path, rule }) => `${path.join(".")}: ${rule}`);
  }
};
const escaped = (text: string) => `{"event": "e", "resource": {"prefect.resource.id": "r"}, ${text}}`;

test.each<[string, unknown]>([
  ["no options", undefined],
  ["no webhook", { context: options.context }],
  ["a webhook without a name", { ...options, webhook: { id: "w" } }],
  ["no request", { webhook: options.webhook }],
])("buildEvent with %s", (_name, given) => {
  expect(() => buildEvent(JSON.stringify(minimal), given as typeof options)).toThrow(
    expect.objectContaining({ code: "option_invalid" }) as Error,
  );
});

describe("serializeEvent", () => {
  test("writes the fields as Prefect does", () => {
    const related = [{ "prefect.resource.id": "a", "prefect.resource.role": "actor" }];
    expect(serializeEvent(build({ related, payload: { b: 1, a: "é\u2028\u007f" } }))).toBe(
      '{"occurred":"2026-01-02T03:04:05.006000Z","event":"e","resource":{"prefect.resource.id":"r"},' +
        '"related":[{"prefect.resource.id":"a","prefect.resource.role":"actor"},' +
        '{"prefect.resource.id":"prefect-cloud.webhook.w","prefect.resource.name":"Orders","prefect.resource.role":"webhook"}],' +
        '"payload":{"b":1,"a":"é\u2028\u007f"},"id":"6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4","follows":null}',
    );
  });

  test("writes what can be read as the same event", () => {
    const stringUnit = fc.constantFrom(
      "a",
      "0",
      "é",
      "😀",
      "\u2028",
      '"',
      "\\",
      "\0",
      "\x7f",
      "\uffff",
      "__proto__",
    );
    const payload = fc.dictionary(fc.string({ unit: stringUnit }), fc.jsonValue({ stringUnit }));
    fc.assert(
      fc.property(payload, (given) => {
        const event = build({ payload: given });
        const again = JSON.parse(serializeEvent(event)) as Event;
        expect(again.payload).toEqual(event.payload);
        expect(JSON.parse(serializeEvent(build({ payload: again.payload })))).toEqual(again);
      }),
    );
  });
});

test("an event is the same whichever way its JSON is read", () => {
  const unit = fc.constantFrom("a", "é", "😀", '"', "\\", "\0", "__proto__", "0");
  const fields = fc.record({
    event: fc.oneof(fc.string({ unit }), fc.integer()),
    resource: fc.dictionary(
      fc.constantFrom("prefect.resource.id", "a", "__proto__", "0"),
      fc.oneof(fc.string({ unit }), fc.integer()),
    ),
    payload: fc.oneof(
      fc.dictionary(fc.string({ unit }), fc.jsonValue({ stringUnit: unit })),
      fc.string({ unit }),
    ),
    occurred: fc.constantFrom("2024-01-02", 5, 1.5, "x", null),
  });
  fc.assert(
    fc.property(fields, (given) => {
      const text = JSON.stringify(given);
      // An escaped pair of surrogates is read the slow way, in a field that is ignored.
      const slow = `{"ignored": "\\ud83d\\ude00", ${text.slice(1)}`;
      const [one, other] = [text, slow].map((rendered) => {
        const issues = issuesOf(rendered);
        return issues.length > 0 ? issues : serializeEvent(build(rendered));
      });
      expect(one).toEqual(other);
    }),
    { numRuns: 300 },
  );
});

describe("fields that are missing", () => {
  test("are filled in, and only those", () => {
    expect(build({})).toMatchObject({
      occurred: "2026-01-02T03:04:05.006000Z",
      payload: { method: "POST", headers: { "x-a": "1" }, body: "raw" },
      id: "6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4",
      follows: null,
    });
    const never = () => {
      throw new Error("not asked for");
    };
    const given = { occurred: "2024-01-02", id: "00000000000000000000000000000001", payload: {} };
    expect(build(given, { now: never, generateId: never })).toMatchObject({
      payload: {},
      occurred: "2024-01-02T00:00:00Z",
    });
  });

  test.each([
    [{ now: () => new Date(Number.NaN) }, "option_invalid"],
    [{ now: () => "2024-01-02" }, "host_error"],
    [{ now: () => new Date(8.64e15) }, "option_invalid"],
    [{ now: () => Promise.resolve(new Date()) }, "host_error"],
    [{ generateId: () => "x" }, "option_invalid"],
    [{ generateId: () => 5 }, "option_invalid"],
    [{ generateId: () => ({ toString: () => "6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4" }) }, "option_invalid"],
    [
      {
        generateId: () => {
          throw new Error("no id");
        },
      },
      "host_error",
    ],
  ])("by a clock or a generator that fails, are an error: %o", (more, code) => {
    expect(issuesOf({}, more)).toEqual([code]);
  });
});

describe("numbers and text", () => {
  test.each([
    ["9007199254740991", "9007199254740991"],
    ["9007199254740993", '"9007199254740993"'],
    ["-9007199254740993", '"-9007199254740993"'],
    ["123456789012345678901234567890", '"123456789012345678901234567890"'],
    ["1.0", "1"],
    ["-0.0", "0"],
    ["1.5", "1.5"],
    ["1e22", "1e+22"],
    ["1e-7", "1e-7"],
    ['"\\ud83d\\ude00"', '"😀"'],
    ['"\\u0000"', '"\\u0000"'],
  ])("%s in the payload is %s", (given, written) => {
    const event = build(escaped(`"payload": {"x": [${given}]}`));
    expect(JSON.stringify(event.payload)).toBe(`{"x":[${written}]}`);
  });

  test.each([
    ['"payload": {"x": 1e400}', ["payload.x: finite_number"]],
    [
      '"payload": {"x": [1, -1e400], "y": {"z": 1e999}}',
      ["payload.x.1: finite_number", "payload.y.z: finite_number"],
    ],
    ['"payload": {"\\ud83d": 1}', ["payload: string_unicode"]],
    ['"payload": {"x": "\\ude00\\ud83d"}', ["payload.x: string_unicode"]],
    ['"event": "\\ud83d"', ["event: string_unicode"]],
    [
      '"related": [{"prefect.resource.id": "\\ud83d", "prefect.resource.role": "r"}]',
      ["related.0.prefect.resource.id: string_unicode"],
    ],
    ['"id": "\\ud83d"', ["id: string_unicode"]],
    ['"payload": 1e400', ["payload: finite_number"]],
    ['"occurred": 1e400', ["occurred: datetime_type"]],
    [
      '"event": 5, "payload": {"x": 1e400}, "follows": 1',
      ["payload.x: finite_number", "event: string_type", "follows: uuid_type"],
    ],
  ])("%s is refused", (given, issues) => {
    expect(issuesOf(escaped(given))).toEqual(issues);
  });

  test("are no matter in fields that are ignored", () => {
    expect(issuesOf(escaped('"data": {"x": 1e400, "\\ud83d": 12345678901234567890}'))).toEqual([]);
  });

  test("a long int is no text where text is asked for", () => {
    const long = "12345678901234567890";
    expect(issuesOf(escaped(`"event": ${long}`))).toEqual(["event: string_type"]);
    expect(issuesOf(escaped(`"resource": {"prefect.resource.id": "r", "n": ${long}}`))).toEqual([
      "resource.n: string_type",
    ]);
    expect(issuesOf(escaped(`"id": ${long}`))).toEqual(["id: uuid_type"]);
    expect(issuesOf(escaped(`"occurred": ${long}`))).toEqual(["occurred: datetime_parsing"]);
    expect(issuesOf(escaped(`"occurred": ${"9".repeat(400)}`))).toEqual(["occurred: datetime_type"]);
  });

  test.each<[string, string, number]>([
    ["numbers", `"payload": {"x": [${"1e400,".repeat(5000)}1]}`, 5000],
    ["half pairs", `"payload": {"x": [${'"\\ud83d",'.repeat(5000)}1]}`, 5000],
    ["half pairs as keys", `"payload": {"x": {${'"\\ud83d": "\\ud83d",'.repeat(5000)}"a": 1}}`, 2],
    ["faults of two kinds", `"id": 5, "payload": {"x": [${"1e400,".repeat(200)}1]}`, 201],
    [
      "faults of which one is told for two",
      `"id": "\\ud83d", "payload": {"x": [${"1e400,".repeat(200)}1]}`,
      201,
    ],
    ["related resources", `"related": [${"1,".repeat(300_000)}1]`, 300_001],
    [
      "labels",
      `"related": [{${Array.from({ length: 150_000 }, (_, index) => `"${index}": 1`).join()}}]`,
      150_000,
    ],
  ])("many faults are told as some of them, and counted: %s", (_name, fields, count) => {
    const issues = issuesOf(escaped(fields));
    expect(issues).toHaveLength(Math.min(count, 101));
    expect(() => build(escaped(fields))).toThrow(
      count <= 20
        ? "payload"
        : (expect.objectContaining({
            message: expect.stringMatching(`^${count} issues: `) as string,
          }) as Error),
    );
  });
});

describe("keys of any name", () => {
  const names = [
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "isPrototypeOf",
    "prototype",
    "toJSON",
    "then",
    "length",
    "valueOf",
  ];

  test("are data in the payload and labels in resources", () => {
    const text = (value: string) => names.map((name) => `"${name}": ${value}`).join(", ");
    const event = build(
      `{"event": "e", "resource": {"prefect.resource.id": "r", ${text('"l"')}}, ` +
        `"related": [{"prefect.resource.id": "r", "prefect.resource.role": "x", ${text('"l"')}}], "payload": {${text('{"a": 1}')}}}`,
    );
    for (const name of names) {
      expect(Object.hasOwn(event.resource, name)).toBe(true);
      expect(Object.hasOwn(event.related[0] as object, name)).toBe(true);
      expect(Object.getOwnPropertyDescriptor(event.payload, name)?.value).toEqual({ a: 1 });
    }
    const again = JSON.parse(serializeEvent(event)) as Event;
    expect(Object.keys(again.resource)).toEqual(["prefect.resource.id", ...names]);
    expect(Object.keys(again.payload)).toEqual(names);
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  test.each(names)("%s must be text as any label", (name) => {
    expect(issuesOf(escaped(`"resource": {"prefect.resource.id": "r", "${name}": 5}`))).toEqual([
      `resource.${name}: string_type`,
    ]);
    expect(
      issuesOf(
        escaped(`"related": [{"prefect.resource.id": "r", "prefect.resource.role": "x", "${name}": {}}]`),
      ),
    ).toEqual([`related.0.${name}: string_type`]);
  });

  test("the name of a field is no property of Object.prototype", () => {
    expect(issuesOf('{"__proto__": {"event": "e", "resource": {"prefect.resource.id": "r"}}}')).toEqual([
      "event: missing",
      "resource: missing",
    ]);
    expect(issuesOf('{"event": "e", "resource": {"__proto__": {"prefect.resource.id": "r"}}}')[0]).toMatch(
      /^resource/,
    );
  });
});

describe("limits", () => {
  const labels = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, ""]));
  const related = (count: number) =>
    Array(count).fill({ "prefect.resource.id": "r", "prefect.resource.role": "x" });

  test.each<[string, object, string[]]>([
    ["500 labels", { resource: { "prefect.resource.id": "r", ...labels(499) } }, []],
    ["501 labels", { resource: { "prefect.resource.id": "r", ...labels(500) } }, ["resource: value_error"]],
    [
      "501 labels of a related resource",
      { related: [{ "prefect.resource.id": "r", "prefect.resource.role": "x", ...labels(499) }] },
      ["related.0: value_error"],
    ],
    ["100 related resources", { related: related(100) }, []],
    ["101 related resources", { related: related(101) }, ["related: value_error"]],
    [
      "101 related resources, one of them bad",
      { related: [...related(100), {}] },
      ["related.100: value_error"],
    ],
    ["a name of 1024 characters", { event: "x".repeat(1024) }, []],
    ["a name of 1024 characters past the BMP", { event: "😀".repeat(1024) }, []],
    ["a name of 1025 characters", { event: "x".repeat(1025) }, ["event: value_error"]],
    ["a name of 1025 characters past the BMP", { event: "😀".repeat(1025) }, ["event: value_error"]],
  ])("%s", (_name, fields, issues) => {
    expect(issuesOf(fields)).toEqual(issues);
  });

  test("other numbers, by options", () => {
    const limits = { eventName: 1, resourceLabels: 1, relatedResources: 0 };
    expect(issuesOf({}, { limits })).toEqual([]);
    expect(
      issuesOf(
        { event: "ee", related: related(1), resource: { "prefect.resource.id": "r", a: "b" } },
        { limits },
      ),
    ).toEqual(["event: value_error", "resource: value_error", "related.0: value_error"]);
  });

  /** A payload whose event has so many bytes, by what fills it. */
  const sized = (bytes: number, filling: string, each: number) => {
    const empty = new TextEncoder().encode(serializeEvent(build({ payload: { x: "" } }))).length;
    const count = Math.floor((bytes - empty) / each);
    return { payload: { x: filling.repeat(count) + "a".repeat(bytes - empty - count * each) } };
  };

  test.each([
    ["ASCII", "a", 1],
    ["two bytes", "é", 2],
    ["three bytes", "€", 3],
    ["four bytes", "😀", 4],
    ["escapes", "\u0001", 6],
    ["quotes", '"', 2],
  ])("bytes are counted as they are written: %s", (_name, filling, each) => {
    expect(issuesOf(sized(1_500_000, filling, each))).toEqual([]);
    expect(issuesOf(sized(1_500_001, filling, each))).toEqual(["event_limit"]);
  });

  test("bytes are counted where numbers grow", () => {
    // 1e20 is 21 digits.
    const text = (count: number) => escaped(`"payload": {"x": [${"1e20,".repeat(count)}1]}`);
    expect(issuesOf(text(60_000))).toEqual([]);
    expect(issuesOf(text(75_000))).toEqual(["event_limit"]);
  });

  test("bytes of the default payload count", () => {
    const context = parseRequest({ method: "POST", body: "é".repeat(750_000) });
    expect(issuesOf({}, { context })).toEqual(["event_limit"]);
    const method = "x".repeat(1_500_000);
    expect(issuesOf({}, { context: { method, headers: {}, text: "" } })).toEqual(["event_limit"]);
    expect(issuesOf({ payload: {} }, { context })).toEqual([]);
    expect(issuesOf({}, { limits: { eventSize: 100 } })).toEqual(["event_limit"]);
  });
});

describe("what is no event", () => {
  test.each([["[]"], ["null"], ["5"], ['"x"'], ["true"], ["[{}]"]])("%s", (text) => {
    expect(issuesOf(text)).toEqual([": model_type"]);
  });

  test("all faults are told, in the order of the fields", () => {
    const text =
      '{"follows": "x", "id": 5, "payload": [], "related": [{}, 5, {"prefect.resource.id": "r"}, {"prefect.resource.id": "", "prefect.resource.role": "x"}], ' +
      '"resource": {"a": 1, "b": null}, "event": null, "occurred": "yesterday"}';
    expect(issuesOf(text)).toEqual([
      "occurred: datetime_parsing",
      "event: string_type",
      "resource.a: string_type",
      "resource.b: string_type",
      "related.0: value_error",
      "related.1: dict_type",
      "related.2: value_error",
      "related.3: value_error",
      "payload: dict_type",
      "id: uuid_type",
      "follows: uuid_parsing",
    ]);
  });
});

describe("eventSchema", () => {
  test("exports to JSON Schema", () => {
    const schema = z.toJSONSchema(eventSchema, { io: "input" });
    const label = { type: "string", minLength: 1 };
    expect(schema).toMatchObject({
      type: "object",
      required: ["event", "resource"],
      properties: {
        occurred: { type: ["string", "number"] },
        event: { type: "string", maxLength: 1024 },
        resource: {
          type: "object",
          properties: { "prefect.resource.id": label },
          required: ["prefect.resource.id"],
          additionalProperties: { type: "string" },
          maxProperties: 500,
        },
        related: {
          type: "array",
          maxItems: 100,
          items: {
            type: "object",
            properties: { "prefect.resource.id": label, "prefect.resource.role": label },
            required: ["prefect.resource.id", "prefect.resource.role"],
            additionalProperties: { type: "string" },
          },
        },
        payload: { type: "object", additionalProperties: {} },
        id: { type: "string" },
        follows: { type: ["string", "null"] },
      },
    });
    // Fields that are not known are ignored.
    expect(schema).not.toHaveProperty("additionalProperties");
  });

  test("takes what buildEvent takes", () => {
    expect(eventSchema.safeParse({ ...minimal, unknown: 1 }).success).toBe(true);
    expect(eventSchema.safeParse({ ...minimal, resource: {} }).success).toBe(false);
  });
});

test("many issues with long keys make a report of a size that can be logged, which tells how many there were", () => {
  const label = (index: number) => `${index}${"k".repeat(1500)}`;
  const labels = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [label(index), 1]));
  try {
    build({ resource: { "prefect.resource.id": "r", ...labels } });
    expect.unreachable();
  } catch (error) {
    const { issues = [], message } = error as HookloomError;
    expect(issues).toHaveLength(101);
    expect(issues[0]?.path).toEqual(["resource", label(0)]);
    expect(issues[100]).toEqual({ path: [], rule: "more", message: "There are 300 more issues" });
    expect(message).toMatch(/^400 issues: resource\.0k+…: .*…$/);
    expect(JSON.stringify(error).length).toBeLessThan(25_000);
  }
});
