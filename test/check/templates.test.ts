import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Source } from "../../src/errors/source.js";
import { checkTemplate, ruleTable } from "../../src/index.js";

/** Writes the expected findings anew: HOOKLOOM_UPDATE=1 npx vitest run test/check/templates.test.ts */
const update = process.env.HOOKLOOM_UPDATE === "1";

const folder = (name: string) => new URL(`./${name}/`, import.meta.url);
const templates = (name: string) => readdirSync(folder(name)).filter((file) => file.endsWith(".jinja"));

/** Findings as the command prints them. */
function report(template: string): string {
  const source = new Source(template);
  const parts = checkTemplate(template).map(({ rule, severity, message, fix, line, column, span }) =>
    [
      `${line}:${column} ${severity} ${rule}`,
      message,
      source.frame(span),
      ...(fix ? [`fix: ${fix}`] : []),
    ].join("\n"),
  );
  return `${parts.join("\n\n")}\n`;
}

describe("templates with mistakes", () => {
  const bad = templates("bad");

  test("there are many, and every rule has one", () => {
    expect(bad.length).toBeGreaterThanOrEqual(60);
    const found = new Set(
      bad
        .flatMap((file) => checkTemplate(readFileSync(new URL(file, folder("bad")), "utf8")))
        .map(({ rule }) => rule),
    );
    // This one is about escape: "json" and has its tests there.
    const unseen = Object.keys(ruleTable).filter((rule) => !found.has(rule as never));
    expect(unseen, "rules that no template in test/check/bad breaks").toEqual(["ambiguous-position"]);
  });

  test.each(bad)("%s", (file) => {
    const expected = new URL(file.replace(".jinja", ".txt"), folder("bad"));
    const text = report(readFileSync(new URL(file, folder("bad")), "utf8"));
    if (update) writeFileSync(expected, text);
    const command = "HOOKLOOM_UPDATE=1 npx vitest run test/check/templates.test.ts";
    expect(existsSync(expected), `${file} needs a .txt of what is found in it: ${command}`).toBe(true);
    expect(text).toBe(readFileSync(expected, "utf8"));
    expect(text).not.toBe("\n");
  });
});

describe("templates without mistakes", () => {
  const good = templates("good");

  test("there are many", () => {
    expect(good.length).toBeGreaterThanOrEqual(40);
  });

  test.each(good)("%s", (file) => {
    expect(checkTemplate(readFileSync(new URL(file, folder("good")), "utf8"))).toEqual([]);
  });
});
