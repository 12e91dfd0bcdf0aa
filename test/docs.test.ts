import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type HumanizeFilters, humanizeFilters } from "../src/humanize/humanize.js";
import { type ErrorInfo, errorCodes, type LimitInfo, limitTable, secretHeaders } from "../src/index.js";
import type { Parameter } from "../src/jinja/builtins/define.js";

/** Prints the docs anew: HOOKLOOM_UPDATE=1 npx vitest run test/docs.test.ts */
const update = process.env.HOOKLOOM_UPDATE === "1";

const table = (heads: string[], rows: string[][]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const servers = new URL("../examples/servers/", import.meta.url);

const sorted = (filters: HumanizeFilters) =>
  Object.values(filters).sort((left, right) => (left.name < right.name ? -1 : 1));

/** The parameters of a filter behind its value, as they are declared. */
const signature = (params: readonly Parameter[]): string => {
  const rest = params.slice(1).map(({ name, shown }) => (shown === undefined ? name : `${name}=${shown}`));
  return rest.length === 0 ? "" : ` \`(${rest.join(", ")})\``;
};

/** Code in the cell of a table. */
const inline = (code: string): string => `\`${code.replaceAll("|", "\\|")}\``;

/** The parts of the docs that are printed from source, by page and mark. */
const printed: Record<string, Record<string, () => string>> = {
  "errors.md": {
    errors: () =>
      table(
        ["code", "stage", "exception", "meaning"],
        Object.entries<ErrorInfo>(errorCodes).map(([code, { stage, exception, meaning }]) => [
          `\`${code}\``,
          stage,
          exception ?? "",
          meaning,
        ]),
      ),
  },
  "humanize.md": {
    filters: () =>
      table(
        ["filter", "example", "prints"],
        sorted(humanizeFilters).map(({ name, params, summary, example: [template, output] }) => [
          `\`${name}\`${signature(params)}<br>${summary}`,
          inline(template),
          inline(output),
        ]),
      ),
  },
  "limits-and-safety.md": {
    limits: () =>
      table(
        ["limit", "default", "counts", "protects"],
        Object.entries<LimitInfo>(limitTable).map(([name, info]) => [
          `\`${name}\``,
          Number.isFinite(info.default) ? info.default.toLocaleString("en-US") : "none",
          info.unit,
          info.protects,
        ]),
      ),
    secrets: () => secretHeaders.map((name) => `\`${name}\``).join(", "),
  },
  "adapters.md": Object.fromEntries(
    readdirSync(servers).map((file) => [
      file,
      () => `\`\`\`js\n${readFileSync(new URL(file, servers), "utf8")}\`\`\``,
    ]),
  ),
};

describe("docs printed from source are current", () => {
  for (const [page, parts] of Object.entries(printed)) {
    test.each(Object.keys(parts))(`${page}: %s`, (mark) => {
      const file = new URL(`../docs/${page}`, import.meta.url);
      const text = readFileSync(file, "utf8");
      const [start, end] = [`<!-- printed:${mark} -->`, "<!-- /printed -->"];
      const from = text.indexOf(start) + start.length;
      const to = text.indexOf(end, from);
      expect([from >= start.length, to > 0]).toEqual([true, true]);
      const current = `${text.slice(0, from)}\n${(parts[mark] as () => string)()}\n${text.slice(to)}`;
      if (update) writeFileSync(file, current);
      else expect(text).toBe(current);
    });
  }
});
