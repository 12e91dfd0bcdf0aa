import type { Finding } from "../check/finding.js";
import type { HookloomError } from "../errors/error.js";
import { printable, Source } from "../errors/source.js";
import type { DiffLine } from "../testing/diff.js";
import { shownLines } from "../testing/diff.js";
import { placedIn } from "../testing/placed-in.js";
import { shownText } from "../testing/shown-text.js";
import type { Host } from "./host.js";
import type { Style } from "./style.js";

/**
 * An error for people: what, where, the lines around it, and what to do.
 * @param file the template's
 * @param rendered what was rendered, if it came to that
 */
export function formatError(error: HookloomError, file: string, style: Style, rendered?: unknown): string {
  const texts = {
    request: "the request",
    template: file,
    rendered: "what was rendered",
    body: "the request's body",
  };
  const where = texts[placedIn(error, rendered)];
  const place = error.line === undefined ? where : `${where}:${error.line}:${error.column}`;
  const issues = error.issues ?? [];
  const message = issues.length > 1 ? `${issues.length} faults` : error.message;
  const lines = [
    `${style.red(style.bold(`error[${error.code}]`))} ${message}`,
    `  ${style.dim("at")} ${place}`,
  ];
  if (issues.length > 1) {
    for (const issue of issues)
      lines.push(printable(`  ${issue.path.join(".") || "event"}: ${issue.message}`));
  }
  if (error.frame !== undefined) lines.push("", colourFrame(error.frame, style));
  if (error.help !== undefined) lines.push("", `${style.cyan("help")} ${error.help}`);
  return lines.join("\n");
}

/** A finding for people. */
export function formatFinding(finding: Finding, template: string, file: string, style: Style): string {
  const { rule, severity, message, fix, line, column, span } = finding;
  const colour = { error: style.red, warning: style.yellow, info: style.cyan }[severity];
  const lines = [
    `${colour(style.bold(`${severity}[${rule}]`))} ${printable(message)}`,
    `  ${style.dim("at")} ${file}:${line}:${column}`,
    "",
    colourFrame(new Source(template).frame(span), style),
  ];
  if (fix !== undefined) lines.push("", `${style.cyan("fix")} ${printable(fix)}`);
  return lines.join("\n");
}

/** The line with carets in colour, the numbers of the others faint. */
function colourFrame(frame: string, style: Style): string {
  return frame
    .split("\n")
    .map((line) => {
      const bar = line.indexOf("|");
      const [margin, code] = [line.slice(0, bar + 1), line.slice(bar + 1)];
      const isCarets = margin.trim() === "|" && /^[\s^]+$/.test(code);
      return `${style.dim(margin)}${isCarets ? style.red(code) : code}`;
    })
    .join("\n");
}

/** A comparison in colours. */
export function formatDiffLines(lines: readonly DiffLine[], style: Style): string {
  const shown = shownLines(lines).map(({ sign, text }) => {
    const line = `${sign} ${text}`.trimEnd();
    return sign === "-" ? style.red(line) : sign === "+" ? style.green(line) : style.dim(line);
  });
  return [style.red("- expected"), style.green("+ received"), "", ...shown].join("\n");
}

/** `1 case`, `2 cases` */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Puts blanks in front of every line that has something. */
export function indented(text: string, by = "  "): string {
  return text.replace(/^(?=.)/gm, by);
}

/** Text of the template or the request, which goes into files as it is, but may not speak to a terminal. */
export function shown(text: string, { terminal }: Host): string {
  return terminal.out ? shownText(text) : text;
}
