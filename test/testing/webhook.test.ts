import { describe, expect, test } from "vitest";
import {
  ExpectationError,
  expectEvent,
  expectFailure,
  http,
  request,
  runCase,
  testWebhook,
} from "../../src/testing/index.js";

const template = `{"event": "order.{{ body.status }}", "resource": {"prefect.resource.id": {{ body.id|tojson }}},
"payload": {"lines": {{ body.lines|default([])|tojson }}}}`;
const paid = request({ json: { status: "paid", id: "7", lines: [{ n: 1, sku: "a" }] } });

function errorOf(action: () => unknown): ExpectationError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectationError);
    return error as ExpectationError;
  }
  throw new Error("nothing was thrown");
}

test.each([
  ["what was rendered", template, request({ json: { status: '"', id: "7" } })],
  ["the template", template, request({ json: { status: "paid" } })],
  ["the template", "{{ body|from_cloud_event(headers) }}", paid],
  ["the request's body", template, request({ body: "[".repeat(201) })],
])("a failure is shown in %s", (where, source, given) => {
  const { message } = errorOf(() => testWebhook(source).expectEvent(given));
  expect(message).toContain(`\n\nin ${where}:\n> 1 | `);
});

describe("testWebhook", () => {
  test("has a clock that stands still and ids that stay the same", () => {
    const outcome = testWebhook(template).receive(paid);
    expectEvent(outcome)
      .toMatch({ occurred: "2024-03-15T12:00:00Z", id: "00000000-0000-4000-8000-000000000000" })
      .toMatch({ event: "order.paid" });
  });

  test("can be made anew at another time and with other options", () => {
    const webhook = testWebhook({ template, name: "Orders" });
    const later = webhook.at("2030-01-01T00:00:00Z").with({ escape: "json" });
    const quote = request({ json: { status: '"', id: "7" } });
    const related = [{ "prefect.resource.name": "Orders" }];
    later.expectEvent(quote).toMatch({ event: 'order."', occurred: "2030-01-01T00:00:00Z", related });
    webhook.expectFailure(quote).toMatch({ code: "json_syntax", line: 1 });
    webhook
      .with({ generateId: () => "11111111-1111-4111-8111-111111111111" })
      .expectEvent(paid)
      .toMatch({
        id: "11111111-1111-4111-8111-111111111111",
      });
  });

  test("takes the text of an .http file", () => {
    testWebhook(template).expectEvent('POST /\n\n{"status": "x", "id": "1"}').toMatch({ event: "order.x" });
  });
});

const coded = (code: string, message: string) => expect.objectContaining({ code, message }) as Error;

describe("request", () => {
  test.each([
    [{}, { method: "GET", headers: {} }],
    [{ body: "x" }, { method: "POST", headers: {}, body: "x" }],
    [{ json: null }, { method: "POST", headers: { "content-type": "application/json" }, body: "null" }],
    [
      { method: "PUT", form: { a: "1 2", b: ["x", "y"] } },
      {
        method: "PUT",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "a=1+2&b=x&b=y",
      },
    ],
    [
      { headers: { "Content-Type": "text/json" }, json: [1] },
      { method: "POST", headers: { "Content-Type": "text/json" }, body: "[1]" },
    ],
  ])("of %j", (parts, whole) => {
    expect(request(parts)).toEqual(whole);
  });

  test("has one body", () => {
    expect(() => request({ json: 1, form: {} })).toThrow(
      coded("option_invalid", "A request has one body, not json and form"),
    );
  });

  test.each([1n, () => 1, { toJSON: () => undefined }])("refuses what JSON cannot say: %s", (json) => {
    expect(() => request({ json })).toThrow(
      coded("host_value", "'json' of a request is not data that JSON can say"),
    );
  });
});

describe("http", () => {
  test("is an .http file", () => {
    expect(http`POST /hooks/x\nA: b\n\n{"a": 1}`).toEqual({
      method: "POST",
      path: "/hooks/x",
      headers: [["A", "b"]],
      body: '{"a": 1}',
    });
  });

  test("loses the indentation that its lines share, and no other", () => {
    const made = http`
      POST /
      A: ${"b"}

      {
        "a": ${{ b: [1] }},
        "t": ${"x\n   y"}
      }
    `;
    expect(made.headers).toEqual([["A", "b"]]);
    expect(made.body).toBe('{\n  "a": {"b":[1]},\n  "t": x\n   y\n}');
  });

  test("takes a value as the whole body", () => {
    const made = http`
      POST /

      ${{ status: "paid" }}
    `;
    expect(made.body).toBe('{"status":"paid"}');
  });

  test("refuses what is none", () => {
    expect(() => http`POST /\nno header`).toThrow(/^line 2: a header is/);
    for (const value of [1n, undefined]) {
      const message = "A value in a request is not data that JSON can say";
      expect(() => http`POST /\n\n${value}`).toThrow(coded("host_value", message));
    }
  });
});

describe("toMatch and toEqual", () => {
  const outcome = testWebhook(template).receive(paid);

  test("match at any depth, with placeholders", () => {
    expectEvent(outcome).toMatch({
      id: "<uuid>",
      occurred: "<time>",
      payload: { lines: [{ n: 1 }] },
      related: [{ "prefect.resource.role": "webhook" }],
    });
    expectEvent(outcome).toMatch({});
    expectEvent(outcome).toMatch({ payload: { gone: undefined } });
  });

  test("refuse what JSON cannot say", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const payload of [1n, cycle]) {
      const refused = coded("host_value", "What is expected is not data that JSON can say");
      expect(() => expectEvent(outcome).toMatch({ payload })).toThrow(refused);
    }
  });

  test("show what was asked for, and nothing else", () => {
    const error = errorOf(() =>
      expectEvent(outcome).toMatch({ event: "order.open", payload: { lines: [{ n: 2 }] } }),
    );
    expect(error.message).toBe(`event: the event is not as expected

- expected
+ received

  {
-   "event": "order.open",
+   "event": "order.paid",
    "payload": {
      "lines": [
        {
-         "n": 2
+         "n": 1
        }
      ]
    }
  …`);
    expect(error.code).toBe("ERR_ASSERTION");
    expect(error.actual).toEqual({ event: "order.paid", payload: { lines: [{ n: 1 }] } });
  });

  test.each([
    { payload: { lines: [] } },
    { payload: { lines: [{ n: 1 }, { n: 2 }] } },
    { payload: { gone: 1 } },
    { payload: { lines: undefined } },
    { payload: [] },
    { id: "<time>" },
  ])("%j does not match", (expected) => {
    errorOf(() => expectEvent(outcome).toMatch(expected));
  });

  test("toEqual compares all", () => {
    const { event } = expectEvent(outcome);
    expectEvent(outcome).toEqual({ ...event, related: "<any>" });
    const { follows: _follows, ...less } = event;
    errorOf(() => expectEvent(outcome).toEqual(less as typeof event));
  });

  test("of failures", () => {
    const failed = testWebhook("{").receive(paid);
    expectFailure(failed).toMatch({ code: "json_syntax", line: 1, column: 2 });
    expectFailure(failed).toMatch({ payload: { rendered: "{" } });
    expectFailure(failed).toEqual({
      code: "json_syntax",
      stage: "json",
      message: "<any>",
      line: 1,
      column: 2,
    });
    expect(errorOf(() => expectFailure(failed).toMatch({ code: "type_error" })).message).toContain(
      '-   "code": "type_error"\n+   "code": "json_syntax"',
    );
    errorOf(() => expectFailure(failed).toEqual({ code: "json_syntax" }));
    expect(errorOf(() => expectFailure(outcome)).message).toContain("but an event came");
  });
});

describe("where no event came", () => {
  const broken = '{"event": "x",\n "resource": {"prefect.resource.id": {{ body.nmae }}}}';

  test("the place in the template is told, and what was not there", () => {
    const { message } = errorOf(() => testWebhook(broken).expectEvent(paid));
    expect(message).toContain("event: an event was expected, but: The JSON is not valid");
    expect(message).toContain("\nnot there:\n  2:41 body.nmae: 'dict object' has no attribute 'nmae'\n");
    expect(message).toContain("\nprinted by the template at 2:");
    expect(message).toContain("\nrendered:\n");
  });

  test("so it is for cases", () => {
    const result = runCase({ name: "c", template: broken, request: paid, expected: { event: {} } });
    expect(new ExpectationError(result).message).toContain("2:41 body.nmae");
  });

  test("and a request that cannot be read has nothing to explain", () => {
    const webhook = testWebhook(template, { limits: { body: 1 } });
    expect(errorOf(() => webhook.expectEvent(paid)).message).not.toContain("not there");
  });
});
