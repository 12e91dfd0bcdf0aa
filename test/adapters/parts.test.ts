import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { ByteCollector } from "../../src/adapters/body.js";
import { createFlow } from "../../src/adapters/flow.js";
import { cloudEventHandshake, eventGridHandshake } from "../../src/adapters/handshake.js";
import { Lifetime } from "../../src/adapters/lifetime.js";
import { unparse } from "../../src/adapters/parsed-body.js";
import { bearer, createWebhook, generateSlug, type HookloomError, isHookloomError } from "../../src/index.js";

describe("generateSlug", () => {
  test("makes 22 characters of 16 random bytes", () => {
    const slugs = Array.from({ length: 1_000 }, generateSlug);
    expect(new Set(slugs).size).toBe(1_000);
    for (const slug of slugs) expect(slug).toMatch(/^[A-Za-z0-9_-]{21}[AQgw]$/);
    // Each of the 64 characters comes up: none is lost between base64 and base64url.
    expect(new Set(slugs.join("")).size).toBe(64);
  });

  test("makes what a definition takes", () => {
    const slug = generateSlug();
    expect(createWebhook({ id: "1", name: "n", template: "", slug }).definition.slug).toBe(slug);
  });
});

describe("bearer", () => {
  const isAllowed = (keys: string | string[], authorization?: string): boolean => {
    const headers = authorization === undefined ? {} : { authorization };
    return bearer(keys)({ headers } as unknown as Parameters<ReturnType<typeof bearer>>[0]);
  };

  test.each<[string | string[], string | undefined, boolean]>([
    ["key", "Bearer key", true],
    ["key", "bearer  key ", true],
    ["key", "BEARER key", true],
    [["a", "key"], "Bearer key", true],
    ["key", "Bearer kéy", false],
    ["key", undefined, false],
    ["key", "", false],
    ["key", "Bearer", false],
    ["key", "Bearer ", false],
    ["key", "key", false],
    ["key", "Basic key", false],
    ["key", "Bearer ke", false],
    ["key", "Bearer keykey", false],
    ["keykey", "Bearer key", false],
    ["key", "Bearer Key", false],
    ["key", "Bearer key, Bearer key", false],
    [["a", "b"], "Bearer ab", false],
  ])("with %o, %o: %o", (keys, authorization, allowed) => {
    expect(isAllowed(keys, authorization)).toBe(allowed);
  });

  test.each([[[]], [""], [["a", ""]], [undefined], ["key\n"], [["a", " b"]], ["schlüssel"], ["a\u0000b"]])(
    "refuses %o for keys",
    (keys) => {
      expect(() => bearer(keys as string)).toThrow(
        expect.toSatisfy((error) => isHookloomError(error)) as Error,
      );
    },
  );
});

test("authorize sees cookies joined as templates do", async () => {
  const webhook = createWebhook({ id: "1", name: "n", slug: "s", template: "{{ headers.cookie }}" });
  const seen: unknown[] = [];
  const authorize = ({ headers }: { headers: object }) => seen.push(headers) === 0;
  const flow = createFlow([webhook], {
    onEvent: () => {},
    onFailure: () => {},
    onError: () => {},
    authorize,
  });
  const headers = { Cookie: ["a=1", "b=2"], "X-A": ["1", "2"] };
  const readBody = () => Promise.reject(new Error());
  await flow.run("s", { method: "POST", url: "/hooks/s", headers, header: () => undefined, readBody });
  expect(seen).toEqual([{ cookie: "a=1; b=2", "x-a": "1, 2" }]);
});

describe("the handshake of Event Grid", () => {
  const header = (name: string) => (name === "aeg-event-type" ? "SubscriptionValidation" : undefined);
  const event = (data: unknown) => ({ eventType: "Microsoft.EventGrid.SubscriptionValidationEvent", data });
  const answer = (body: unknown) => eventGridHandshake("POST", header, JSON.stringify(body))?.body;

  test("answers with the code", () => {
    expect(answer([event({ validationCode: 'e"' })])).toBe('{"validationResponse":"e\\""}');
    const reply = eventGridHandshake(
      "POST",
      header,
      new TextEncoder().encode(JSON.stringify([event({ validationCode: "ee" })])),
    );
    expect(reply).toMatchObject({ status: 200, headers: { "content-length": "27" } });
  });

  test.each<[string, unknown]>([
    ["no list", { a: 1 }],
    ["an empty list", []],
    ["two events", [event({ validationCode: "1" }), event({ validationCode: "2" })]],
    ["another type", [{ eventType: "x", data: { validationCode: "1" } }]],
    ["no data", [event(undefined)]],
    ["a number", [event({ validationCode: 1 })]],
    ["an endless code", [event({ validationCode: "x".repeat(201) })]],
    ["an empty code", [event({ validationCode: "" })]],
    ["a code of other letters", [event({ validationCode: "é" })]],
    ["a code of two lines", [event({ validationCode: "a\n" })]],
    ["an endless body", [event({ validationCode: "1", filler: "x".repeat(70_000) })]],
    ["null", null],
    ["text", "validationCode"],
  ])("does not answer %s", (_what, body) => {
    expect(answer(body)).toBeUndefined();
  });

  test("does not answer what is no JSON", () => {
    expect(eventGridHandshake("POST", header, "{")).toBeUndefined();
    expect(eventGridHandshake("POST", header, new Uint8Array([0xff]))).toBeUndefined();
  });
});

test("the handshake of CloudEvents lets in whole origins only", () => {
  const ask = (origin: string | undefined, origins: string[], rate?: number) =>
    cloudEventHandshake("OPTIONS", () => origin, new Set(origins), rate)?.headers;
  expect(ask("a.example", ["b.example", "a.example"])).toMatchObject({
    "webhook-allowed-origin": "a.example",
    "webhook-allowed-rate": "*",
    allow: "POST",
  });
  expect(ask("a.example", ["a.example"], 60)).toMatchObject({ "webhook-allowed-rate": "60" });
  for (const origin of [
    "A.example",
    "a.example.",
    "x.a.example",
    "a.example, a.example",
    "*",
    "",
    undefined,
  ]) {
    expect(ask(origin, ["a.example"])).toBeUndefined();
  }
  expect(ask("a.example", [])).toBeUndefined();
  expect(cloudEventHandshake("POST", () => "a.example", new Set(["a.example"]))).toBeUndefined();
});

test("ByteCollector keeps all bytes up to the limit, however they come", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 30 }),
      fc.nat(600),
      (chunks, limit) => {
        const collector = new ByteCollector(limit);
        const kept: number[] = [];
        for (const chunk of chunks) {
          const fits = kept.length + chunk.length <= limit;
          expect(collector.add(chunk)).toBe(fits);
          if (!fits) break;
          kept.push(...chunk);
        }
        expect([...collector.bytes()]).toEqual(kept);
      },
    ),
  );
});

test("ByteCollector does not write into the chunks that it was given", () => {
  const first = new Uint8Array(100).fill(1).subarray(0, 10);
  const collector = new ByteCollector(1_000);
  collector.add(first);
  collector.add(new Uint8Array(5).fill(2));
  expect(new Uint8Array(first.buffer)).toEqual(new Uint8Array(100).fill(1));
});

describe("Lifetime", () => {
  test("ends with the sender, or when told", () => {
    for (const end of ["sender", "told"]) {
      const sender = new AbortController();
      const lifetime = new Lifetime(() => sender.signal);
      let ended = 0;
      lifetime.watch(() => {
        ended += 1;
      });
      const { signal } = lifetime;
      expect([lifetime.aborted, signal.aborted, ended]).toEqual([false, false, 0]);
      if (end === "sender") sender.abort();
      if (end === "told") lifetime.abort();
      expect([lifetime.aborted, signal.aborted, ended]).toEqual([true, true, 1]);
    }
  });

  test("has ended for whoever asks late", () => {
    const told = new Lifetime(undefined);
    told.abort();
    expect(told.signal.aborted).toBe(true);
    const sender = new AbortController();
    sender.abort();
    const left = new Lifetime(() => sender.signal);
    expect(left.aborted).toBe(true);
    for (const lifetime of [told, left]) {
      const watcher = vi.fn();
      lifetime.watch(watcher);
      expect(watcher).toHaveBeenCalledTimes(1);
    }
  });

  test("leaves nothing on the sender's signal", () => {
    const listeners = new Set<unknown>();
    const sender = {
      aborted: false,
      addEventListener: (_type: string, listener: unknown) => listeners.add(listener),
      removeEventListener: (_type: string, listener: unknown) => listeners.delete(listener),
    } as unknown as AbortSignal;
    const lifetime = new Lifetime(() => sender);
    lifetime.watch(() => {});
    expect(lifetime.signal.aborted).toBe(false);
    expect(listeners.size).toBeGreaterThan(0);
    lifetime.release();
    expect(listeners.size).toBe(0);
  });
});

test.each<[unknown, string | undefined, string | undefined]>([
  [undefined, "application/json", undefined],
  [null, "application/json", "null"],
  [{ a: [1, "é"] }, "application/json", '{"a":[1,"é"]}'],
  [
    { a: ["1", "2"], b: "x y", c: { d: "3", e: ["4"] } },
    "application/x-www-form-urlencoded; charset=utf-8",
    "a=1&a=2&b=x+y&c%5Bd%5D=3&c%5Be%5D=4",
  ],
  [{ a: 10n }, "application/json", undefined],
  [() => {}, undefined, undefined],
  [{}, "application/json; charset=utf-8", "{}"],
  [{}, "application/cloudevents+json", "{}"],
  [{}, "application/x-www-form-urlencoded", ""],
  [{}, "text/xml", undefined],
  [{}, undefined, undefined],
  [[], undefined, "[]"],
  [{ a: 1 }, "multipart/form-data; boundary=x", '{"a":1}'],
])("unparse writes %o of %s as %s", (value, type, text) => {
  expect(unparse(value, type, 1_000)).toBe(text);
});

test("unparse refuses data that has no end, and data that is too deep", () => {
  const endless: Record<string, unknown> = {};
  endless.a = endless;
  endless.b = endless;
  const code = (value: unknown, type: string) => {
    try {
      return unparse(value, type, 1_000);
    } catch (error) {
      return (error as HookloomError).code;
    }
  };
  expect(code(endless, "application/x-www-form-urlencoded")).toBe("body_limit");
  expect(code(endless, "application/json")).toBe(undefined);
  expect(code(JSON.parse("[".repeat(50_000) + "]".repeat(50_000)), "application/json")).toBe("json_depth");
});
