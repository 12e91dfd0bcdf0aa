import { describe, expect, test } from "vitest";
import { createWebhook, parseRequest, renderTemplate } from "../../src/index.js";
import { readJson } from "../../src/values/json-read.js";
import { blocksOf, pages, readPage } from "./blocks.js";

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
  const shown = pages
    .map((page) => ({ page, text: readPage(page) }))
    .filter(({ text }) => examples(text).length > 0);

  test.each(shown.map(({ page, text }) => [page, text] as const))("%s", (_page, text) => {
    const context = parseRequest(requestOf(text));
    for (const { template, prints } of examples(text)) {
      expect(`${renderTemplate(template, context)}\n`).toBe(prints);
    }
  });

  test("there are some", () => expect(shown.length).toBeGreaterThan(0));
});

describe("the webhooks of the readme make events", () => {
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const requests = [
    { headers: {}, body: "" },
    { headers: form, body: "model=recommendations&friendly_name=Say+%22hi%22" },
    { headers: json, body: '{"event": "e", "resource": {"prefect.resource.id": "r"}}' },
    {
      headers: { "content-type": "application/cloudevents+json" },
      body: '{"specversion": "1.0", "id": "1", "source": "/shop", "type": "order.created"}',
    },
  ];
  const templates = blocksOf("README.md", ["jinja"]);

  test("there is a request for each", () => expect(templates.length).toBe(requests.length));

  test.each(templates.map(({ code }, index) => [code.trim(), requests[index]] as const))(
    "%s",
    (template, request) => {
      const webhook = createWebhook({ id: "1", name: "Readme", template });
      expect(webhook.receive({ method: "POST", headers: {}, body: "", ...request })).toMatchObject({
        ok: true,
      });
    },
  );
});
