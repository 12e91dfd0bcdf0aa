import { describe, expect, test } from "vitest";
import { toNodeHandler } from "../../src/adapters/node.js";
import { eventFields } from "../../src/event/read-event-json.js";
import { createWebhook, definitionSchema, HookloomError } from "../../src/index.js";
import { readPage } from "./blocks.js";

/** The options that there are, as the error tells of one that there is not. */
function optionsOf(take: (options: never) => unknown): string[] {
  try {
    take({ nope: 1 } as never);
  } catch (error) {
    if (error instanceof HookloomError) return error.help?.slice("There are: ".length, -1).split(", ") ?? [];
  }
  throw new Error("it takes any option");
}

const definition = { id: "4711", name: "Orders", slug: "orders", template: "" };

/** What a table has a row for: the page, the mark above the table, and the names. */
const tables: readonly (readonly [page: string, mark: string, names: readonly string[]])[] = [
  ["docs/webhooks.md", "definition", Object.keys(definitionSchema.shape)],
  ["docs/webhooks.md", "options", optionsOf((options) => createWebhook(definition, options))],
  ["docs/webhooks.md", "event", eventFields],
  ["docs/adapters.md", "options", optionsOf((options) => toNodeHandler(createWebhook(definition), options))],
];

describe.each(tables)("%s, %s", (page, mark, names) => {
  test("has a row for each", () => {
    const [, table = ""] = readPage(page).split(`<!-- fields:${mark} -->\n`);
    const [, , ...rows] = (table.split("\n\n")[0] as string).split("\n");
    const told = rows.flatMap((row) => [...(row.split(" | ")[0] ?? "").matchAll(/`(\w+)/g)]);
    const shown = told.map(([, name = ""]) => name);
    expect(shown.sort()).toEqual([...names].sort());
  });
});
