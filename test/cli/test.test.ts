import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, goodTemplate, hookloom } from "./command.js";

const request = "POST /hook\nContent-Type: application/x-www-form-urlencoded\n\ne=paid\n";
const event = {
  occurred: "2024-03-15T12:00:00Z",
  event: "paid",
  resource: { "prefect.resource.id": "r" },
  related: [
    {
      "prefect.resource.id": "prefect-cloud.webhook.6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e",
      "prefect.resource.name": "good",
      "prefect.resource.role": "webhook",
    },
  ],
  payload: {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "e=paid",
  },
  id: "00000000-0000-4000-8000-000000000000",
  follows: null,
};
const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function cases(): string {
  return folder({
    "good/template.jinja": goodTemplate,
    "good/request.http": request,
    "good/event.json": text(event),
    "good/odd.http": 'POST /\n\n{"e": 5}\n',
    "good/odd.failure.json": '{"code": "event_invalid"}',
    "deep/er/wrong/template.jinja": goodTemplate,
    "deep/er/wrong/request.http": request,
    "deep/er/wrong/event.json": text({ ...event, event: "open", related: "<any>" }),
    "new/template.jinja": goodTemplate,
    "new/request.http": request,
    "notes/readme.txt": "no case",
  });
}

describe("hookloom test", () => {
  test("the project's own examples pass", () => {
    const { code, out } = hookloom(["test", "examples/hooks"]);
    expect(out).toMatch(/✓ alertmanager\n✓ aws-s3\n[^✗]*\n(\d+) cases: \1 passed\n$/);
    expect(code).toBe(0);
  });

  test("tells which cases fail, and how", () => {
    const { code, out } = hookloom(["test", cases()]);
    expect(code).toBe(1);
    expect(out).toBe(`✗ deep/er/wrong
  the event is not as expected

  - expected
  + received

    {
      "occurred": "2024-03-15T12:00:00Z",
  -   "event": "open",
  +   "event": "paid",
      "resource": {
        "prefect.resource.id": "r"
      },
    …

✓ good/odd
✓ good
✗ new
  nothing is expected: there is no event.json or failure.json


4 cases: 2 failed, 2 passed
`);
  });

  test("writes expectations, but not over those of the other kind", () => {
    const root = cases();
    const { code, out } = hookloom(["test", root, "--update"]);
    expect([code, out.split("\n").at(-2)]).toEqual([0, "4 cases: 4 passed, 2 written"]);
    const written = JSON.parse(readFileSync(join(root, "new/event.json"), "utf8"));
    expect(written).toEqual({ ...event, related: [{ ...event.related[0], "prefect.resource.name": "new" }] });
    // What passed stays as it was.
    expect(readFileSync(join(root, "good/odd.failure.json"), "utf8")).toBe('{"code": "event_invalid"}');
    expect(hookloom(["test", root]).code).toBe(0);

    const other = folder({
      "a/template.jinja": goodTemplate,
      "a/request.http": "GET /",
      "a/event.json": text(event),
    });
    expect(hookloom(["test", other, "--update"]).code).toBe(1);
    expect(readFileSync(join(other, "a/event.json"), "utf8")).toBe(text(event));
  });

  test("tells of an expectation that was written of a failure", () => {
    const root = folder({ "a/template.jinja": goodTemplate, "a/request.http": "GET /" });
    const { code, out } = hookloom(["test", root, "--update"]);
    expect([code, out]).toEqual([
      0,
      `✓ a (written as a failure: Object of type ChainableUndefined is not JSON serializable)

1 case: 1 passed, 1 written, 1 of them as failures
`,
    ]);
  });

  test("a failure that was not expected is shown with its frame and what was rendered", () => {
    const root = folder({
      "a/template.jinja": "{\n{{ body.e }}",
      "a/request.http": request,
      "a/event.json": "{}",
    });
    const { out } = hookloom(["test", root]);
    expect(out).toContain("✗ a\n  an event was expected\n\n  error[json_syntax]");
    expect(out).toContain("\n\n  printed by the template at 2:4: {{ body.e }}\n\n  rendered:\n");
    expect(out).toContain("rendered:\n  {\n  paid\n");
  });

  test("a template that does not compile is a failed case with its place", () => {
    const root = folder({ "a/template.jinja": "{% if %}", "a/request.http": request, "a/event.json": "{}" });
    const { code, out } = hookloom(["test", root]);
    expect(code).toBe(1);
    expect(out).toContain(`at ${join(root, "a/template.jinja")}:1:7\n`);
  });

  test("settings of a folder hold for all below, and options of the command come first", () => {
    const root = folder({
      "hookloom.json": '{"now": "2020-01-01T00:00:00Z", "webhook": {"name": "N"}, "escape": "json"}',
      "a/template.jinja": '{"event": "{{ body.e }}", "resource": {"prefect.resource.id": "r"}}',
      "a/request.http": 'POST /\n\n{"e": "\\""}',
      "a/event.json": text({
        occurred: "<time>",
        event: '"',
        resource: { "prefect.resource.id": "r" },
        related: "<any>",
        payload: "<any>",
        id: "<uuid>",
        follows: null,
      }),
    });
    expect(hookloom(["test", root]).code).toBe(0);
    expect(hookloom(["test", join(root, "a")]).code).toBe(0);
    const [, json] = [0, JSON.parse(hookloom(["test", root, "--json", "--now", "2021-01-01T00:00:00Z"]).out)];
    expect(json).toEqual([{ name: "a", source: join(root, "a/template.jinja"), ok: true }]);
  });

  test("a manifest lists many cases, and can be updated", () => {
    const root = folder({
      "t.jinja": goodTemplate,
      "cases.json": text({
        settings: { webhook: { name: "good" } },
        cases: [
          { name: "file", template: { file: "t.jinja" }, request, event },
          { name: "inline", template: [goodTemplate], request: { body: { e: "x" } }, event: {} },
          {
            name: "fails",
            template: "{",
            request: { method: "GET" },
            failure: { code: "json_syntax", line: 1 },
          },
        ],
      }),
    });
    const path = join(root, "cases.json");
    const { code, out } = hookloom(["test", path]);
    expect([code, out.split("\n")[0], out.split("\n").at(-2)]).toEqual([
      1,
      "✓ file",
      "3 cases: 1 failed, 2 passed",
    ]);
    expect(hookloom(["test", path, "--update"]).code).toBe(0);
    expect(hookloom(["test", path]).code).toBe(0);
    expect(JSON.parse(readFileSync(path, "utf8")).cases[1].event.event).toBe("x");
  });

  test("an update leaves all else in a manifest as it is written", () => {
    const template = JSON.stringify(goodTemplate);
    const manifest = (first: string, second: string) => `{
    "cases": [
      {"name": "kept", "template": ${template}, "request": {"body": {"e": "x", "big": 12345678901234567890}}${first}},
      {
        "name": "replaced", "template": ${template},
        "event": ${second}, "request": { "body": { "e": "y z", "n": [1.0, 1e2, -0] } }
      }
    ]}`;
    const path = join(folder({ "cases.json": manifest("", "{}") }), "cases.json");
    expect(hookloom(["test", path, "--update"]).code).toBe(0);
    const updated = readFileSync(path, "utf8");
    const { cases: written } = JSON.parse(updated) as { cases: { event: { event: string } }[] };
    const [first, second] = written.map(({ event: given }) => JSON.stringify(given, null, 2));
    const indented = (text = "", margin: string) => text.replaceAll("\n", `\n${margin}`);
    expect(updated).toBe(
      manifest(`,\n        "event": ${indented(first, "        ")}\n      `, indented(second, "        ")),
    );
    expect(written.map(({ event: { event: name } }) => name)).toEqual(["x", "y z"]);
    expect(hookloom(["test", path]).code).toBe(0);
  });

  test("cases of one name are updated each by itself", () => {
    const named = (e: string) => ({ name: "same", template: goodTemplate, request: { body: { e } } });
    const root = folder({ "cases.json": text([named("a"), named("b")]) });
    const path = join(root, "cases.json");
    expect(hookloom(["test", path, "--update"]).code).toBe(0);
    const written = JSON.parse(readFileSync(path, "utf8")) as { event: { event: string } }[];
    expect(written.map(({ event: { event: name } }) => name)).toEqual(["a", "b"]);
  });

  test("a manifest that is not as it should be is told of by its file", () => {
    for (const [content, message] of [
      ["{", "cases.json: line 1: "],
      [text([{ template: { file: "gone.jinja" }, request }]), 'cases.json: case 1: "template": ENOENT'],
    ] as const) {
      const { code, err } = hookloom(["test", join(folder({ "cases.json": content }), "cases.json")]);
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
  });

  test("reports for programs: TAP, JUnit and JSON", () => {
    const root = cases();
    const tap = hookloom(["test", root, "--reporter", "tap"]);
    expect(tap.code).toBe(1);
    expect(tap.out).toMatch(
      /^TAP version 14\n1\.\.4\nnot ok 1 - deep\/er\/wrong\n {2}---\n {2}message: "the event is not/,
    );
    expect(tap.out).toContain("\nok 3 - good\n");
    const junit = hookloom(["test", root, "--reporter", "junit"]).out;
    expect(junit).toMatch(/<testsuites tests="4" failures="2" errors="0" time="\d+\.\d{3}">/);
    expect(junit).toContain('<failure message="the event is not as expected">');
    expect(junit).toContain("-   &quot;event&quot;: &quot;open&quot;,");
    const json = JSON.parse(hookloom(["test", root, "--json", "--filter", "wrong"]).out);
    expect(json[0].diff).toEqual(['-   "event": "open",', '+   "event": "paid",']);
  });

  test.each([
    [{ "a/event.json": "{" }, "a/event.json: "],
    [{ "a/request.http": "no-method here" }, "a/request.http: line 1: "],
    [{ "a/event.json": "{}", "a/failure.json": "{}" }, "a: there is both event.json and failure.json"],
    [{ "hookloom.json": '{"nwo": 1}' }, "there is no setting 'nwo'"],
    [{ "a/template.jinja": "" }, undefined],
  ])("a folder with %j", (files, message) => {
    const root = folder({ "a/template.jinja": goodTemplate, "a/request.http": request, ...files });
    const { code, err } = hookloom(["test", root]);
    if (message === undefined) expect(code).toBe(1);
    else expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test("a folder without cases is wrong usage", () => {
    expect(hookloom(["test", folder({ "a.txt": "" })])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no case"),
    });
  });
});
