import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type HookloomError, parseRequest } from "../../../src/index.js";
import { resolveLimits } from "../../../src/limits.js";
import { Dict } from "../../../src/values/dict.js";
import { parseExact } from "../../../src/values/json-exact.js";
import { locateInJson } from "../../../src/values/json-locate.js";
import { readJson, readJsonSlowly } from "../../../src/values/json-read.js";
import { type JsonWriteOptions, writeJson } from "../../../src/values/json-write.js";
import { Float } from "../../../src/values/number.js";
import { isList, unmetered, type Value } from "../../../src/values/value.js";

interface JsonCase {
  kind: "y" | "n" | "i";
  group: string;
  text?: string;
  hex?: string;
  dumps?: string;
  place?: [line: number, column: number];
  read?: "accept" | "text" | "json_number" | "json_depth";
}

interface WriterRow {
  json: string;
  options: { sort_keys?: boolean; indent?: number | string };
  dumps: string;
}

const load = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const { cases } = load("cases.json") as { cases: JsonCase[] };
const { rows } = load("writer.json") as { rows: WriterRow[] };

const write = (value: Value, options: JsonWriteOptions = {}) => writeJson(value, options, unmetered);
const codeOf = (read: () => unknown): string => {
  try {
    read();
    return "accept";
  } catch (error) {
    return (error as HookloomError).code;
  }
};
const placeOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    const { line, column } = error as HookloomError;
    return [line, column];
  }
};
const named = (kind: JsonCase["kind"]) =>
  cases
    .filter((item) => item.kind === kind)
    .map((item) => [`${item.group}: ${(item.text ?? item.hex ?? "").slice(0, 60)}`, item] as const);

describe("RFC 8259", () => {
  test.each(named("y"))("allows %s", (_name, { text = "", dumps }) => {
    expect(write(readJson(text))).toBe(dumps);
    expect(write(readJsonSlowly(text))).toBe(dumps);
  });

  test.each(named("n"))("forbids %s", (_name, { text, hex = "", place }) => {
    const source = text ?? Buffer.from(hex, "hex").toString();
    expect(codeOf(() => readJson(source))).toBe("json_syntax");
    expect(codeOf(() => readJsonSlowly(source))).toBe("json_syntax");
    if (place !== undefined) expect(placeOf(() => readJson(source))).toEqual(place);
    const body = text === undefined ? Buffer.from(hex, "hex") : source;
    // One byte order mark in front of a body is dropped.
    const kind = source.startsWith("\ufeff") ? "json" : "text";
    expect(parseRequest({ method: "POST", body }).bodyKind).toBe(kind);
  });

  test.each(named("i"))("leaves open %s", (_name, { text, hex = "", read, dumps }) => {
    const request = { method: "POST", body: text ?? Buffer.from(hex, "hex") };
    if (read?.startsWith("json_")) {
      expect(codeOf(() => parseRequest(request))).toBe(read);
      return;
    }
    expect(parseRequest(request).bodyKind).toBe(read === "text" ? "text" : "json");
    if (text !== undefined && dumps !== undefined) expect(write(readJson(text))).toBe(dumps);
  });

  test.each([
    ["an overlong slash", [0x5b, 0x22, 0xc0, 0xaf, 0x22, 0x5d], ["\ufffd\ufffd"]],
    ["a surrogate", [0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d], ["\ufffd\ufffd\ufffd"]],
  ])("reads %s in UTF-8 as U+FFFD", (_name, bytes, body) => {
    expect(parseRequest({ method: "POST", body: new Uint8Array(bytes) }).body).toEqual(body);
  });
});

describe("depth", () => {
  test.each([
    ["arrays", "[", "]"],
    ["objects", '{"a":', "}"],
    ["arrays and objects", '[{"a":', "}]"],
  ])("a million %s are refused", (_name, open, close) => {
    for (const text of [open.repeat(1e6), `${open.repeat(1e6)}1${close.repeat(1e6)}`]) {
      expect(codeOf(() => readJson(text))).toBe("json_depth");
    }
  });

  test("is bounded by a limit that is bounded itself", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    for (const jsonDepth of [1001, Number.POSITIVE_INFINITY]) {
      expect(codeOf(() => resolveLimits({ jsonDepth }))).toBe("option_invalid");
    }
    const limits = resolveLimits({ jsonDepth: 1000, intDigits: 10 });
    expect(codeOf(() => readJson(nested(1000), limits))).toBe("accept");
    expect(codeOf(() => readJson(nested(1001), limits))).toBe("json_depth");
    expect(codeOf(() => readJson(nested(1e6), limits))).toBe("json_depth");
    expect(codeOf(() => readJson("[[[]]]", { jsonDepth: 2, intDigits: 10 }))).toBe("json_depth");
  });
});

describe("an error", () => {
  test.each([
    ["[1,\n 2,]", 2, 4],
    ['{"a": 1,\n\n "b" 2}', 3, 6],
    ['"😀\n"', 1, 3],
    ["", 1, 1],
    ["[tru]", 1, 2],
  ])("in %j is placed at %i:%i", (text, line, column) => {
    expect(() => readJson(text)).toThrow(expect.objectContaining({ line, column }) as Error);
  });

  test("does not tell what the text says", () => {
    expect(() => readJson('{"secret": "SECRET" SECRET}')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("SECRET") as string }) as Error,
    );
  });
});

/** Characters that need escapes, or look as if they did. */
const unit = fc.constantFrom(
  "a",
  "0",
  "é",
  "😀",
  "\u2028",
  '"',
  "\\",
  "/",
  "\0",
  "\n",
  "\x7f",
  "\uffff",
  "<",
  "'",
  "{",
  ",",
);

/** Texts that look like JSON and mostly are: numbers and keys of the kinds that matter, blanks anywhere. */
const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
  const blank = fc.constantFrom("", "", "", " ", "\n\t");
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => JSON.stringify(x)),
    fc.constantFrom(
      "-0",
      "1.0",
      "-0.0",
      "1e5",
      "1E400",
      "9007199254740993",
      "123456789012345",
      "01",
      "1.",
      "0.1",
    ),
    fc.bigInt().map(String),
  );
  const text = fc.oneof(
    fc.string({ unit }).map((x) => JSON.stringify(x)),
    fc.constantFrom(
      '"\\ud83d"',
      '"\\u0031"',
      '"a\\\\"',
      '"\\""',
      '"1"',
      '"\\x"',
      '"__proto__"',
      '"0\\u0030"',
    ),
  );
  const key = fc.oneof(
    text,
    fc.nat(20).map((x) => `"${x}"`),
  );
  const between = (open: string, items: fc.Arbitrary<string>, close: string) =>
    fc.array(items, { maxLength: 4 }).map((all) => open + all.join(",") + close);
  return {
    value: fc
      .tuple(
        blank,
        fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom("true", "false", "null", "nul"),
          number,
          text,
          between("[", tie("value"), "]"),
          between(
            "{",
            fc.tuple(key, blank, tie("value")).map(([k, b, v]) => `${k}${b}:${v}`),
            "}",
          ),
        ),
        blank,
      )
      .map((parts) => parts.join("")),
  };
}).value;

/** A value as nothing but what tells values apart: floats from ints, and the order of keys. */
function shape(value: Value): unknown {
  if (isList(value)) return value.map(shape);
  if (value instanceof Dict) return { dict: [...value.entries()].map(([key, item]) => [key, shape(item)]) };
  if (value instanceof Float) return { float: String(value.value), zero: Object.is(value.value, -0) };
  return typeof value === "bigint" ? { int: String(value) } : value;
}

describe("the fast way", () => {
  test("gives the values of the slow way, or is not taken", () => {
    let taken = 0;
    fc.assert(
      fc.property(jsonText, (text) => {
        const fast = parseExact(text, { jsonDepth: 200, intDigits: 4300 });
        if (fast !== undefined) taken += 1;
        const [one, other] = [readJson, readJsonSlowly].map((read) => {
          try {
            return { value: shape(read(text)) };
          } catch (error) {
            return (error as HookloomError).toJSON();
          }
        });
        expect(one).toEqual(other);
      }),
      { numRuns: 3000 },
    );
    // Both ways are tested only where both are taken.
    expect(taken).toBeGreaterThan(300);
  });

  test.each([
    [
      "a body of many kinds",
      '{"id": 186853002, "ok": true, "n": null, "url": "https://x/{a}", "t": "2019-05-15", "f": 0.25, "l": ["1", -2]}',
      true,
    ],
    ["escapes", '{"a": "\\n\\"\\u00e9\\\\", "b\\n": "\\\\"}', true],
    ["keys that begin with digits", '{"2024-01-01": 1, "1a": 2}', true],
    ["strings of digits", '["1", "2", {"a": "3"}]', true],
    ["a float that is whole", "[1.0]", false],
    ["a float that is whole by its exponent", "[1e3]", false],
    ["a float that is infinite", "[1e400]", false],
    ["a long int", "[1234567890123456]", false],
    ["minus zero", "[-0]", false],
    ["minus zero as a float", "[-0.0]", false],
    ["an index as a key", '{"b": 1, "0": 2}', false],
    ["an index as a key, escaped", '{"b": 1, "\\u0030": 2}', false],
    ["an index as a key, with blanks", '{"b": 1, "12" \n: 2}', false],
  ])("is taken for %s: %s", (_name, text, expected) => {
    expect(parseExact(text, { jsonDepth: 200, intDigits: 4300 }) !== undefined).toBe(expected);
  });

  test("parses no long text that is too deep", () => {
    const limits = { jsonDepth: 200, intDigits: 4300 };
    const parse = vi.spyOn(JSON, "parse");
    try {
      const side = `["]]", {"}": "\\\\"}, ${'"\\"]", '.repeat(10_000)}`;
      for (const text of [
        "[".repeat(100_000),
        side.repeat(201),
        `[${'{"a": '.repeat(60_000)}`,
        `["${"a".repeat(70_000)}`,
      ]) {
        expect(parseExact(text, limits)).toBeUndefined();
      }
      expect(parse).not.toHaveBeenCalled();
      expect(parseExact(`${side.repeat(199)}1${"]".repeat(199)}`, limits)).toBeInstanceOf(Array);
    } finally {
      parse.mockRestore();
    }
  });

  test("is taken for the webhooks of GitHub", () => {
    const file = new URL("github-push.json", import.meta.url);
    const text = readFileSync(file, "utf8");
    expect(text.length).toBeGreaterThan(6000);
    expect(parseExact(text, { jsonDepth: 200, intDigits: 4300 })).toEqual(JSON.parse(text));
  });
});

describe("json.dumps", () => {
  test.each(rows.map((row) => [row.json, JSON.stringify(row.options), row] as const))(
    "%s %s",
    (_json, _options, row) => {
      const { sort_keys: sortKeys = false, indent } = row.options;
      expect(write(readJson(row.json), { sortKeys, indent })).toBe(row.dumps);
    },
  );

  test("writes keys of other types as text", () => {
    const dict = Dict.fromEntries([
      [1, "int"],
      [1.5, "float"],
      [new Float(2), "whole float"],
      [null, "none"],
      [2n ** 64n, "long"],
      ["1", "text"],
    ]);
    expect(write(dict)).toBe(
      '{"1": "int", "1.5": "float", "2.0": "whole float", "null": "none", "18446744073709551616": "long", "1": "text"}',
    );
    expect(write(Dict.fromEntries([[true, 1]]))).toBe('{"true": 1}');
  });

  test("is undone by the reader", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: unit }), fc.boolean(), (json, htmlSafe) => {
        const value = readJsonSlowly(JSON.stringify(json));
        for (const indent of [undefined, 2]) {
          expect(shape(readJson(write(value, { htmlSafe, indent })))).toEqual(shape(value));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test("long JSON is written in pieces, and none is lost", () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => ({
    id: index,
    name: `row ${index}`,
    ok: index % 2 === 0,
  }));
  const json = write(readJson(JSON.stringify(rows)));
  expect(json.length).toBeGreaterThan(500_000);
  expect(JSON.parse(json)).toEqual(rows);
});

describe("the place of a value", () => {
  test("is that of the text which says it", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.infiniteStream(fc.nat(9)),
        fc.constantFrom(0, 1),
        (value, steps, indent) => {
          const text = JSON.stringify(value, null, indent);
          const path: (string | number)[] = [];
          let at: unknown = JSON.parse(text);
          while (typeof at === "object" && at !== null && Object.keys(at).length > 0) {
            const keys = Object.keys(at);
            const key = keys[steps.next().value % keys.length] as string;
            path.push(Array.isArray(at) ? Number(key) : key);
            at = (at as Record<string, unknown>)[key];
            const { start, end } = locateInJson(text, path);
            expect(JSON.parse(text.slice(start, end))).toEqual(at);
            // What is not there is as near as can be.
            expect(locateInJson(text, [...path, "\ud83d"])).toEqual({ start, end });
          }
        },
      ),
    );
  });

  test.each([
    ['{"a": 1, "a": 2}', ["a"], "2"],
    ['{"a": {"b": 1}, "a": {"c": 2}}', ["a", "b"], '{"c": 2}'],
    ['{"a": {"b": 1}, "a": {"c": 2}, "a": {"b": 3}, "c": {"b": 4}}', ["a", "b"], "3"],
    ['{"a": {"b": 1}, "a": 2}', ["a", "b"], "2"],
    [' {"\\u0061" : [ {} , "]" ] } ', ["a", 1], '"]"'],
    ["[[1], [2]]", [1, 1], "[2]"],
  ])("in %s at %j is %s", (text, path, found) => {
    const { start, end } = locateInJson(text, path);
    expect(text.slice(start, end)).toBe(found);
  });
});
