import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyzeTemplate, requestSchema } from "../../src/analyze/index.js";
import { folder, hookloom } from "./command.js";

const template = "{{ body.user.name|upper }}{{ headers['X-Id'] }}{{ body.note|default('') }}";

const types = (...options: string[]) => hookloom(["types", "-", ...options], { input: template });

describe("hookloom types", () => {
  test("prints a type of TypeScript", () => {
    const root = folder({ "t.jinja": template });
    expect(hookloom(["types", join(root, "t.jinja")])).toEqual({
      code: 0,
      out: `export type TemplateRequest = {
  body: {
    note?: unknown;
    user: {
      name: string;
    };
  };
  headers: {
    "x-id": string;
  };
};
`,
      err: "",
    });
    expect(types("--name", "Order").out).toMatch(/^export type Order = \{\n/);
  });

  test("prints a JSON Schema", () => {
    const { code, out } = types("--schema");
    expect([code, JSON.parse(out)]).toEqual([0, requestSchema(analyzeTemplate(template))]);
    expect(types("--schema", "--json").out).toBe(out);
  });

  test("prints what was found out, for programs", () => {
    expect(JSON.parse(types("--json").out)).toEqual({ ok: true, ...analyzeTemplate(template) });
  });

  test("tells of a template that cannot be read", () => {
    const input = "{{ body.\n}}";
    const { code, out, err } = hookloom(["types", "-"], { input });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^error\[template_syntax\] .*\n {2}at standard input:2:1\n/);
    const json = hookloom(["types", "-", "--json"], { input });
    expect(json).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, error: { code: "template_syntax", line: 2 } });
  });

  test("tells where a template may read more", () => {
    const { code, err } = hookloom(["types", "-"], { input: "{% include body.kind %}" });
    expect([code, err]).toEqual([
      0,
      "the template may read more: not all that it includes, calls or reads was followed\n",
    ]);
  });

  test("refuses a name that is none", () => {
    expect(types("--name", "a b")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining('not "a b"'),
    });
  });
});
