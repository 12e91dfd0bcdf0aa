import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { errorCodes, limitTable } from "../src/index.js";
import { extensionNames, tagTable } from "../src/jinja/tags/index.js";

// What is added to one of the tables has to be tested and told of: these find what was forgotten.

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const tests = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => read(file));

/** Those of the names that are in no test in the form. */
function untested(names: readonly string[], form: (name: string) => RegExp): string[] {
  return names.filter((name) => !tests.some((text) => form(name).test(text)));
}

test("every limit is given a value in some test", () => {
  // As a field with a number, or in a row or list of names.
  const given = (name: string) => new RegExp(`\\b${name}: \\d|"${name}",`);
  expect(untested(Object.keys(limitTable), given)).toEqual([]);
});

test("every error code is asked for in some test", () => {
  expect(untested(Object.keys(errorCodes), (code) => new RegExp(`"${code}"`))).toEqual([]);
});

test("every tag is in the docs of the language", () => {
  const page = read("../docs/template-language.md");
  const names = tagTable(extensionNames).names;
  expect(names.filter((name) => !new RegExp(`(?:\\{%-? |\`)${name}\\b`).test(page))).toEqual([]);
});

test("every adapter is run through the cases of all", () => {
  const hosts = read("./adapters/support/hosts.ts");
  const entries = Object.values(manifest.exports).map((entry) =>
    typeof entry === "string" ? "" : entry.default,
  );
  const adapters = entries.filter((file) => file.startsWith("./dist/adapters/"));
  expect(adapters.length).toBeGreaterThanOrEqual(4);
  expect(adapters.filter((file) => !hosts.includes(file.replace("./dist/", "/src/")))).toEqual([]);
});
