import { readdirSync, readFileSync } from "node:fs";
import { describe } from "vitest";
import { type ErrorInfo, errorCodes, type LimitInfo, limitTable, secretHeaders } from "../../src/index.js";
import { builtins, type Documented, methods } from "../support/builtins.js";
import { type PrintedParts, testPrintedParts } from "./printed.js";

const table = (heads: string[], rows: string[][]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const examples = new URL("../../examples/", import.meta.url);
/** The programs of examples, but for the demo. */
const programs = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /^(?!demo\/).*\.mjs$/.test(file))
  .sort();

/** A filter or test behind the value that it is applied to, or a function or method, with its parameters. */
const signature = ({ params }: Documented, skipped: number): string => {
  const shown = params.slice(skipped).map(({ name, kind, shown: fallback }) => {
    if (kind === "rest") return `*${name}`;
    if (kind === "keywords") return `**${name}`;
    if (kind === "named") return `*, ${name}=${fallback}`;
    return fallback === undefined ? name : `${name}=${fallback}`;
  });
  return shown.length === 0 && skipped > 0 ? "" : ` \`(${shown.join(", ")})\``;
};

/** What templates can call, in the order of their names. */
const callables = (definitions: readonly Documented[], skipped: number): string =>
  table(
    ["name", "example", "prints"],
    [...definitions]
      .sort((left, right) => (left.name < right.name ? -1 : 1))
      .map((definition) => {
        const { name, aliases = [], summary, example } = definition;
        const names = [name, ...aliases].map((each) => inline(each)).join(", ");
        const text = summary.replaceAll("|", "\\|");
        return [`${names}${signature(definition, skipped)}<br>${text}`, ...example.map(inline)];
      }),
  );

/** What Markup alone has: the page says of the others that they are those of str. */
const isNotOfStr = ({ name }: Documented): boolean => !methods.str?.some((method) => method.name === name);

/** Code in the cell of a table. */
const inline = (code: string): string => {
  const line = code.replaceAll("|", "\\|").replaceAll("\n", "⏎");
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
};

/** HOOKLOOM_UPDATE=1 npx vitest run test/docs prints them anew. */
const printed: PrintedParts = {
  "errors.md": {
    errors: () =>
      table(
        ["code", "stage", "exception", "meaning"],
        Object.entries<ErrorInfo>(errorCodes).map(([code, { stage, exception, meaning, limits = [] }]) => [
          `\`${code}\``,
          stage,
          exception ?? "",
          [
            meaning,
            ...(limits.length > 0 ? [`Limits: ${limits.map((name) => `\`${name}\``).join(", ")}.`] : []),
          ].join(" "),
        ]),
      ),
  },
  "humanize.md": {
    filters: () => callables(builtins["humanize filters"] ?? [], 1),
  },
  "filters.md": {
    filters: () => callables(builtins.filters ?? [], 1),
    webhooks: () => callables(builtins["webhook filters"] ?? [], 1),
  },
  "tests.md": { tests: () => callables(builtins.tests ?? [], 1) },
  "globals.md": {
    globals: () => callables(builtins.globals ?? [], 0),
    loop: () => callables(builtins["loop methods"] ?? [], 0),
  },
  "methods.md": Object.fromEntries(
    Object.entries(methods).map(([type, definitions]) => [
      type,
      () => callables(type === "Markup" ? definitions.filter(isNotOfStr) : definitions, 0),
    ]),
  ),
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
    programs.map((file) => [file, () => `\`\`\`js\n${readFileSync(new URL(file, examples), "utf8")}\`\`\``]),
  ),
};

describe("docs printed from source are current", () => testPrintedParts(printed));
