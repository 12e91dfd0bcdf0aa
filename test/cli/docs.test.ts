import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type RuleInfo, ruleTable } from "../../src/index.js";
import { hookloom } from "./command.js";

/** Prints the docs anew: HOOKLOOM_UPDATE=1 npx vitest run test/cli/docs.test.ts */
const update = process.env.HOOKLOOM_UPDATE === "1";

const help = (...args: string[]) => `\`\`\`text\n${hookloom(["help", ...args]).out.trimEnd()}\n\`\`\``;

/** The parts of the docs that are printed from source, by page and mark. */
const printed: Record<string, Record<string, () => string>> = {
  "cli.md": {
    main: () => help(),
    render: () => help("render"),
    event: () => help("event"),
    explain: () => help("explain"),
    check: () => help("check"),
    test: () => help("test"),
    types: () => help("types"),
  },
  "testing.md": {
    rules: () =>
      [
        "| rule | severity | what is wrong |",
        "| --- | --- | --- |",
        ...Object.entries<RuleInfo>(ruleTable).map(
          ([name, { severity, summary }]) => `| \`${name}\` | ${severity} | ${summary} |`,
        ),
      ].join("\n"),
  },
};

const page = (name: string) => new URL(`../../${name}`, import.meta.url);

describe("docs printed from source are current", () => {
  for (const [name, parts] of Object.entries(printed)) {
    test.each(Object.keys(parts))(`${name}: %s`, (mark) => {
      const text = readFileSync(page(`docs/${name}`), "utf8");
      const [start, end] = [`<!-- printed:${mark} -->`, "<!-- /printed -->"];
      const from = text.indexOf(start) + start.length;
      const to = text.indexOf(end, from);
      expect([from >= start.length, to > 0]).toEqual([true, true]);
      const current = `${text.slice(0, from)}\n${(parts[mark] as () => string)()}\n${text.slice(to)}`;
      if (update) writeFileSync(page(`docs/${name}`), current);
      else expect(text).toBe(current);
    });
  }
});

/** The arguments of a line for the shell. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** The calls of the command in the shell blocks of a page. */
function calls(name: string): string[] {
  const blocks = [...readFileSync(page(name), "utf8").matchAll(/^```sh\n(.*?)^```$/gms)];
  return blocks.flatMap(([, block]) =>
    (block as string).split("\n").filter((line) => line.startsWith("npx hookloom")),
  );
}

describe("the calls that the docs show work as they are", () => {
  const all = ["README.md", "docs/cli.md"].flatMap(calls);

  test("there are some", () => expect(all.length).toBeGreaterThanOrEqual(8));

  test.each(all)("%s", (line) => {
    const { code, err } = hookloom(words(line).slice(2));
    expect([code, err]).toEqual([0, ""]);
  });
});
