import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseRequest, renderTemplate } from "../src/index.js";
import { readJson } from "../src/values/json-read.js";

const docs = new URL("../docs/", import.meta.url);

interface Example {
  readonly template: string;
  readonly prints: string;
}

/** Every template of a page that is followed by what it prints. */
function examples(page: string): Example[] {
  const pairs = page.matchAll(/```jinja\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g);
  return [...pairs].map(([, template = "", prints = ""]) => ({ template, prints }));
}

/** The request that a page's examples are for: what stands behind `<!-- context -->`. */
function requestOf(page: string) {
  const [, json = "{}"] = /<!-- context -->\n```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { method = "POST", headers = {} } = JSON.parse(json) as {
    method?: string;
    headers?: Record<string, string>;
  };
  // As it is written, so that 5.0 stays a float.
  const [, body = ""] = /"body": (\{[\s\S]*\})\s*\}\s*$/.exec(json) ?? [];
  expect(readJson(json)).toBeDefined();
  return { method, headers, body };
}

describe("templates in the docs print what the page says", () => {
  const pages = readdirSync(docs)
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ name, text: readFileSync(new URL(name, docs), "utf8") }))
    .filter(({ text }) => examples(text).length > 0);

  test.each(pages.map(({ name, text }) => [name, text] as const))("%s", (_name, text) => {
    const context = parseRequest(requestOf(text));
    for (const { template, prints } of examples(text)) {
      expect(`${renderTemplate(template, context)}\n`).toBe(prints);
    }
  });

  test("there are some", () => expect(pages.length).toBeGreaterThan(0));
});
