import { printable } from "../../errors/source.js";
import { explained } from "../../testing/expectation-error.js";
import { shownText } from "../../testing/shown-text.js";
import { counted, formatDiffLines, formatError, indented } from "../report.js";
import { type Style, styleFor } from "../style.js";
import { passed, type Reporter, type RunCase } from "./report.js";

/** A line for each case, and below it what is wrong with it. */
export const reportSpec: Reporter = (cases, host) => {
  const style = styleFor(host, "out");
  for (const run of cases) {
    const sign = passed(run) ? style.green("✓") : style.red("✗");
    host.out(`${sign} ${printable(run.name)}${style.yellow(noteOf(run))}\n`);
    if (!passed(run)) host.out(`${indented(details(run, style).trimEnd())}\n\n`);
  }
  const failed = cases.filter((run) => !passed(run)).length;
  const written = cases.filter(({ updated }) => updated === "written");
  const failures = written.filter(({ result }) => result?.outcome.ok === false).length;
  const parts = [
    failed > 0 ? style.red(`${failed} failed`) : "",
    style.green(`${cases.length - failed} passed`),
    written.length > 0 ? style.yellow(`${written.length} written`) : "",
    failures > 0 ? style.yellow(`${failures} of them as failures`) : "",
  ];
  host.out(`\n${counted(cases.length, "case")}: ${parts.filter((part) => part !== "").join(", ")}\n`);
};

/** That an expectation was written; a failure may not be what somebody had in mind. */
function noteOf({ updated, result }: RunCase): string {
  if (updated === undefined || result === undefined) return "";
  const { outcome } = result;
  return outcome.ok ? " (written)" : ` (written as a failure: ${outcome.error.message})`;
}

/** What is wrong with a case. */
export function details({ result, broken, template }: RunCase, style: Style): string {
  if (result === undefined) return broken ?? "it was not run";
  const { error, diff, message } = result;
  if (error !== undefined) {
    const rendered = result.outcome.ok ? null : result.outcome.failure.payload.rendered;
    const shown = typeof rendered === "string" ? `\n\n${style.dim("rendered:")}\n${shownText(rendered)}` : "";
    const told = [formatError(error, template, style, rendered), ...explained(result.outcome)].join("\n");
    return `an event was expected\n\n${told}${shown}`;
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
