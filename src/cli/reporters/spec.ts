import { printable } from "../../errors/source.js";
import { shownText } from "../../testing/shown-text.js";
import { counted, formatDiffLines, formatError, indented } from "../report.js";
import { type Style, styleFor } from "../style.js";
import { passed, type Reporter, type RunCase } from "./report.js";

/** A line for each case, and below it what is wrong with it. */
export const reportSpec: Reporter = (cases, host) => {
  const style = styleFor(host, "out");
  for (const run of cases) {
    const note = run.updated === "written" ? style.yellow(" (written)") : "";
    host.out(`${passed(run) ? style.green("✓") : style.red("✗")} ${printable(run.name)}${note}\n`);
    if (!passed(run)) host.out(`${indented(details(run, style).trimEnd())}\n\n`);
  }
  const failed = cases.filter((run) => !passed(run)).length;
  const written = cases.filter(({ updated }) => updated === "written").length;
  const parts = [
    failed > 0 ? style.red(`${failed} failed`) : "",
    style.green(`${cases.length - failed} passed`),
    written > 0 ? style.yellow(`${written} written`) : "",
  ];
  host.out(`\n${counted(cases.length, "case")}: ${parts.filter((part) => part !== "").join(", ")}\n`);
};

/** What is wrong with a case. */
export function details({ result, broken, template }: RunCase, style: Style): string {
  if (result === undefined) return broken ?? "it was not run";
  const { error, diff, message } = result;
  if (error !== undefined) {
    const rendered = result.outcome.ok ? null : result.outcome.failure.payload.rendered;
    const shown = typeof rendered === "string" ? `\n\n${style.dim("rendered:")}\n${shownText(rendered)}` : "";
    return `an event was expected\n\n${formatError(error, template, style, rendered)}${shown}`;
  }
  return diff === undefined ? `${message}` : `${message}\n\n${formatDiffLines(diff, style)}`;
}

const plain = (text: string) => text;
/** For files: no colours. */
export const noStyle: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  cyan: plain,
};
