import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, goodTemplate, hookloom } from "./command.js";

describe("hookloom render", () => {
  test("prints what a template renders of an .http file", () => {
    const root = folder({
      "t.jinja": "{{ method }} {{ headers['X-A'] }} {{ body.n + 1 }}",
      "r.http": 'PUT /hook\nX-A: 1\nContent-Type: application/json\n\n{"n": 1}\n',
    });
    const args = ["render", join(root, "t.jinja"), "--request", join(root, "r.http")];
    expect(hookloom(args)).toEqual({ code: 0, out: "PUT 1 2\n", err: "" });
    expect(JSON.parse(hookloom([...args, "--json"]).out)).toEqual({ ok: true, rendered: "PUT 1 2" });
    // Options replace parts of the file.
    expect(hookloom([...args, "-X", "patch", "-H", "x-a: 2", "-d", '{"n": 5}']).out).toBe("PATCH 2 6\n");
  });

  const shown = "{{ method }} {{ headers }} {{ body }}";
  test.each([
    [[], "GET {} "],
    [
      ["-d", "a=1", "-d", "b=2"],
      "POST {'content-type': 'application/x-www-form-urlencoded'} {'a': '1', 'b': '2'}",
    ],
    [["-XPUT", "-H", "Content-Type: text/plain", "-d", "hi"], "PUT {'content-type': 'text/plain'} hi"],
    [["-H", "X-Empty;", "-H", "A:b:c"], "GET {'x-empty': '', 'a': 'b:c'} "],
    [
      ["-H", "A: 1", "--data-raw", "@x"],
      "POST {'a': '1', 'content-type': 'application/x-www-form-urlencoded'} {'@x': ''}",
    ],
  ])("reads curl's options: %j", (options, out) => {
    expect(hookloom(["render", "-", ...options], { input: shown }).out).toBe(`${out}\n`);
  });

  test("reads data from files: without line breaks, or byte by byte", () => {
    const root = folder({ "t.jinja": "{{ body|pprint }}", "body.txt": "a\r\nb\n", latin: "x" });
    const file = `@${join(root, "body.txt")}`;
    const head = ["render", join(root, "t.jinja"), "-H", "Content-Type: text/plain"];
    expect(hookloom([...head, "-d", file]).out).toBe("'ab'\n");
    expect(hookloom([...head, "--data-binary", file]).out).toBe("'a\\r\\nb\\n'\n");
    expect(hookloom([...head, "-d", "@-"], { input: "from\nstdin" }).out).toBe("'fromstdin'\n");
  });

  test("takes the options of a render", () => {
    const render = (template: string, ...options: string[]) =>
      hookloom(["render", "-", ...options], { input: template });
    expect(render("[{{ body }}]", "--escape", "json", "-d", '"', "-H", "Content-Type: text/plain").out).toBe(
      '["\\""]\n',
    );
    expect(render("{{ body.x.y }}", "--undefined", "strict").code).toBe(1);
    expect(render("{{ range(200)|length }}", "--limits", "prefect").err).toContain("error[range_limit]");
  });

  test("takes the settings of the folders that the template is in", () => {
    const root = folder({
      "hookloom.json": '{"escape": "json", "now": "2024-03-15T12:00:00Z", "webhook": {"name": "N"}}',
      "a/hookloom.json": '{"id": "00000000-0000-4000-8000-000000000001"}',
      "a/t.jinja": '{"event": {{ body.a }}, "resource": {"prefect.resource.id": "r"}}',
    });
    const subject = [join(root, "a/t.jinja"), "-d", "a=1"];
    expect(hookloom(["render", ...subject]).out).toContain('{"event": "1", ');
    expect(JSON.parse(hookloom(["event", ...subject]).out)).toMatchObject({
      occurred: "2024-03-15T12:00:00Z",
      event: "1",
      related: [{ "prefect.resource.name": "N" }],
      id: "00000000-0000-4000-8000-000000000001",
    });
    expect(hookloom(["explain", ...subject, "--now", "2025-01-01T00:00:00Z"]).out).toContain(
      '"occurred": "2025-01-01T00:00:00Z"',
    );
  });

  test("settings that are none are wrong usage", () => {
    const root = folder({ "hookloom.json": '{"escpe": "json"}', "a.jinja": "{}" });
    for (const command of ["render", "event", "explain"]) {
      expect(hookloom([command, join(root, "a.jinja")])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^hookloom: .*hookloom\.json: there is no setting 'escpe'/),
      });
    }
  });

  test("tells of errors with their place", () => {
    const { code, out, err } = hookloom(["render", "-"], { input: "a\n{{ 1 / 0 }}\n" });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(`error[zero_division] division by zero
  at standard input:2:4

  1 | a
> 2 | {{ 1 / 0 }}
    |    ^^^^^
`);
    const json = hookloom(["render", "-", "--json"], { input: "{{ 1 / 0 }}" });
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      error: { code: "zero_division", line: 1, column: 4 },
    });
  });
});

describe("hookloom event", () => {
  const stamps = ["--now", "2024-03-15T12:00:00Z", "--id", "00000000-0000-4000-8000-000000000001"];

  test("prints the event", () => {
    const root = folder({ "w.json": JSON.stringify({ id: "w-1", name: "W", template: goodTemplate }) });
    const { code, out } = hookloom(["event", "--webhook", join(root, "w.json"), "-d", "e=paid", ...stamps]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      occurred: "2024-03-15T12:00:00Z",
      event: "paid",
      resource: { "prefect.resource.id": "r" },
      related: [
        {
          "prefect.resource.id": "prefect-cloud.webhook.w-1",
          "prefect.resource.name": "W",
          "prefect.resource.role": "webhook",
        },
      ],
      payload: {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "e=paid",
      },
      id: "00000000-0000-4000-8000-000000000001",
      follows: null,
    });
  });

  test("without options, the time and the id are new", () => {
    const ids = [1, 2].map(
      () => JSON.parse(hookloom(["event", "-", "-d", "e=x"], { input: goodTemplate }).out).id,
    );
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("tells what is wrong with an event", () => {
    const input = '{"event": 1, "resource": {"a": 2}}';
    const { code, out, err } = hookloom(["event", "-"], { input });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(
      "error[event_invalid] 2 faults\n  at what was rendered:1:11\n  event: Input should be a valid string\n",
    );
    expect(err).toContain(`rendered:\n${input}\n`);
    const json = JSON.parse(hookloom(["event", "-", "--json"], { input }).out);
    expect(json).toMatchObject({
      ok: false,
      status: 400,
      failure: { event: "prefect-cloud.webhook.failed" },
    });
    expect(json.error.issues).toHaveLength(2);
  });

  test("an error in what was rendered is placed there", () => {
    const { err } = hookloom(["event", "-"], { input: '{"event" 1}' });
    expect(err).toContain("at what was rendered:1:10\n");
  });

  test("what was rendered is shown without signs for the terminal", () => {
    const input = '{"event": 1,\n\t"a": "{{ body.a }}"}';
    for (const command of ["event", "explain"]) {
      const { out, err } = hookloom([command, "-", "-d", "a=\u202e"], { input });
      expect(out + err).toMatch(/\{"event": 1,\n *\t"a": "\\u202e"\}/);
      expect(out + err).not.toContain("\u202e");
    }
  });

  test("an event that fails is told with what printed it, and with what was not there", () => {
    const input = '{"event": "{{ body.e }}", "resource": {"prefect.resource.id": {{ body.a }}}}';
    const { err } = hookloom(["event", "-", "-d", "a=1"], { input });
    expect(err).toContain("\n\nprinted by the template at 1:66: {{ body.a }}\n");
    expect(err).toContain("\nnot there:\n  1:15 body.e: 'dict object' has no attribute 'e'\n");
  });

  test("an error of the request is placed there", () => {
    for (const command of ["event", "explain"]) {
      const { out, err } = hookloom([command, "-", "-X", "TRACE"], { input: "" });
      expect(out + err).toMatch(/error\[method_not_allowed\] .*\n +at the request\n/);
    }
  });

  test("an error in the request's body is placed there", () => {
    for (const command of ["render", "event", "explain"]) {
      const request = ["-H", "Content-Type: application/json", "-d", "[".repeat(201)];
      const { out, err } = hookloom([command, "-", ...request], { input: "{{ body }}" });
      expect(out + err).toContain("error[json_depth] The JSON is nested deeper than 200 levels\n");
      expect(out + err).toContain("at the request's body:1:201\n");
    }
  });

  test("a CloudEvent that is none is an error of the template that reads it", () => {
    for (const command of ["render", "event", "explain"]) {
      const { out, err } = hookloom([command, "-"], { input: "{{ body|from_cloud_event(headers) }}" });
      expect(out + err).toContain("at standard input:1:9\n");
    }
  });
});

describe("hookloom explain", () => {
  test("shows every stage", () => {
    const input = `{"event": {{ body.e|tojson }}, "resource": {"prefect.resource.id": "{{ headers['x-id'] }}"}, "n": {{ body.list[0].n }}{{ body.gone }}}`;
    const args = ["explain", "-", "-H", "X-Id: 7", "-H", "Content-Type: application/json"];
    const data = ["-d", '{"e": "paid", "list": [{"n": 1.0}]}'];
    const { code, out } = hookloom([...args, ...data], { input });
    expect(code).toBe(0);
    expect(out).toContain(
      "Request\n  POST, with 2 headers: x-id, content-type\n  body of 35 characters, read as JSON\n",
    );
    expect(out).toContain(`Variables
  body.e           str 'paid'
  headers['x-id']  str '7'
  body.list[0].n   float 1.0
  body.gone        undefined
`);
    expect(out).toContain('Rendered\n  {"event": "paid", ');
    expect(out).toContain('Event\n  {\n    "occurred": ');
    expect(out).toContain("Defaults\n  occurred: now\n  related: the webhook\n  payload: ");
    const json = JSON.parse(hookloom([...args, ...data, "--json"], { input }).out);
    expect(json.variables[2]).toEqual({ path: "body.list[0].n", type: "float", value: "1.0" });
    expect(json).toMatchObject({ ok: true, request: { bodyKind: "json" }, event: { event: "paid" } });
  });

  test.each([
    ["--escape", "json"],
    ["--undefined", "strict"],
    ["--limits", "prefect"],
    ["--time-zone", "Europe/Berlin"],
    ["--now", "2024-03-15T12:00:00Z"],
    ["--id", "00000000-0000-4000-8000-000000000001"],
  ])("makes an event with %s", (...option) => {
    const input = '{"event": "paid", "resource": {"prefect.resource.id": "{{ body.a }}"}}';
    const { code, out } = hookloom(["explain", "-", "-d", "a=1", ...option], { input });
    expect([code, out]).toEqual([0, expect.stringContaining('Event\n  {\n    "occurred": ')]);
  });

  test("shows how far it came", () => {
    const { code, out } = hookloom(["explain", "-", "-d", "a=1"], { input: '{"event": {{ body.a }}' });
    expect(code).toBe(1);
    expect(out).toContain('Rendered\n  {"event": 1\n');
    expect(out).toContain("Failed\n  error[json_syntax]");
    expect(out).not.toContain("Event\n");
    expect(hookloom(["explain", "-"], { input: "{% if %}" }).out).toMatch(
      /^Failed\n {2}error\[template_syntax\]/,
    );
  });
});

describe("hookloom explain, inside the template", () => {
  const input = `{"event": "{{ body.e }}",
{% for item in body.list %}{{ item.n }}{% if loop.last %}{% else %},{% endif %}{% endfor %}
{% if body.gone %}{{ body.gone }}{% endif %}}`;
  const args = ["explain", "-", "-H", "Content-Type: application/json", "-d"];
  const data = '{"e": "paid", "list": [{"n": 1}, {"n": "a\\u001b"}]}';

  test("shows what was printed, what was not there and which branches ran", () => {
    const { code, out } = hookloom([...args, data], { input });
    expect(code).toBe(1);
    expect(out).toContain(`Printed
  1:15  body.e     str 'paid'
  2:31  item.n     2 times: int 1, str 'a\\x1b'
  3:22  body.gone  not come to

Not there
  3:7  body.gone  'dict object' has no attribute 'gone'

Branches
  2:16  for body.list  2 rounds
  2:46  if loop.last   if 1 time, else 1 time
  3:7   if body.gone   else

Rendered
`);
  });

  test("shows which place in the template printed what is wrong", () => {
    const { out } = hookloom([...args, data], { input });
    expect(out).toContain("printed by the template at 2:31: {{ item.n }}\n");
    const text = hookloom([...args, "{}"], { input: '{"event": {{ 1 }}\n  "resource": {}}' }).out;
    expect(text).toContain('printed by the template at 2:3: "resource": {}}\n');
  });

  test("gives the same as data", () => {
    const json = JSON.parse(hookloom([...args, data, "--json"], { input }).out);
    expect(json.outputs[0]).toEqual({
      line: 1,
      column: 15,
      source: "body.e",
      times: 1,
      values: [{ type: "str", value: "'paid'", start: 11, end: 15 }],
    });
    expect(json.missing).toHaveLength(1);
    expect(json.tags[0]).toMatchObject({ tag: "for", times: 1, rounds: 2 });
    expect(json.fault).toMatchObject({ code: "json_syntax", line: 2, origin: { line: 2, column: 31 } });
  });
});
