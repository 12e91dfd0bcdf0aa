import { describe, expect, test } from "vitest";
import { ruleMeanings } from "../../src/check/meanings.js";
import { type RuleInfo, type RuleName, ruleTable } from "../../src/index.js";
import { commandNames, hookloom } from "../cli/command.js";
import { blocksOf } from "./blocks.js";
import { type PrintedParts, testPrintedParts } from "./printed.js";

const help = (...args: string[]) => `\`\`\`text\n${hookloom(["help", ...args]).out.trimEnd()}\n\`\`\``;

/** HOOKLOOM_UPDATE=1 npx vitest run test/docs prints them anew. */
const printed: PrintedParts = {
  "cli.md": {
    main: () => help(),
    ...Object.fromEntries(commandNames.map((name) => [name, () => help(name)])),
  },
  "testing.md": {
    rules: () =>
      [
        "| rule | severity | what is wrong |",
        "| --- | --- | --- |",
        ...Object.entries<RuleInfo>(ruleTable).map(
          ([name, { severity }]) => `| \`${name}\` | ${severity} | ${ruleMeanings[name as RuleName]} |`,
        ),
      ].join("\n"),
  },
};

describe("docs printed from source are current", () => testPrintedParts(printed));

/** The arguments of a line for the shell. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** The calls of the command in the shell blocks of a page. */
function calls(page: string): string[] {
  const lines = blocksOf(page, ["sh"]).flatMap(({ code }) => code.split("\n"));
  return lines.filter((line) => line.startsWith("npx hookloom"));
}

describe("the calls that the docs show work as they are", () => {
  const all = ["README.md", "docs/cli.md"].flatMap(calls);

  test("there are some", () => expect(all.length).toBeGreaterThanOrEqual(8));

  test.each(all)("%s", (line) => {
    const { code, err } = hookloom(words(line).slice(2));
    expect([code, err]).toEqual([0, ""]);
  });
});
