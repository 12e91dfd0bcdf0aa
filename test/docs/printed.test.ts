import { readdirSync, readFileSync } from "node:fs";
import { describe } from "vitest";
import {
  type ErrorCode,
  type ErrorInfo,
  errorCodes,
  errorMeanings,
  type LimitInfo,
  limitTable,
  secretHeaders,
} from "../../src/index.js";
import { type PrintedParts, testPrintedParts } from "./printed.js";

const table = (heads: string[], rows: string[][]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const limitsSource = readFileSync(new URL("../../src/limits.ts", import.meta.url), "utf8");
/** What each limit counts in and what it protects, as its comment in the source says. */
const limitComments = new Map(
  [
    ...limitsSource
      .replaceAll(/\s+\*?\s+/g, " ")
      .matchAll(/\/\*\* In ([^*]+)\. Protects ([^*]+)\. \*\/ (\w+): \{ default/g),
  ].map(([, unit = "", protects = "", name = ""]) => [name, [unit, protects]] as const),
);

const examples = new URL("../../examples/", import.meta.url);
/** The programs of examples, but for the demo. */
const programs = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /^(?!demo\/).*\.mjs$/.test(file))
  .sort();

/** HOOKLOOM_UPDATE=1 npx vitest run test/docs prints them anew. */
const printed: PrintedParts = {
  "errors.md": {
    errors: () =>
      table(
        ["code", "stage", "exception", "meaning"],
        Object.entries<ErrorInfo>(errorCodes).map(([code, { stage, exception, limits = [] }]) => [
          `\`${code}\``,
          stage,
          exception ?? "",
          [
            errorMeanings[code as ErrorCode],
            ...(limits.length > 0 ? [`Limits: ${limits.map((name) => `\`${name}\``).join(", ")}.`] : []),
          ].join(" "),
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
          ...(limitComments.get(name) ?? []),
        ]),
      ),
    secrets: () => secretHeaders.map((name) => `\`${name}\``).join(", "),
  },
  "compatibility.md": {
    answers: () => {
      const { templates, counts } = JSON.parse(
        readFileSync(new URL("../bench/results/answers.json", import.meta.url), "utf8"),
      ) as { templates: number; counts: Record<"engine" | "same" | "other" | "error", string | number>[] };
      return table(
        [`of ${templates.toLocaleString("en-US")} templates`, "Jinja2's text", "another text", "an error"],
        counts.map(({ engine, same, other, error }) => [engine, same, other, error].map(String)),
      );
    },
  },
  "adapters.md": Object.fromEntries(
    programs.map((file) => [file, () => `\`\`\`js\n${readFileSync(new URL(file, examples), "utf8")}\`\`\``]),
  ),
};

describe("docs printed from source are current", () => testPrintedParts(printed));
