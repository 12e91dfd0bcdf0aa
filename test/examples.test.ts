import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createWebhook } from "../src/index.js";
import { readHttpFile } from "./support/http-file.js";

const hooks = new URL("../examples/hooks/", import.meta.url);
const names = readdirSync(hooks);

/** Writes the expectations anew: HOOKLOOM_UPDATE=1 npx vitest run test/examples.test.ts */
const update = process.env.HOOKLOOM_UPDATE === "1";

describe("examples/hooks", () => {
  test("are all there", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        "static",
        "form",
        "pass-through",
        "cloud-event",
        "github-push",
        "alertmanager",
        "aws-s3",
      ]),
    );
  });

  test.each(names)("%s", (name) => {
    const file = (part: string) => new URL(`${name}/${part}`, hooks);
    const webhook = createWebhook(
      {
        id: "6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e",
        name,
        template: readFileSync(file("template.jinja"), "utf8"),
      },
      {
        now: () => new Date("2024-03-15T12:00:00Z"),
        generateId: () => "00000000-0000-4000-8000-000000000000",
      },
    );
    const outcome = webhook.receive(readHttpFile(readFileSync(file("request.http"), "utf8")));
    const event = outcome.ok ? outcome.event : outcome.failure;
    const text = `${JSON.stringify(event, null, 2)}\n`;
    if (update) writeFileSync(file("event.json"), text);
    expect(text).toBe(readFileSync(file("event.json"), "utf8"));
  });
});
