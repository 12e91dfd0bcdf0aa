import { CloudEvent, type CloudEventV1, HTTP } from "cloudevents";
import { describe, expect, test } from "vitest";
import { fromSdkEvent, toCloudEvent } from "../../src/cloudevents.js";
import { buildEvent, type Event, fromCloudEvent, type HookloomError, parseRequest } from "../../src/index.js";

type Fields = Partial<CloudEventV1<unknown>> & { type: string; source: string };

const time = "2024-01-02T03:04:05.678Z";
const events: [string, Fields][] = [
  ["nothing but what is required", { type: "t", source: "/s", id: "1", time }],
  [
    "all attributes and JSON",
    {
      type: "com.example.created",
      source: "https://example.com/x?y",
      id: "6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4",
      time,
      subject: "a/b",
      dataschema: "https://example.com/schema",
      datacontenttype: "application/json",
      data: { a: [1, 2.5, null, "é"] },
    },
  ],
  [
    "extensions",
    {
      type: "t",
      source: "/s",
      id: "1",
      time,
      datacontenttype: "application/json",
      data: {},
      traceparent: "00-ab-cd-01",
      sequence: "7",
    },
  ],
  ["text", { type: "t", source: "/s", id: "1", time, datacontenttype: "text/plain", data: "some text" }],
];

/** What must be there, whichever way the event came: attributes as they were, and the data. */
const expected = ({ data, ...attributes }: Fields) => ({
  event: attributes.type,
  resource: { "prefect.resource.id": attributes.subject ?? attributes.source },
  occurred: "2024-01-02T03:04:05.678000Z",
  payload: { data: data ?? null, cloudevents: { specversion: "1.0", ...attributes } },
});

describe("events of the SDK are read back unchanged", () => {
  test.each(events)("in structured mode: %s", (_name, fields) => {
    const { headers, body } = HTTP.structured(new CloudEvent(fields));
    expect(fromCloudEvent(body, headers as Record<string, string>)).toMatchObject(expected(fields));
  });

  test.each(events)("in binary mode: %s", (_name, fields) => {
    const { headers, body } = HTTP.binary(new CloudEvent(fields));
    const { payload, ...draft } = fromCloudEvent(body ?? "", headers as Record<string, string>);
    const { payload: wanted, ...rest } = expected(fields);
    expect(draft).toMatchObject(rest);
    expect(payload).toMatchObject(wanted);
  });

  test("with bytes in structured mode", () => {
    const event = new CloudEvent({
      type: "t",
      source: "/s",
      id: "1",
      time,
      data: new Uint8Array([0, 255]),
      datacontenttype: "application/octet-stream",
    });
    const { headers, body } = HTTP.structured(event);
    expect(fromCloudEvent(body, headers as Record<string, string>).payload).toMatchObject({
      data_base64: "AP8=",
    });
    expect(fromSdkEvent(event).payload).toMatchObject({ data_base64: "AP8=" });
  });

  test.each(events)("as objects: %s", (_name, fields) => {
    expect(fromSdkEvent(new CloudEvent(fields))).toMatchObject(expected(fields));
  });
});

describe("fromSdkEvent", () => {
  test("keeps the time as it was given", () => {
    const event = new CloudEvent({
      type: "t",
      source: "/s",
      id: "1",
      time: "2024-01-02T03:04:05.678901+02:00",
    });
    expect(fromSdkEvent(event).occurred).toBe("2024-01-02T03:04:05.678901+02:00");
  });

  test("refuses what the SDK lets through", () => {
    const codeOf = (fields: object) => {
      try {
        return fromSdkEvent(new CloudEvent({ type: "t", source: "/s", ...fields }, false)).event;
      } catch (error) {
        return (error as HookloomError).code;
      }
    };
    expect(codeOf({ specversion: "0.3" })).toBe("cloud_event_invalid");
    expect(codeOf({ source: "" })).toBe("cloud_event_invalid");
    expect(codeOf({ time: "yesterday" })).toBe("cloud_event_invalid");
    expect(codeOf({ Bad_Ext: "x" })).toBe("cloud_event_invalid");
    expect(codeOf({ data: () => 1 })).toBe("host_value");
  });

  test.each([[undefined], [null], ["event"], [[]]])("refuses %j", (given) => {
    expect(() => fromSdkEvent(given as never)).toThrow(
      expect.objectContaining({ code: "cloud_event_invalid" }) as Error,
    );
  });
});

describe("toCloudEvent", () => {
  const event: Event = buildEvent(
    '{"event": "e", "resource": {"prefect.resource.id": "r", "a": "b"}, "payload": {"x": "é"}}',
    {
      context: parseRequest({ method: "POST" }),
      webhook: { id: "6d1f6f1a", name: "Orders" },
      now: () => new Date(time),
      generateId: () => "6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4",
    },
  );

  test("makes an event of the SDK", () => {
    const made = toCloudEvent(event);
    expect(made).toBeInstanceOf(CloudEvent);
    expect(made.validate()).toBe(true);
    expect(made).toMatchObject({
      specversion: "1.0",
      id: event.id,
      type: "e",
      source: "prefect-cloud.webhook.6d1f6f1a",
      subject: "r",
      time: "2024-01-02T03:04:05.678000Z",
      datacontenttype: "application/json",
      data: event,
    });
    expect(toCloudEvent(event, { source: "https://example.com" }).source).toBe("https://example.com");
  });

  test("is undone in both modes", () => {
    for (const { headers, body } of [
      HTTP.structured(toCloudEvent(event)),
      HTTP.binary(toCloudEvent(event)),
    ]) {
      const draft = fromCloudEvent(body, headers as Record<string, string>);
      expect(draft).toMatchObject({
        event: "e",
        id: event.id,
        occurred: event.occurred,
        payload: { data: event },
      });
    }
    expect(fromSdkEvent(toCloudEvent(event)).payload).toMatchObject({ data: event });
  });

  test("refuses an event that CloudEvents do not have", () => {
    for (const given of [{ ...event, event: "" }, { ...event, related: null }, {}, undefined]) {
      expect(() => toCloudEvent(given as never)).toThrow(
        expect.objectContaining({ code: "cloud_event_invalid" }) as Error,
      );
    }
  });

  test("takes a webhook whose id is no part of a URI", () => {
    const related = [
      { "prefect.resource.id": "prefect-cloud.webhook.a b", "prefect.resource.role": "webhook" },
    ];
    expect(toCloudEvent({ ...event, related }).source).toBe("prefect-cloud.webhook.a%20b");
    expect(toCloudEvent({ ...event, related: [] }).source).toBe("r");
  });
});
