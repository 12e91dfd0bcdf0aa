import { readFileSync } from "node:fs";
import nunjucks from "nunjucks";
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/jinja/index.js";

const page = readFileSync(new URL("../../docs/migrating.md", import.meta.url), "utf8");
const [, table = ""] = /<!-- checked: with both engines -->\n([\s\S]*?)<!-- \/checked -->/.exec(page) ?? [];

/** The rows of the table: a template of nunjucks and what it prints, one of Jinja2 and what that prints. */
const rows = table
  .split("\n")
  .slice(2)
  .map((row) => row.split(/(?<!\\)\|/).slice(1, -1))
  .filter((cells) => cells.length === 4)
  .map((cells) => cells.map((cell) => cell.trim().replaceAll("\\|", "|").replace(/^`|`$/g, "")));

const data = { tags: ["a", "b"], order: { id: 7, ok: true }, name: "Ada" };
const theirs = new nunjucks.Environment(null, { autoescape: false });
const ours = new Environment({ undefined: "chainable" });

describe("what templates print, before and after migrating", () => {
  test.each(rows)("%s prints %s, and %s prints %s", (before, printedBefore, after = "", printedAfter) => {
    expect(theirs.renderString(before ?? "", data)).toBe(printedBefore);
    expect(ours.fromString(after).render(data)).toBe(printedAfter);
  });

  test("there are rows", () => expect(rows.length).toBeGreaterThan(15));
});
