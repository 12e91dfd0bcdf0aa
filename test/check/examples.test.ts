import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkTemplate, compileTemplate } from "../../src/index.js";

const root = new URL("../../", import.meta.url);

/** The templates of the documentation: the blocks that are whole ones. */
function templatesIn(file: string): { name: string; template: string }[] {
  const text = readFileSync(new URL(file, root), "utf8");
  const blocks = [...text.matchAll(/^```jinja\n(.*?)^```$/gms)].map(([, template]) => template as string);
  return blocks
    .filter((template) => /"event":[\s\S]*"resource":|^\{\{ body\|[^{]*\}\}\n$/.test(template))
    .map((template, index) => ({ name: `${file} ${index + 1}`, template }));
}

const docs = readdirSync(new URL("docs", root)).filter((file) => file.endsWith(".md"));
const documented = ["README.md", ...docs.map((file) => `docs/${file}`)].flatMap(templatesIn);

const hooks = readdirSync(new URL("examples/hooks", root)).map((name) => ({
  name,
  template: readFileSync(new URL(`examples/hooks/${name}/template.jinja`, root), "utf8"),
}));

/** A body in which all that a template names holds a quote. */
function quotesFor(template: string): unknown {
  const body: Record<string, unknown> = {};
  for (const [, path] of template.matchAll(/\bbody((?:\.\w+)+)/g)) {
    const keys = (path as string).slice(1).split(".");
    const last = keys.pop() as string;
    let at = body;
    for (const key of keys) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[last] = 'a"b';
  }
  return body;
}

describe("templates that the project shows have no false findings", () => {
  test("there are some", () => {
    expect(documented.length).toBeGreaterThanOrEqual(4);
    expect(hooks.length).toBeGreaterThanOrEqual(8);
  });

  test.each(hooks)("hooks/$name is clean", ({ template }) => {
    expect(checkTemplate(template)).toEqual([]);
  });

  test.each([...documented, ...hooks])("$name", ({ template }) => {
    const findings = checkTemplate(template);
    if (findings.length > 0) {
      // Then they tell the truth: a quote in the request breaks the JSON.
      expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["unescaped-in-string"]));
      expect(() =>
        JSON.parse(compileTemplate(template).render({ body: quotesFor(template), headers: {} })),
      ).toThrow();
    }
    // And the recommended mode takes them as they are.
    expect(checkTemplate(template, { escape: "json" })).toEqual([]);
    compileTemplate(template, { escape: "json" });
  });
});
