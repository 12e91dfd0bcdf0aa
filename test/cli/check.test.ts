import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, goodTemplate, hookloom } from "./command.js";

const bad = '{"event": "{{ body.e }}", "resource": {"prefect.resource.id": "r"},}';

describe("hookloom check", () => {
  test("prints findings with their place and what to write instead", () => {
    const root = folder({ "t.jinja": bad });
    const file = join(root, "t.jinja");
    const { code, out, err } = hookloom(["check", file]);
    expect([code, err]).toEqual([1, ""]);
    expect(
      out,
    ).toBe(`warning[unescaped-in-string] 'body.e' may hold a quote, a backslash or a line break, which breaks or changes the JSON
  at ${file}:1:15

> 1 | ${bad}
    |               ^^^^^^

fix {{ body.e|tojson }} without the quotes around it

error[trailing-comma] A comma follows the last field
  at ${file}:1:67

> 1 | ${bad.slice(7)}
    |                                                            ^

fix the comma only where something follows; in a loop, {{ ',' if not loop.last }}

1 template checked: 1 error, 1 warning
`);
  });

  test("settings hold for the folder they are in and all below", () => {
    const unescaped = '{"event": "e.{{ body.e }}", "resource": {"prefect.resource.id": "r"}}';
    const root = folder({
      "hookloom.json": '{"escape": "json"}',
      "a.jinja": unescaped,
      "deep/b.jinja": unescaped,
      "deep/other/hookloom.json": '{"undefined": "strict"}',
      "deep/other/c.jinja": unescaped,
    });
    expect(hookloom(["check", root])).toMatchObject({ code: 0, out: "3 templates checked: no findings\n" });
    for (const path of ["a.jinja", "deep", "deep/b.jinja", "deep/other/c.jinja"]) {
      expect(hookloom(["check", join(root, path)])).toMatchObject({ code: 0 });
    }
  });

  test("settings that are none are wrong usage", () => {
    const root = folder({ "hookloom.json": '{"escpe": "json"}', "a.jinja": "{}" });
    expect(hookloom(["check", root])).toMatchObject({
      code: 2,
      err: expect.stringContaining("no setting 'escpe'"),
    });
  });

  test("a template without findings ends with status 0, and a folder stands for all in it", () => {
    const root = folder({
      "a/t.jinja": goodTemplate,
      "b.j2": goodTemplate,
      "node_modules/x.jinja": bad,
      "c.txt": bad,
    });
    expect(hookloom(["check", root])).toEqual({
      code: 0,
      out: "2 templates checked: no findings\n",
      err: "",
    });
  });

  test("notes alone are no failure", () => {
    const input = '{"event": "a", "resource": {"prefect.resource.id": "r"}{% include body.x %}}';
    const { code, out } = hookloom(["check", "-"], { input });
    expect([code, out.split("\n").at(-2)]).toEqual([0, "1 template checked: 1 note"]);
  });

  test("prints JSON for programs", () => {
    const [report] = JSON.parse(hookloom(["check", "-", "--json"], { input: bad }).out);
    expect(report.file).toBe("-");
    expect(
      report.findings.map(({ rule, line, column }: Record<string, unknown>) => [rule, line, column]),
    ).toEqual([
      ["unescaped-in-string", 1, 15],
      ["trailing-comma", 1, 67],
    ]);
  });

  test("prints annotations for GitHub's workflows", () => {
    const { code, out } = hookloom(["check", "-", "--format", "github"], { input: bad });
    expect(code).toBe(1);
    expect(out.split("\n")[1]).toBe(
      "::error file=-,line=1,col=67,title=trailing-comma::A comma follows the last field%0AFix: the comma only where something follows; in a loop, {{ ',' if not loop.last }}",
    );
  });

  test("knows the modes of a render", () => {
    const input = '{"event": {{ body.e }}, "resource": {"prefect.resource.id": "{{ body.r }}"}}';
    expect(hookloom(["check", "-", "--escape", "json"], { input }).code).toBe(0);
    expect(hookloom(["check", "-"], { input }).code).toBe(1);
    const loops =
      '{% for i in range(101) %}{% endfor %}{"event": "e", "resource": {"prefect.resource.id": "r"}}';
    expect(hookloom(["check", "-"], { input: loops }).code).toBe(1);
    expect(hookloom(["check", "-", "--no-prefect"], { input: loops }).code).toBe(0);
  });

  test("holds templates to the limits that are set", () => {
    const root = folder({
      "t.jinja": `${"{% for x in body.l %}{% endfor %}".repeat(11)}${goodTemplate}`,
      "strict/t.jinja": goodTemplate,
      "strict/hookloom.json": '{"limits": {"templateLength": 10}}',
    });
    const [loops, strict] = [join(root, "t.jinja"), join(root, "strict")];
    expect(hookloom(["check", loops, "--no-prefect"]).code).toBe(0);
    for (const args of [[loops, "--limits", "prefect"], [strict]]) {
      const { code, out } = hookloom(["check", "--no-prefect", ...args]);
      expect([code, out]).toEqual([
        1,
        expect.stringMatching(/^error\[syntax\] The template (?:has more|is longer) than/),
      ]);
    }
  });

  test("sends samples through the templates", () => {
    const root = folder({
      "t.jinja": goodTemplate,
      "samples/good.http": "POST /\n\ne=1",
      "samples/form.http": "POST /\nContent-Type: application/x-www-form-urlencoded\n\ne=paid\n",
      "samples/deep/number.http": 'POST /\n\n{"e": 5}\n',
    });
    const { code, out } = hookloom(["check", join(root, "t.jinja"), "--samples", join(root, "samples")]);
    expect(code).toBe(1);
    expect(out).toContain(
      "number.http\nerror[event_invalid] event: Input should be a valid string\n  at what was rendered:1:11\n",
    );
    expect(out).not.toContain("form.http");
    expect(out.split("\n").at(-2)).toBe("1 template checked: 2 failed samples");
  });

  test("lists its rules", () => {
    const { code, out } = hookloom(["check", "--rules"]);
    expect([code, out.split("\n").length > 25]).toEqual([0, true]);
    expect(out).toContain("\ntrailing-comma       error    A comma after the last field or item");
  });
});
