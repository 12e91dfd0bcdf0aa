import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as testing from "../../src/testing/index.js";
import {
  diffLines,
  ExpectationError,
  expectCase,
  expectEvent,
  expectFailure,
  formatDiff,
  loadCases,
  readFolder,
  readHttpFile,
  readManifest,
  runCase,
} from "../../src/testing/index.js";

const template = '{"event": "{{ body.e }}", "resource": {"prefect.resource.id": "r"}}';
const request = { method: "POST", body: '{"e": "paid"}' };

const invalid = (message: string) => expect.objectContaining({ code: "case_invalid", message }) as Error;

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectationError);
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

test("docs/testing.md says what each public name is for", () => {
  const page = readFileSync(new URL("../../docs/testing.md", import.meta.url), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const isTold = (name: string) => rows.some((row) => new RegExp(`^\\|[^|]*\\b${name}\\b`).test(row));
  expect(Object.keys(testing).filter((name) => !isTold(name))).toEqual([]);
});

describe("the folders of the examples, in a test runner", () => {
  test.each(loadCases("examples/hooks"))("$name", (given) => expectCase(given));
});

describe("expectEvent", () => {
  test("renders once, so that what is not asked for may be another each time", () => {
    let calls = 0;
    const options = { globals: { next: () => (calls += 1) } };
    const numbered = template.replace('"}}', '"}, "payload": {"n": {{ next() }}}}');
    expectEvent(numbered, request, { event: "paid" }, { options });
    expect(calls).toBe(1);
  });

  test("compares the fields that are given, and gives the whole event", () => {
    const event = expectEvent(template, request, { event: "paid", id: "<uuid>", occurred: "<time>" });
    expect(event.resource).toEqual({ "prefect.resource.id": "r" });
    expect(event.occurred).toBe("2024-03-15T12:00:00Z");
    expectEvent(template, 'POST /\n\n{"e": "x"}', { event: "x", payload: "<any>" });
  });

  test("takes settings and options", () => {
    const options = { filters: { shout: (text: unknown) => `${String(text)}!` } };
    expectEvent(template.replace("body.e", "body.e|shout"), request, { event: "paid!" }, { options });
    const quote = { method: "POST", body: '{"e": "\\""}' };
    expectEvent(template, quote, { event: '"' }, { settings: { escape: "json" } });
    expectFailure(template, quote, { code: "json_syntax" });
  });

  test("throws a comparison", () => {
    expect(
      messageOf(() => expectEvent(template, request, { event: "open" })),
    ).toBe(`template: the event is not as expected

- expected
+ received

  {
-   "event": "open",
+   "event": "paid",
    "occurred": "2024-03-15T12:00:00Z",
    "resource": {
      "prefect.resource.id": "r"
  …`);
  });

  test("throws the error and its place where no event came", () => {
    const message = messageOf(() => expectEvent("{{ 1 / 0 }}", request, {}));
    expect(message).toContain("an event was expected, but: division by zero");
    expect(message).toContain("> 1 | {{ 1 / 0 }}\n    |    ^^^^^");
    expect(messageOf(() => expectEvent("{", request, {}))).toContain("rendered:\n{");
  });

  test("expectFailure throws where an event came, or another error", () => {
    expect(messageOf(() => expectFailure(template, request, {}))).toContain(
      "a failure was expected, but an event came",
    );
    expect(messageOf(() => expectFailure("{", request, { code: "type_error" }))).toContain(
      '+   "code": "json_syntax"',
    );
  });
});

describe("placeholders", () => {
  const run = (event: object) => runCase({ name: "template", template, request, expected: { event } });
  const whole = { ...expectEvent(template, request, {}) } as object;

  test.each([
    ["<any>", true],
    ["<uuid>", false],
    ["<time>", false],
    ["<other>", false],
  ])("%s for a name: %s", (placeholder, ok) => {
    expect(run({ ...whole, event: placeholder }).ok).toBe(ok);
  });

  test("keys may stand in any order", () => {
    expect(run(Object.fromEntries(Object.entries(whole).reverse())).ok).toBe(true);
  });

  test("a field more or less is a difference", () => {
    const { event: _event, ...less } = whole as { event: string };
    expect([run(less).ok, run({ ...whole, more: 1 }).ok]).toEqual([false, false]);
  });
});

describe("readHttpFile", () => {
  test("reads method, path, headers and body", () => {
    expect(
      readHttpFile("# a comment\n\nPOST /a?b HTTP/1.1\r\nA: b: c\r\nEmpty:\r\n\r\none\n\ntwo\n"),
    ).toEqual({
      method: "POST",
      path: "/a?b",
      headers: [
        ["A", "b: c"],
        ["Empty", ""],
      ],
      body: "one\n\ntwo",
    });
    expect(readHttpFile("GET")).toEqual({ method: "GET", path: "", headers: [], body: "" });
  });

  test.each(["", "\n\n", "5", "POST /\nno header", 'POST /\n{"a": 1}', "POST /\nX Y: 1", "POST /\n: 1"])(
    "refuses %j",
    (text) => {
      expect(() => readHttpFile(text)).toThrow(/^line \d+: /);
    },
  );

  test("tells the file and the line", () => {
    const text = "POST /\nA: b\nno header\n\n";
    const place = { code: "case_invalid", line: 3, column: 1, span: { start: 12, end: 21 } };
    expect(() => readHttpFile(text)).toThrow(expect.objectContaining(place) as Error);
    const files = { "template.jinja": template, "request.http": text };
    const message = 'a/request.http: line 3: a header is "Name: value"; the body follows a blank line';
    expect(() => readFolder("a", files)).toThrow(expect.objectContaining({ ...place, message }) as Error);
  });
});

describe("pure parts, for files that are anywhere", () => {
  test("readFolder", () => {
    const files = {
      "template.jinja": template,
      "request.http": "GET /",
      "event.json": "{}",
      "other.png": "…",
    };
    const [only] = readFolder("a/b", files, { now: "2020-01-01T00:00:00Z" });
    expect(only).toMatchObject({
      name: "a/b",
      expected: { event: {} },
      settings: { now: "2020-01-01T00:00:00Z", webhook: { name: "b" } },
    });
    expect(readFolder("a", { "request.http": "GET /" })).toEqual([]);
  });

  test.each([
    ["webhook", "x", 'an object with "id" and "name"'],
    ["webhook", { id: 1 }, 'an object with "id" and "name"'],
    ["now", "noon", "a time"],
    ["now", 5, "a time"],
    ["id", "7", "a UUID"],
    ["escape", "html", '"json"'],
    ["limits", "none", '"prefect", or an object of limits'],
    ["undefined", "lenient", "chainable, default, strict or debug"],
    ["timeZone", 1, "the name of a time zone"],
  ])("the setting %s is not %j", (key, value, what) => {
    const files = { "template.jinja": template, "hookloom.json": JSON.stringify({ [key]: value }) };
    const message = `a/hookloom.json: the setting '${key}' is ${what}, not ${JSON.stringify(value)}`;
    expect(() => readFolder("a", files)).toThrow(invalid(message));
  });

  test("tell where a file is no JSON", () => {
    const files = { "template.jinja": template, "request.http": "GET /", "event.json": '{\n  "a": }\n' };
    const place = { code: "case_invalid", line: 2, column: 8 };
    expect(() => readFolder("a", files)).toThrow(expect.objectContaining(place) as Error);
    expect(() => readFolder("a", files)).toThrow(/^a\/event\.json: line 2: /);
    expect(() => readManifest("[\n", String)).toThrow(/^the manifest: line 2: /);
    expect(() => readManifest("[1]", String, "cases.json")).toThrow(
      invalid("cases.json: case 1 is no object"),
    );
  });

  test("readManifest", () => {
    const manifest = JSON.stringify([{ template: { file: "t" }, request: { body: [1] }, event: {} }]);
    const [only] = readManifest(manifest, (path) => `text of ${path}`);
    expect(only).toMatchObject({
      name: "case 1",
      template: "text of t",
      request: { method: "POST", headers: { "content-type": "application/json" }, body: "[1]" },
    });
    const exact = '{"a b":[1.0,12345678901234567890,-0,"\\u00e9 \\" : x"],"a b":1e2}';
    const body = `{\n  "a b" : [1.0, 12345678901234567890,\t-0, "\\u00e9 \\" : x"] , "a b": 1e2\r\n}`;
    const cases = `[{"template": "", "request": {}}, {"template": "", "request": {"body": ${body}}}]`;
    for (const text of [cases, `{"cases": ${cases}}`]) {
      expect(readManifest(text, String)[1]?.request.body).toBe(exact);
    }
    for (const bad of [
      "5",
      '{"cases": 1}',
      "[1]",
      '[{"template": 1}]',
      '[{"template": "", "request": 1}]',
      '[{"template": "", "request": "GET /", "event": {}, "failure": {}}]',
      '[{"template": "", "request": "GET /", "settings": {"escap": "json"}}]',
      '{"settings": {"nwo": 1}, "cases": []}',
      '{"settings": [], "cases": []}',
      "{",
    ]) {
      expect(() => readManifest(bad, String)).toThrow(
        expect.objectContaining({ code: "case_invalid" }) as Error,
      );
    }
    const gone = (path: string): string => {
      throw new Error(`no file ${path}`);
    };
    expect(() => readManifest(manifest, gone)).toThrow(invalid('case 1: "template": no file t'));
  });
});

describe("diffLines", () => {
  test.each([
    ["a\nb\nc", "a\nc", "  a\n- b\n  c"],
    ["a\nc", "a\nb\nc", "  a\n+ b\n  c"],
    ["a\nb", "b\na", "- a\n  b\n+ a"],
    ["1\n2\n3\n4\n5\n6\n7\n8\n9\nx", "1\n2\n3\n4\n5\n6\n7\n8\n9\ny", "  …\n  7\n  8\n  9\n- x\n+ y"],
    ["a", "\u202ea", "- a\n+ \\u202ea"],
  ])("%j and %j", (a, b, shown) => {
    expect(formatDiff(diffLines(a, b))).toBe(shown);
  });

  test("of what is too long to compare shows both", () => {
    const many = (sign: string) => Array.from({ length: 3000 }, (_, index) => `${sign}${index}`).join("\n");
    const lines = diffLines(many("a"), many("b"));
    expect([lines.length, lines[0]?.sign, lines.at(-1)?.sign]).toEqual([6000, "-", "+"]);
  });
});
