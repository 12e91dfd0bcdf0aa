import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { analyzeTemplate, requestSchema, requestType } from "../../src/analyze/index.js";
import { HookloomError, parseRequest } from "../../src/index.js";
import { readHttpFile } from "../../src/testing/http-file.js";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const tsc = fileURLToPath(new URL("node_modules/typescript/bin/tsc", root));

/** What the compiler says of files, each with its text. */
function compile(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "hookloom-types-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    const names = Object.keys(files);
    return execFileSync(
      process.execPath,
      [tsc, "--noEmit", "--strict", "--moduleDetection", "force", "--target", "es2022", ...names],
      { cwd: folder, encoding: "utf8" },
    );
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

test("every type compiles, and the requests of the examples have theirs", () => {
  const examples = readdirSync(new URL("examples/hooks/", root)).map((name): [string, string] => {
    const { method, headers, body, bodyKind, text } = parseRequest(
      readHttpFile(read(`examples/hooks/${name}/request.http`)),
    );
    const type = requestType(analyzeTemplate(read(`examples/hooks/${name}/template.jinja`)));
    const json = bodyKind === "json" ? text : JSON.stringify(body);
    // By a name of its own: of literals, TypeScript refuses what a type does not tell of.
    return [
      `${name}.ts`,
      `${type}const given = { method: "${method}", headers: ${JSON.stringify(headers)}, body: ${json} };\nexport const request: TemplateRequest = given;\n`,
    ];
  });
  const cases = readdirSync(new URL("cases/", import.meta.url)).map((name): [string, string] => {
    const [, type = ""] =
      /^==== type\n([\s\S]*?)^==== schema/m.exec(read(`test/analyze/cases/${name}`)) ?? [];
    return [name.replace(/txt$/, "ts"), type];
  });
  expect(compile(Object.fromEntries([...examples, ...cases]))).toBe("");
});

test("a request that lacks what is read does not have the type", () => {
  const type = requestType(analyzeTemplate("{{ body.a.b|upper }}{{ body.c|default(1) }}"), { name: "Order" });
  const use = (name: string, body: string) => [
    `${name}.ts`,
    `${type}export const order: Order = { body: ${body} };\n`,
  ];
  const told = compile(
    Object.fromEntries([
      use("fine", '{ a: { b: "" } }'),
      use("wrong", "{ a: { b: 1 } }"),
      use("less", "{ a: {} }"),
    ]),
  );
  expect(told.match(/^\w+\.ts/gm)).toEqual(["less.ts", "wrong.ts"]);
});

test("the type that the docs show is the one of their template, and their request has it", () => {
  const page = read("docs/testing.md");
  const block = (name: string) =>
    page.split(`<!-- file:${name} -->\n`)[1]?.match(/^```\w+\n([\s\S]*?)```/)?.[1] ?? "";
  const type = block("push.ts");
  expect(requestType(analyzeTemplate(block("push.jinja")), { name: "Push" })).toBe(type);
  const [json = ""] = /^const json: Push.*$/m.exec(page) ?? [];
  expect(json).toContain("octocat");
  const use = `import type { Push } from "./push.js";\nexport ${json}\n`;
  expect(compile({ "push.ts": type, "use.ts": use })).toBe("");
});

test("a name of a type is a name", () => {
  const { paths } = analyzeTemplate("{{ body.a }}");
  expect(requestType({ paths }, { name: "Order" })).toMatch(/^export type Order = /);
  for (const name of ["", "a b", "1", "A = 1; type B"]) {
    expect(() => requestType({ paths }, { name })).toThrow(HookloomError);
  }
});

test("a name of a type is no word that TypeScript keeps for itself", () => {
  const words =
    "abstract accessor any as asserts assert async await bigint boolean break case catch class const constructor continue debugger declare default defer delete do else enum export extends false finally for from function get global if implements import in infer instanceof interface intrinsic is keyof let module namespace never new null number object of out override package private protected public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void while with yield";
  const { paths } = analyzeTemplate("{{ body.a }}");
  const typeOf = (name: string): string | undefined => {
    try {
      return requestType({ paths }, { name });
    } catch (error) {
      expect((error as HookloomError).code).toBe("option_invalid");
      return undefined;
    }
  };
  const types = words.split(" ").map((name): [string, string | undefined] => [`${name}.ts`, typeOf(name)]);
  const [fine, refused] = [types.filter(([, type]) => type !== undefined), types.filter(([, type]) => !type)];
  expect([fine.length, refused.length]).toEqual([27, 57]);
  expect(compile(Object.fromEntries(fine) as Record<string, string>)).toBe("");
});

test("names that JavaScript gives a meaning are keys like others", () => {
  const { properties } = requestSchema(analyzeTemplate("{{ body.__proto__.a }}{{ body.constructor.b }}"));
  expect(Object.keys(properties?.body?.properties ?? {})).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(properties?.body?.properties)).toBe(Object.prototype);
});
