import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createWebhook, type HookloomError, parseRequest } from "../../src/index.js";
import type { HeadersInput, HookRequest } from "../../src/request/request.js";

const read = (headers: unknown) => parseRequest({ method: "GET", headers: headers as HeadersInput }).headers;
const codeOf = (headers: unknown) => {
  try {
    read(headers);
    return undefined;
  } catch (error) {
    return (error as HookloomError).code;
  }
};

describe("the shapes of header fields", () => {
  const expected = { "x-a": "1, 2", cookie: "a=1; b=2", "x-b": "3" };
  const pairs: [string, string][] = [
    ["X-A", "1"],
    ["Authorization", "Bearer SECRET"],
    ["Cookie", "a=1"],
    ["x-a", "2"],
    ["X-B", " 3\t"],
    ["COOKIE", "b=2"],
  ];
  const lists = { "X-A": ["1", "2"], authorization: "SECRET", Cookie: ["a=1", "b=2"], "X-B": "3" };

  test.each<[string, HeadersInput]>([
    ["pairs", pairs],
    ["names and values in turn, as Node's rawHeaders", pairs.flat()],
    ["a record with lists, as Node's headers", lists],
    ["a record without prototype", Object.assign(Object.create(null), lists) as typeof lists],
    [
      "a Map",
      new Map<string, string>([
        ["x-a", "1, 2"],
        ["Cookie", "a=1; b=2"],
        ["X-B", "3"],
      ]),
    ],
    ["a Map with lists", new Map<string, string | string[]>(Object.entries(lists))],
    [
      "Headers",
      new Headers([...pairs.filter(([name]) => name.toLowerCase() !== "cookie"), ["Cookie", "a=1; b=2"]]),
    ],
    [
      "a generator",
      (function* () {
        yield* pairs;
      })(),
    ],
    [
      "undefined and null in a record, which are no fields",
      { ...lists, "x-c": undefined, "x-d": null } as never,
    ],
  ])("%s", (_name, headers) => {
    expect(read(headers)).toEqual(expected);
  });

  test.each([[undefined], [null], [{}], [[]], [new Map()], [new Headers()]])("none: %o", (headers) => {
    expect(read(headers)).toEqual({});
  });

  test("a record says what its pairs say", () => {
    const name = fc.constantFrom(
      "a",
      "b",
      "A",
      "authorization",
      "cookie",
      "5",
      "__proto__",
      "constructor",
      "a b",
    );
    const value = fc.string({ unit: fc.constantFrom("x", "y", " ", "\t", "é", "~"), maxLength: 3 });
    const told = (headers: HeadersInput) => codeOf(headers) ?? Object.entries(read(headers));
    fc.assert(
      fc.property(fc.dictionary(name, value), (record) => {
        expect(told(record)).toEqual(told(Object.entries(record)));
      }),
    );
  });

  test("are read once, whatever becomes of the record", () => {
    const record = { "x-a": "1" };
    const context = parseRequest({ method: "GET", headers: record });
    record["x-a"] = "2";
    context.headers["x-a"] = "3";
    expect(context.headers).toEqual({ "x-a": "1" });
  });

  test("are read the same, however many others came before", () => {
    const names = Array.from({ length: 3000 }, (_, index) => `X-${index}-${"y".repeat(index % 150)}`);
    for (const name of [...names, ...names.toReversed()]) {
      expect(read({ [name]: "1" })).toEqual({ [name.toLowerCase()]: "1" });
      expect(codeOf({ [`${name} `]: "1" })).toBe("header_invalid");
    }
  });

  test("are joined in their order", () => {
    expect(
      Object.keys(
        read([
          ["b", "1"],
          ["a", "2"],
          ["b", "3"],
        ]),
      ),
    ).toEqual(["b", "a"]);
    // As those have it that a host has joined, `Headers` among them.
    expect(read({ a: ["1", ""], b: ["", ""], c: ["", " ", "2"] })).toEqual({ a: "1,", b: ",", c: ", , 2" });
    expect(read({ "set-cookie": ["a=1", "b=2"], "x-forwarded-for": ["1.1.1.1", "2.2.2.2"] })).toEqual({
      "set-cookie": "a=1, b=2",
      "x-forwarded-for": "1.1.1.1, 2.2.2.2",
    });
  });
});

describe("names and values of header fields", () => {
  test.each([
    ["a name without characters", { "": "1" }],
    ["a name with a blank", { "a b": "1" }],
    ["a name with a colon", { "a:": "1" }],
    ["a name with a line break", { "a\r\nb": "1" }],
    ["a name that is not ASCII", { é: "1" }],
    ["a name that is ASCII in lower case alone", { "\u212aey": "1" }],
    ["a name with a control character", { "a\0": "1" }],
    ["a name in brackets", { "a[b]": "1" }],
    ["a value with CRLF", { a: "1\r\nset-cookie: x" }],
    ["a value with a line feed", { a: "1\n2" }],
    ["a value with NUL", { a: "\0" }],
    ["a value with DEL", { a: "\x7f" }],
    ["a value with half a surrogate pair", { a: "\ud83d" }],
    ["a number", { a: 1 }],
    ["an object", { a: {} }],
    ["a list of numbers", { a: [1] }],
    ["a list in a list", { a: [["1"]] }],
    ["a function", { a: () => "1" }],
    ["text", "a: 1"],
    ["a number for all", 5],
    ["text for a pair", ["a: 1", 2]],
    ["an odd number of names and values", ["a", "1", "b"]],
    ["pairs that are none", [["a", "1"], "b"]],
    ["a pair without a name", [[undefined, "1"]]],
  ])("refused: %s", (_name, headers) => {
    expect(codeOf(headers)).toBe("header_invalid");
  });

  test.each([
    ["every character of a token", { "!#$%&'*+-.^_`|~09azAZ": "1" }, { "!#$%&'*+-.^_`|~09azaz": "1" }],
    [
      "names of Object.prototype",
      { constructor: "c", toString: "t", hasOwnProperty: "h" },
      { constructor: "c", tostring: "t", hasownproperty: "h" },
    ],
    ["Latin-1", { a: "café\xa0\x80" }, { a: "café\xa0\x80" }],
    ["a tab inside", { a: "1\t2" }, { a: "1\t2" }],
    ["blanks around", { a: " \t 1 2 \t " }, { a: "1 2" }],
    ["nothing", { a: "" }, { a: "" }],
    ["nothing but blanks", { a: " \t" }, { a: "" }],
    ["an empty list", { a: [] }, {}],
  ])("taken: %s", (_name, headers, expected) => {
    expect(read(headers)).toEqual(expected);
  });

  test("a field called __proto__ is a field", () => {
    const headers = read(JSON.parse('{"__proto__": "p"}'));
    expect(Object.entries(headers)).toEqual([["__proto__", "p"]]);
    const webhook = createWebhook({
      id: "w",
      name: "w",
      template: '{"event": "e", "resource": {"prefect.resource.id": "r"}}',
    });
    const outcome = webhook.receive({ method: "POST", headers: [["__proto__", "p"]] });
    expect(outcome.ok && JSON.stringify(outcome.event.payload.headers)).toBe('{"__proto__":"p"}');
  });

  test("a value of blanks is read in time that grows with its length", () => {
    expect(read({ a: `1${" ".repeat(400_000)}2` }).a).toHaveLength(400_002);
  });
});

describe("limits of header fields", () => {
  test.each<[string, () => HeadersInput]>([
    ["too many", () => Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`x-${index}`, "1"]))],
    ["too many of one name", () => ({ a: Array(201).fill("1") })],
    [
      "endless",
      () =>
        (function* () {
          for (;;) yield ["a", "1"] as const;
        })(),
    ],
    ["too large a value", () => ({ a: "x".repeat(512 * 1024) })],
    ["too large a name", () => ({ ["x".repeat(600_000)]: "1" })],
    [
      "too large together",
      () => Array.from({ length: 150 }, (_, index): [string, string] => [`x-${index}`, "y".repeat(4000)]),
    ],
  ])("%s", (_name, make) => {
    expect(codeOf(make())).toBe("header_limit");
  });

  test("take as many as they say", () => {
    const limits = { headers: 2, headerSize: 6 };
    const request = (headers: HeadersInput) => ({ method: "GET", headers });
    expect(parseRequest(request({ a: "12", b: "34" }), { limits }).headers).toEqual({ a: "12", b: "34" });
    expect(() => parseRequest(request({ a: "12", b: "345" }), { limits })).toThrow(/larger than 6 bytes/);
    expect(() => parseRequest(request({ a: "", b: "", c: "" }), { limits })).toThrow(/more than 2/);
  });
});

describe("a failure", () => {
  test("tells the fields that could be read", () => {
    const webhook = createWebhook({ id: "w", name: "w", template: "{}" });
    const failed = (headers: unknown) => {
      const outcome = webhook.receive({ method: "GET", headers } as HookRequest);
      if (outcome.ok) throw new Error("expected a failure");
      return [outcome.error.code, outcome.failure.payload.headers];
    };
    expect(failed({ "x-a": "1", "x b": "2", "x-c": "\n", authorization: "SECRET", "x-d": "4" })).toEqual([
      "header_invalid",
      { "x-a": "1", "x-d": "4" },
    ]);
    const thrower = (function* () {
      yield ["x-a", "1"];
      throw new Error("no more");
    })();
    // The generator is used up when the failure is told.
    expect(failed(thrower)).toEqual(["host_error", {}]);
    const [code, headers] = failed(
      (function* () {
        for (;;) yield ["a b", "1"];
      })(),
    );
    expect([code, headers]).toEqual(["header_invalid", {}]);
  });
});
