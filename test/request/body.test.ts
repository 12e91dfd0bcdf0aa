import { describe, expect, test } from "vitest";
import {
  type BodyReader,
  bodyReaders,
  createWebhook,
  type HookloomError,
  parseRequest,
  renderTemplate,
} from "../../src/index.js";
import type { HookRequest } from "../../src/request/request.js";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const read = (body: unknown, type?: string, more: Record<string, string> = {}) =>
  parseRequest({
    method: "POST",
    headers: { ...(type === undefined ? {} : { "content-type": type }), ...more },
    body: body as Uint8Array,
  });
const codeOf = (run: () => unknown) => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as HookloomError).code;
  }
};

describe("charsets", () => {
  test.each<[string, string | undefined, Uint8Array, string]>([
    ["none", undefined, latin1("caf\xc3\xa9"), "café"],
    ["none, and bytes that are no UTF-8", undefined, latin1("caf\xe9"), "caf\ufffd"],
    ["none, and a mark", undefined, latin1("\xef\xbb\xbfabc"), "abc"],
    ["none, and two marks", undefined, latin1("\xef\xbb\xbf\xef\xbb\xbfabc"), "\ufeffabc"],
    ["UTF-8", "UTF-8", latin1("\xe2\x82\xac"), "€"],
    ["utf8", "utf8", latin1("\xe2\x82\xac"), "€"],
    ['"utf-8" in quotes', '"utf-8"', latin1("\xe2\x82\xac"), "€"],
    ["UTF-8, and bytes that are not", "utf-8", latin1("\xe2\x82"), "\ufffd"],
    ["nothing", "", latin1("\xe2\x82\xac"), "€"],
    ["ISO-8859-1", "ISO-8859-1", latin1("caf\xe9\x80"), "café\x80"],
    ["latin1", "latin1", latin1("\xff"), "ÿ"],
    ["another name of ISO-8859-1", "iso_8859-1", latin1("\x80"), "\x80"],
    ["US-ASCII", "US-ASCII", latin1("abc"), "abc"],
    ["windows-1252", "windows-1252", latin1("\x80"), "€"],
    ["ISO-8859-15", "iso-8859-15", latin1("\xa4"), "€"],
    ["KOI8-R", "koi8-r", latin1("\xc1"), "а"],
    ["Shift_JIS", "shift_jis", latin1("\x82\xa0"), "あ"],
    ["GBK", "gbk", latin1("\xc4\xe3"), "你"],
    ["UTF-16 with a mark, little end first", "utf-16", latin1("\xff\xfea\0"), "a"],
    ["UTF-16 with a mark, big end first", "utf-16", latin1("\xfe\xff\0a"), "a"],
    ["UTF-16 without a mark", "utf-16", latin1("a\0"), "a"],
    ["UTF-16BE", "utf-16be", latin1("\0a"), "a"],
    ["UTF-16LE, cut short", "utf-16le", latin1("a\0b"), "a\ufffd"],
    ["half a pair in UTF-16", "utf-16le", latin1("\x3d\xd8"), "\ufffd"],
    ["one that nobody knows, and UTF-8", "x-nope", latin1("caf\xc3\xa9"), "café"],
    ["__proto__, and UTF-8", "__proto__", latin1("abc"), "abc"],
    ["UTF-7, which is not read as such", "utf-7", latin1("+ADw-"), "+ADw-"],
  ])("%s", (_name, charset, bytes, text) => {
    const type = charset === undefined ? "text/plain" : `text/plain; charset=${charset}`;
    expect(read(bytes, type).text).toBe(text);
  });

  test.each([
    ["x-nope", latin1("\xe9")],
    ["utf-32", latin1("\xff\xfe\0\0a\0\0\0")],
    ["utf-7", latin1("\xff")],
  ])("%s is refused where the bytes are no UTF-8", (charset, bytes) => {
    expect(codeOf(() => read(bytes, `text/plain; charset=${charset}`))).toBe("body_charset");
  });

  test("are those of JSON, too", () => {
    expect(read(latin1('{"a":"\xe9"}'), "application/json; charset=iso-8859-1").body).toEqual({ a: "é" });
    expect(read(Buffer.from('{"a":"é"}', "utf16le"), "application/json; charset=utf-16le").body).toEqual({
      a: "é",
    });
  });

  test("do not matter to a body that is text already", () => {
    expect(read("é", "text/plain; charset=utf-16").text).toBe("é");
    expect(read("\ufeff{}", "application/json").body).toEqual({});
    expect(read("a\ud83d", "text/plain").text).toBe("a\ufffd");
    expect(read("😀", "text/plain").text).toBe("😀");
  });
});

describe("media types", () => {
  test.each([
    ["application/json"],
    ["application/vnd.github+json"],
    ["application/ld+json; profile=x"],
    ["text/json"],
    ["text/plain"],
    ["application/octet-stream"],
    ["application/xml"],
    ["json"],
    ["/"],
    ["application/"],
    ["application/json, application/json"],
    [";;;"],
    ["application/json; charset"],
    ['application/json; charset="utf-8'],
    ["application/json; charset=utf-8; charset=latin1"],
    ["__proto__"],
    ["constructor"],
    ["toString/valueOf"],
    [`application/json${";".repeat(100_000)}`],
    [`application/json; a="${"\\".repeat(100_000)}`],
  ])("%s: JSON is JSON, and text is text", (type) => {
    expect(read('{"a":1}', type)).toMatchObject({ bodyKind: "json", body: { a: 1 } });
    expect(read("{a:1}", type)).toMatchObject({ bodyKind: "text", body: "{a:1}" });
    expect(read("", type)).toMatchObject({ bodyKind: "text", body: "" });
  });
});

describe("shapes of bodies", () => {
  const bytes = new TextEncoder().encode('["é"]');
  test.each<[string, unknown]>([
    ["text", '["é"]'],
    ["bytes", bytes],
    ["a Buffer", Buffer.from(bytes)],
    ["a piece of a buffer", Buffer.from([0, ...bytes, 0]).subarray(1, bytes.length + 1)],
    ["an ArrayBuffer", bytes.buffer.slice(0)],
    ["a DataView", new DataView(bytes.buffer)],
    ["clamped bytes", new Uint8ClampedArray(bytes)],
  ])("%s", (_name, body) => {
    expect(read(body).body).toEqual(["é"]);
  });

  test.each([[undefined], [null], [""], [new Uint8Array()]])("none: %o", (body) => {
    expect(read(body)).toMatchObject({ bodyKind: "text", body: "", text: "" });
  });

  test.each([
    [{}],
    [[1]],
    [5],
    [true],
    [new Uint32Array(2)],
    [() => ""],
    [new Blob()],
    [new URLSearchParams("a=1")],
  ])("refused: %o", (body) => {
    expect(codeOf(() => read(body))).toBe("request_invalid");
  });
});

describe("limits of bodies", () => {
  const limits = { body: 10 };
  const of = (body: string | Uint8Array) => () => parseRequest({ method: "POST", body }, { limits });

  test.each<[string, string | Uint8Array, string | undefined]>([
    ["as many bytes as the limit", "x".repeat(10), undefined],
    ["one more", "x".repeat(11), "body_limit"],
    ["fewer characters, but more bytes", "éééééé", "body_limit"],
    ["as many bytes in fewer characters", "ééééé", undefined],
    ["three bytes each", "€€€€", "body_limit"],
    ["four bytes each", "😀😀😀", "body_limit"],
    ["bytes", new Uint8Array(11), "body_limit"],
    ["bytes that fit", new Uint8Array(10), undefined],
    ["a mark that is dropped counts", "\ufeff12345678", "body_limit"],
  ])("%s", (_name, body, code) => {
    expect(codeOf(of(body))).toBe(code);
  });
});

describe("encodings of bodies", () => {
  const encoded =
    (encoding: string, body = "{}", inflated = false) =>
    () =>
      parseRequest({ method: "POST", headers: { "content-encoding": encoding }, body }, { inflated });

  test.each([
    ["gzip"],
    ["GZIP"],
    ["x-gzip"],
    ["deflate"],
    ["br"],
    ["zstd"],
    ["identity, gzip"],
    ["gzip, identity"],
    ["nope"],
  ])("%s is refused unless the host has undone it", (encoding) => {
    expect(codeOf(encoded(encoding))).toBe("body_encoding");
    expect(encoded(encoding, "{}", true)().body).toEqual({});
    expect(encoded(encoding, "")().body).toBe("");
  });

  test.each([[""], ["identity"], ["Identity"], ["identity, identity"]])("%j is none", (encoding) => {
    expect(encoded(encoding)().body).toEqual({});
  });
});

describe("a reader of the host", () => {
  const lines: BodyReader = {
    kind: "json",
    accepts: ({ type }) => type === "application/x-ndjson",
    read: (text) => (text === "none" ? undefined : { lines: text.split("\n"), "1": new Map([["a", 1.5]]) }),
  };
  const readLines = (body: string, reader: BodyReader = lines) =>
    parseRequest(
      { method: "POST", headers: { "content-type": "application/x-ndjson" }, body },
      { bodyReaders: [reader, ...bodyReaders] },
    );

  test("gives plain data", () => {
    expect(readLines("a\nb").body).toEqual({ lines: ["a", "b"], "1": { a: 1.5 } });
    expect(renderTemplate("{{ body.lines[1] }}{{ body['1'].a }}", readLines("a\nb"))).toBe("b1.5");
  });

  test("is called what it calls itself", () => {
    expect(readLines("a", { ...lines, kind: "lines" }).bodyKind).toBe("lines");
  });

  test("leaves to others what it does not read", () => {
    expect(readLines("none")).toMatchObject({ bodyKind: "text", body: "none" });
    expect(read("[1]").body).toEqual([1]);
  });

  test("that fails, or gives what is not plain, is told as such", () => {
    expect(codeOf(() => readLines("x", { ...lines, read: () => ({ a: () => 1 }) }))).toBe("host_value");
    const broken = () => {
      throw new Error("broken");
    };
    for (const wrong of [{ read: broken }, { accepts: broken }]) {
      expect(() => readLines("x", { ...lines, ...wrong })).toThrow(
        expect.objectContaining({
          code: "host_error",
          stage: "request",
          message: "The host's body reader 'json' failed",
          cause: expect.objectContaining({ message: "broken" }) as Error,
        }) as Error,
      );
    }
  });
});

describe("methods", () => {
  test.each([["GET"], ["get"], ["Head"], ["delete"], ["POST"], ["put"], ["pAtCh"]])("%s", (method) => {
    expect(parseRequest({ method }).method).toBe(method.toUpperCase());
  });

  test.each([
    [""],
    ["OPTIONS"],
    ["TRACE"],
    ["CONNECT"],
    ["POST "],
    ["POST\r\nX: 1"],
    ["__proto__"],
    ["ﬁ"],
    [undefined],
    [5],
    [["GET"]],
  ])("refused: %j", (method) => {
    expect(codeOf(() => parseRequest({ method } as HookRequest))).toBe("method_not_allowed");
  });
});

describe("a host that fails", () => {
  const bite = () => {
    throw new TypeError("bite");
  };
  const hostile: [string, unknown][] = [
    ["a proxy", new Proxy({}, { get: bite, has: bite, ownKeys: bite })],
    ["a getter of the method", Object.defineProperty({}, "method", { get: bite })],
    ["a getter of the body", Object.defineProperty({ method: "POST" }, "body", { get: bite })],
    ["headers that are a proxy", { method: "POST", headers: new Proxy({}, { ownKeys: bite }) }],
    [
      "headers that are a proxy that is over",
      { method: "POST", headers: Object.assign(Proxy.revocable([], {}), {}).proxy },
    ],
    [
      "a getter of a header",
      { method: "POST", headers: Object.defineProperty({}, "a", { get: bite, enumerable: true }) },
    ],
    ["a body that is a proxy", { method: "POST", body: new Proxy(new Uint8Array(3), { get: bite }) }],
  ];
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  hostile.push(["a request that is a proxy that is over", revoked.proxy]);

  test.each(hostile)("by %s is told as such", (_name, request) => {
    expect(["host_error", "request_invalid", "body_limit"]).toContain(
      codeOf(() => parseRequest(request as HookRequest)) ?? "host_error",
    );
    const webhook = createWebhook({ id: "w", name: "w", template: "{{ body|tojson }}" });
    expect(webhook.receive(request as HookRequest)).toMatchObject({ ok: false, status: 400 });
  });

  test("by throwing what is no error, or looks like one, is told as such", () => {
    const webhook = createWebhook({ id: "w", name: "w", template: "{{ body|tojson }}" });
    const things = [
      new Proxy({}, { has: bite, get: bite, getPrototypeOf: bite }),
      null,
      undefined,
      "text",
      5,
      {},
    ];
    for (const thing of things) {
      const request = Object.defineProperty({ method: "POST" }, "headers", {
        get: () => {
          throw thing;
        },
      });
      const outcome = webhook.receive(request as unknown as HookRequest);
      expect(outcome.ok ? "" : outcome.error.code).toBe("host_error");
    }
  });
});
