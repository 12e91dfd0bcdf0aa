import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createWebhook,
  fromCloudEvent,
  type HookloomError,
  isHookloomError,
  renderTemplate,
} from "../../src/index.js";

const minimal = { specversion: "1.0", id: "1", source: "/s", type: "t" };
const structured = { "content-type": "application/cloudevents+json" };
const binary = { "ce-specversion": "1.0", "ce-id": "1", "ce-source": "/s", "ce-type": "t" };

const fromJson = (event: unknown) => fromCloudEvent(JSON.stringify(event), structured);
const fromHeaders = (headers: Record<string, string>, body: string | Uint8Array = "") =>
  fromCloudEvent(body, { ...binary, ...headers });
const payloadOf = (draft: { payload?: unknown }) => draft.payload as { cloudevents: Record<string, unknown> };
const problemsOf = (read: () => unknown): string[] => {
  try {
    read();
    return [];
  } catch (error) {
    const { code, issues } = error as HookloomError;
    expect(code).toBe("cloud_event_invalid");
    return issues?.map(({ path, rule }) => `${path.join(".")}: ${rule}`) ?? ["refused"];
  }
};

test("data of a host that no JSON can say is an issue", () => {
  const data = { when: new Date(0), list: [1, new Date(0)], half: "\ud800", much: Number.POSITIVE_INFINITY };
  expect(problemsOf(() => fromCloudEvent(data, binary))).toEqual([
    "payload.data.when: json_type",
    "payload.data.list.1: json_type",
    "payload.data.half: string_unicode",
    "payload.data.much: finite_number",
  ]);
});

describe("the fields of the event", () => {
  test("come from the attributes", () => {
    const id = "A234C2B0-1111-4111-8111-2D54C2B0F2D4";
    const event = {
      ...minimal,
      id,
      subject: "sub",
      time: "2018-04-05T17:31:00.5+02:00",
      dataschema: "https://x/y",
      ext: 5,
      flag: true,
    };
    expect(fromJson({ ...event, data: { a: [1, null] } })).toEqual({
      event: "t",
      resource: { "prefect.resource.id": "sub" },
      occurred: "2018-04-05T17:31:00.500000+02:00",
      id: id.toLowerCase(),
      payload: { data: { a: [1, null] }, cloudevents: event },
    });
  });

  test("that a CloudEvent has not are not there", () => {
    expect(fromJson(minimal)).toEqual({
      event: "t",
      resource: { "prefect.resource.id": "/s" },
      payload: { data: null, cloudevents: minimal },
    });
  });

  test("are the same in both modes", () => {
    const attributes = {
      ...minimal,
      subject: "s p",
      time: "2018-04-05T17:31:00Z",
      datacontenttype: "application/json",
      ext: "x",
    };
    const headers = {
      "ce-subject": "s%20p",
      "ce-time": "2018-04-05T17:31:00Z",
      "content-type": "application/json",
      "ce-ext": "x",
    };
    expect(fromHeaders(headers, '{"a": 1}')).toEqual(fromJson({ ...attributes, data: { a: 1 } }));
  });

  test("are an event at once in a template", () => {
    const webhook = createWebhook({ id: "w", name: "w", template: "{{ body|from_cloud_event(headers) }}" });
    const outcome = webhook.receive({
      method: "POST",
      headers: structured,
      body: JSON.stringify({ ...minimal, data: "é<'" }),
    });
    expect(outcome).toMatchObject({ ok: true, event: { event: "t", payload: { data: "é<'" } } });
  });
});

describe("structured mode", () => {
  test.each([
    ["application/cloudevents+json"],
    ["Application/CloudEvents+JSON"],
    ["application/cloudevents+json;charset=utf-8"],
    ["application/cloudevents+json; charset=UTF-8"],
    ["  application/cloudevents+json  "],
    ["application/cloudevents"],
  ])("%s", (type) => {
    expect(fromCloudEvent(JSON.stringify(minimal), { "content-type": type }).event).toBe("t");
  });

  test.each([
    ["application/cloudevents+xml"],
    ["application/cloudevents+avro"],
    ["application/cloudevents-batch"],
    ["application/cloudevents-batch+xml"],
    ["application/cloudeventsx"],
  ])("%s is refused", (type) => {
    expect(problemsOf(() => fromCloudEvent(JSON.stringify([minimal]), { "content-type": type }))).toEqual([
      "refused",
    ]);
  });

  test.each([
    ["blanks around", ` \n${JSON.stringify(minimal)}\n `],
    ["a mark in front", `\ufeff${JSON.stringify(minimal)}`],
    ["keys in any order", '{"type":"t","source":"/s","id":"1","specversion":"1.0"}'],
    [
      "attributes that are null, which are not there",
      JSON.stringify({ ...minimal, subject: null, time: null, ext: null, data_base64: null }),
    ],
  ])("%s", (_name, body) => {
    const draft = fromCloudEvent(body, structured);
    expect(payloadOf(draft)).toEqual({ data: null, cloudevents: minimal });
  });

  test.each([["[]"], ["null"], ["5"], ['"x"'], ["true"], ["{bad"], [""], [`[${JSON.stringify(minimal)}]`]])(
    "%s is refused",
    (body) => {
      expect(problemsOf(() => fromCloudEvent(body, structured))).toEqual(["refused"]);
    },
  );

  test.each<[unknown]>([[0], [false], [""], [null], [[]], [{}], ['{"a":1}'], [1.5], ["\u0000"]])(
    "data %j is kept",
    (data) => {
      expect(payloadOf(fromJson({ ...minimal, data }))).toMatchObject({ data });
    },
  );

  test.each(["", "aGk=", "AP8=", "+/+/", "YQ=="])("data_base64 %j is kept", (base64) => {
    expect(payloadOf(fromJson({ ...minimal, data_base64: base64 }))).toEqual({
      data_base64: base64,
      cloudevents: minimal,
    });
  });

  test.each([[5], ["!!!"], ["a"], ["aG k="], ["aGk"], ["===="], ["a==="], ["-_-_"], [{}], [["aGk="]]])(
    "data_base64 %j is refused",
    (base64) => {
      expect(problemsOf(() => fromJson({ ...minimal, data_base64: base64 }))).toEqual(["refused"]);
    },
  );

  test("data and data_base64 together are refused", () => {
    expect(problemsOf(() => fromJson({ ...minimal, data: 1, data_base64: "aGk=" }))).toEqual(["refused"]);
    expect(problemsOf(() => fromJson({ ...minimal, data_base64: "aGk=", data: null }))).toEqual(["refused"]);
  });
});

describe("a batch", () => {
  const batch = (events: unknown) =>
    fromCloudEvent(JSON.stringify(events), {
      "content-type": "Application/CloudEvents-Batch+JSON; charset=utf-8",
    });

  test("of one is that one", () => {
    expect(batch([minimal])).toEqual(fromJson(minimal));
  });

  test.each([[[]], [[minimal, minimal]], [minimal], [null], ["x"], [[[minimal]]], [[null]], [[5]]])(
    "%j is refused",
    (events) => {
      expect(problemsOf(() => batch(events))).toEqual(["refused"]);
    },
  );

  test("of one is checked as any", () => {
    expect(problemsOf(() => batch([{ id: "1" }]))).toEqual([
      "source: missing",
      "type: missing",
      "specversion: missing",
    ]);
  });
});

describe("binary mode", () => {
  const dataOf = (type: string | undefined, body: string | Uint8Array) =>
    payloadOf(fromHeaders(type === undefined ? {} : { "content-type": type }, body)) as object;
  const bytes = (text: string) => Buffer.from(text, "latin1");

  test.each<[string | undefined, string | Uint8Array, object]>([
    ["application/json", '{"a":1}', { data: { a: 1 } }],
    ["application/json;charset=utf-8", '{"a":1}', { data: { a: 1 } }],
    ["APPLICATION/JSON", " [1] ", { data: [1] }],
    ["application/vnd.x+json", "123", { data: 123 }],
    ["text/json", "null", { data: null }],
    ["application/json", '"text"', { data: "text" }],
    ["application/json", bytes('"\xc3\xa9"'), { data: "é" }],
    ["application/json", "", { data: null }],
    ["text/plain", "", { data: null }],
    ["text/plain", "123", { data: "123" }],
    ["text/plain", bytes("123"), { data: "123" }],
    ["text/plain", bytes("caf\xc3\xa9"), { data: "café" }],
    ["text/plain; charset=iso-8859-1", bytes("caf\xe9"), { data: "café" }],
    ["text/plain", bytes("\xff"), { data_base64: "/w==" }],
    ["text/xml", "<a/>", { data: "<a/>" }],
    ["application/xml", bytes("<a/>"), { data: "<a/>" }],
    ["application/atom+xml", bytes("<a/>"), { data: "<a/>" }],
    ["application/yaml", bytes("a: 1"), { data: "a: 1" }],
    ["application/x-www-form-urlencoded", bytes("a=1&b=2"), { data: "a=1&b=2" }],
    ["application/octet-stream", bytes("\0\xff"), { data_base64: "AP8=" }],
    ["application/octet-stream", bytes("{}"), { data_base64: "e30=" }],
    ["application/octet-stream", "{}", { data: "{}" }],
    ["image/png", bytes("\x89PNG"), { data_base64: "iVBORw==" }],
    ["application/protobuf", bytes("\x08\x01"), { data_base64: "CAE=" }],
    [undefined, '{"a":1}', { data: { a: 1 } }],
    [undefined, "text", { data: "text" }],
    [undefined, "", { data: null }],
  ])("%s, %j", (type, body, data) => {
    const { cloudevents: _attributes, ...rest } = dataOf(type, body) as { cloudevents: object };
    expect(rest).toEqual(data);
  });

  test("has the content type as an attribute, as it was sent", () => {
    expect(
      payloadOf(fromHeaders({ "content-type": "Text/Plain; a=b" }, "x")).cloudevents.datacontenttype,
    ).toBe("Text/Plain; a=b");
    expect(payloadOf(fromHeaders({ "content-type": "" }, "x")).cloudevents).toEqual(minimal);
  });

  test.each([["{bad"], ["text"], ["NaN"], ["'a'"]])("JSON that is none is refused: %s", (body) => {
    expect(problemsOf(() => dataOf("application/json", body))).toEqual(["refused"]);
    expect(problemsOf(() => dataOf("application/json", bytes(body)))).toEqual(["refused"]);
  });

  test.each([
    ["Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"],
    ["%e2%82%ac", "€"],
    ["a%2", "a%2"],
    ["100%", "100%"],
    ["%zz", "%zz"],
    ["%2541", "%41"],
    ["%22a%22", '"a"'],
    ['"a b"', "a b"],
    ['"a\\"b"', 'a"b'],
    ['"a\\\\b"', "a\\b"],
    ['"%C3%A9"', "é"],
    ['"a', '"a'],
    ['a"b"', 'a"b"'],
    ["a+b", "a+b"],
    ["é", "é"],
    ["a, b", "a, b"],
  ])("a header %s says %s", (header, value) => {
    expect(fromHeaders({ "ce-subject": header }).resource["prefect.resource.id"]).toBe(value);
  });

  test.each([["%C0%A0"], ["%FF"], ["%E2%82"], ["%ED%A0%80"], ["%F4%90%80%80"], ["a%C3b"]])(
    "a header %s is refused",
    (header) => {
      expect(problemsOf(() => fromHeaders({ "ce-subject": header }))).toEqual(["refused"]);
    },
  );

  test.each([["%0A"], ["%00"], ["%7F"], ["%C2%80"], ["%EF%BF%BF"], ["%EF%B7%90"], ["%F0%9F%BF%BE"]])(
    "characters that are forbidden: %s",
    (header) => {
      expect(problemsOf(() => fromHeaders({ "ce-subject": header }))).toEqual(["subject: value"]);
      expect(problemsOf(() => fromHeaders({ "ce-ext": header }))).toEqual(["ext: value"]);
    },
  );

  test.each([["ce-data"], ["ce-data_base64"], ["ce-datacontenttype"]])("%s is refused", (name) => {
    expect(problemsOf(() => fromHeaders({ [name]: "x" }))).toEqual(["refused"]);
  });

  test.each([
    ["ce-bad-name", ["bad-name: name"]],
    ["ce-bad_name", ["bad_name: name"]],
    ["ce-", [": name"]],
    ["ce-__proto__", ["__proto__: name"]],
    ["Ce-UPPER", []],
    ["ce-validate", []],
    ["ce-constructor", []],
    ["ce-0", []],
  ])("an extension %s", (name, problems) => {
    expect(problemsOf(() => fromHeaders({ [name]: "x" }))).toEqual(problems);
  });

  test("names of headers may be in any case", () => {
    const headers = {
      "CE-SpecVersion": "1.0",
      "Ce-Id": "1",
      "cE-source": "/s",
      "CE-TYPE": "t",
      "Ce-Custom": "v",
    };
    expect(payloadOf(fromCloudEvent("", headers)).cloudevents).toEqual({ ...minimal, custom: "v" });
  });

  test("is not there without a header that says so", () => {
    expect(problemsOf(() => fromCloudEvent("{}", { "content-type": "application/json" }))).toEqual([
      "refused",
    ]);
    expect(problemsOf(() => fromCloudEvent(JSON.stringify(minimal), {}))).toEqual(["refused"]);
    expect(problemsOf(() => fromCloudEvent("{}", { "ce-specversion": "1.0" }))).toEqual([
      "id: missing",
      "source: missing",
      "type: missing",
    ]);
  });

  test("reads the body only where it is the request's", () => {
    const webhook = (template: string) =>
      createWebhook({ id: "w", name: "w", template }).receive({
        method: "POST",
        headers: { ...binary, "content-type": "application/json" },
        body: '{"inner": {"a": 1}, "text": "t"}',
      });
    expect(webhook("{{ body.inner|from_cloud_event(headers) }}")).toMatchObject({
      ok: true,
      event: { payload: { data: { a: 1 } } },
    });
    expect(webhook("{{ body.text|from_cloud_event(headers) }}")).toMatchObject({
      ok: true,
      event: { payload: { data: "t" } },
    });
    expect(webhook("{{ body|from_cloud_event(headers) }}")).toMatchObject({
      ok: true,
      event: { payload: { data: { inner: { a: 1 } } } },
    });
    expect(webhook("{{ body|from_cloud_event('x') }}")).toMatchObject({
      ok: false,
      error: { code: "type_error" },
    });
  });
});

describe("headers that a template made", () => {
  const render = (template: string) =>
    JSON.parse(renderTemplate(template, { body: minimal })) as { event: string };

  test.each([
    ["{{ body|from_cloud_event({'Content-Type': 'application/cloudevents+json'}) }}"],
    [
      "{{ 'x'|from_cloud_event({'CE-Type': 't', 'ce-id': '1', 'ce-source': '/s', 'ce-specversion': '1.0'}) }}",
    ],
    [
      "{{ 'x'|from_cloud_event({'ce-type': 't'|e, 'ce-id'|e: '1', 'ce-source': '/s', 'ce-specversion': '1.0', 5: 'x', (1, 2): 'y', 'z': none}) }}",
    ],
  ])("%s", (template) => {
    expect(render(template).event).toBe("t");
  });
});

describe("attributes", () => {
  test.each([["id"], ["source"], ["type"], ["specversion"]])(
    "%s is required, and text that is not empty",
    (name) => {
      const { [name]: _omitted, ...rest } = minimal as Record<string, string>;
      expect(problemsOf(() => fromJson(rest))).toEqual([`${name}: missing`]);
      for (const value of ["", 5, true, [], {}])
        expect(problemsOf(() => fromJson({ ...minimal, [name]: value }))).toEqual([`${name}: value`]);
      expect(problemsOf(() => fromJson({ ...minimal, [name]: null }))).toEqual([`${name}: missing`]);
    },
  );

  test.each([["subject"], ["time"], ["datacontenttype"], ["dataschema"]])(
    "%s is text that is not empty, if it is there",
    (name) => {
      for (const value of ["", 5, true, [], {}])
        expect(problemsOf(() => fromJson({ ...minimal, [name]: value }))).toEqual([`${name}: value`]);
      expect(problemsOf(() => fromJson({ ...minimal, [name]: null }))).toEqual([]);
    },
  );

  test.each([["0.3"], ["1"], ["1.0.2"], ["2.0"], ["1.1"], [" 1.0"]])(
    "version %j is refused",
    (specversion) => {
      expect(problemsOf(() => fromJson({ ...minimal, specversion }))).toEqual(["specversion: value"]);
    },
  );

  test.each<[string, unknown, string[]]>([
    ["ext", "", []],
    ["ext", "x", []],
    ["ext", 0, []],
    ["ext", -(2 ** 31), []],
    ["ext", 2 ** 31 - 1, []],
    ["ext", 2 ** 31, ["ext: value"]],
    ["ext", -(2 ** 31) - 1, ["ext: value"]],
    ["ext", 1.5, ["ext: value"]],
    ["ext", 2 ** 53, ["ext: value"]],
    ["ext", false, []],
    ["ext", null, []],
    ["ext", [], ["ext: value"]],
    ["ext", {}, ["ext: value"]],
    ["ext", "a\nb", ["ext: value"]],
    ["ext", "\ud83d", ["ext: value"]],
    ["a".repeat(100), "x", []],
    ["0", "x", []],
    ["Ext", "x", ["Ext: name"]],
    ["my_ext", "x", ["my_ext: name"]],
    ["my-ext", "x", ["my-ext: name"]],
    ["é", "x", ["é: name"]],
    ["", "x", [": name"]],
  ])("extension %j of %j", (name, value, problems) => {
    expect(problemsOf(() => fromJson({ ...minimal, [name]: value }))).toEqual(problems);
  });

  test("that are wrong are told at once", () => {
    expect(problemsOf(() => fromJson({ id: 5, source: "", time: "x", Bad: 1, ext: {} }))).toEqual([
      "type: missing",
      "specversion: missing",
      "id: value",
      "source: value",
      "time: value",
      "Bad: name",
      "ext: value",
    ]);
  });

  test("keep what they say", () => {
    const extensions = {
      traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      partitionkey: "é",
      sequence: 5,
      sampled: true,
    };
    const attributes = { ...minimal, time: "2018-04-05T17:31:00.123456789+02:00", ...extensions };
    expect(payloadOf(fromJson(attributes)).cloudevents).toEqual(attributes);
  });
});

describe("fromCloudEvent", () => {
  test("takes JSON that was read already", () => {
    expect(fromCloudEvent({ ...minimal, data: 1 }, structured)).toEqual(fromJson({ ...minimal, data: 1 }));
    expect(fromCloudEvent({ a: 1 }, { ...binary, "content-type": "application/json" }).payload).toMatchObject(
      { data: { a: 1 } },
    );
  });

  test("takes bytes and every shape of headers", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(minimal));
    expect(fromCloudEvent(bytes, new Headers(structured)).event).toBe("t");
    expect(fromCloudEvent(bytes.buffer, [["Content-Type", "application/cloudevents+json"]]).event).toBe("t");
  });

  test("refuses data that no event can carry", () => {
    expect(
      problemsOf(() =>
        fromCloudEvent(`{"specversion":"1.0","id":"1","source":"/s","type":"t","data":1e400}`, structured),
      ),
    ).toEqual(["payload.data: finite_number"]);
  });

  test("throws nothing but its own errors, whatever it is given", () => {
    const names = fc.constantFrom(
      "content-type",
      "ce-id",
      "ce-type",
      "ce-source",
      "ce-specversion",
      "ce-time",
      "ce-x",
      "x",
    );
    const values = fc.oneof(
      fc.constantFrom(
        "application/cloudevents+json",
        "application/json",
        "text/plain",
        "1.0",
        "%C3%A9",
        "%ff",
        '"a\\"',
        "2024-01-02T03:04:05Z",
      ),
      fc.string(),
    );
    const body = fc.oneof(
      fc.json(),
      fc.anything({ withBigInt: true, withMap: true, withDate: true, withSparseArray: true }),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(body, fc.dictionary(names, values), (given, headers) => {
        try {
          fromCloudEvent(given, headers);
          return true;
        } catch (error) {
          return isHookloomError(error);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
