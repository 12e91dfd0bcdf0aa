import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { webhookFilters } from "../../src/event/filters.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import { date, datetime, Environment, time, timedelta } from "../../src/jinja/index.js";
import { builtins, type Documented, methods } from "../support/builtins.js";

/** What Markup alone has: the page says of the others that they are those of str. */
const ofMarkup = (methods.Markup ?? []).filter(({ name }) => !methods.str?.some((own) => own.name === name));

/** The tables of what templates can call: the page, the mark before the table, and what has to stand in it. */
const tables: readonly (readonly [page: string, mark: string, definitions: readonly Documented[]])[] = [
  ["filters.md", "filters", builtins.filters ?? []],
  ["filters.md", "webhooks", builtins["webhook filters"] ?? []],
  ["humanize.md", "filters", builtins["humanize filters"] ?? []],
  ["tests.md", "tests", builtins.tests ?? []],
  ["globals.md", "globals", builtins.globals ?? []],
  ["globals.md", "loop", builtins["loop methods"] ?? []],
  ...Object.entries(methods).map(
    ([type, own]) => ["methods.md", type, type === "Markup" ? ofMarkup : own] as const,
  ),
];

const environment = new Environment({
  undefined: "chainable",
  filters: { ...webhookFilters, ...humanizeFilters },
  random: () => 0.5,
});

/** What JavaScript and templates cannot say. */
const variables = {
  moment: datetime("2024-03-14T09:05:07+00:00"),
  day: date("2024-03-14"),
  clock: time("12:30:00"),
  span: timedelta(90_000),
};

/** One row: how it is called, what it is good for, and a template with what it prints. */
interface Row {
  readonly call: string;
  readonly summary: string;
  readonly template: string;
  readonly output: string;
}

/** Something may be said in many words, but its name and parameters in one way only. */
function callOf({ name, aliases = [], params }: Documented, isApplied: boolean): string {
  const names = [name, ...aliases].map((each) => `\`${each.replaceAll("|", "\\|")}\``).join(", ");
  const shown = (isApplied ? params.slice(1) : params).map(({ name: each, kind, shown: fallback }) => {
    if (kind === "rest") return `*${each}`;
    if (kind === "keywords") return `**${each}`;
    if (kind === "named") return `*, ${each}=${fallback}`;
    return fallback === undefined ? each : `${each}=${fallback}`;
  });
  return shown.length === 0 && isApplied ? names : `${names} \`(${shown.join(", ")})\``;
}

function readRows(page: string, mark: string): Row[] {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const [, table] = text.split(`<!-- table:${mark} -->\n`);
  if (table === undefined) throw new Error(`docs/${page} needs a table below <!-- table:${mark} -->`);
  const [, , ...lines] = (table.split("\n\n")[0] as string).trimEnd().split("\n");
  return lines.map((line) => {
    const [first = "", template = "", output = ""] = line.slice(2, -2).split(/(?<!\\) \| /);
    const [call = "", summary = ""] = first.split("<br>");
    return { call, summary, template: readCode(template), output: readCode(output) };
  });
}

/** The code in a cell: a bar has a backslash before it, and ⏎ is a newline. */
function readCode(cell: string): string {
  const fence = cell.startsWith("`` ") ? 3 : 1;
  return cell.slice(fence, -fence).replaceAll("\\|", "|").replaceAll("⏎", "\n");
}

/** Everything that a template can call stands in the docs, with an example that is true. */
describe.each(tables)("docs/%s, %s", (page, mark, definitions) => {
  const rows = readRows(page, mark);
  const isApplied = page !== "globals.md" && page !== "methods.md";

  test("has a row for each, in the order of their names", () => {
    const sorted = [...definitions].sort((left, right) => (left.name < right.name ? -1 : 1));
    expect(rows.map(({ call }) => call)).toEqual(sorted.map((each) => callOf(each, isApplied)));
  });

  test.each(rows)("$call", ({ summary, template, output }) => {
    expect(summary).toMatch(/^[A-Z`].*\.$/);
    expect(environment.fromString(template).render(variables)).toBe(output);
  });
});
