import { passed, type Reporter, type RunCase } from "./report.js";
import { details, noStyle } from "./spec.js";

/** JUnit's XML, as test runners and CI services exchange it. */
export const reportJunit: Reporter = (cases, host) => {
  const failed = cases.filter((run) => !passed(run)).length;
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3);
  const total = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" time="${seconds(total)}"`;
  host.out('<?xml version="1.0" encoding="UTF-8"?>\n');
  host.out(`<testsuites ${counts}>\n  <testsuite name="hookloom" ${counts}>\n`);
  for (const run of cases) {
    const names = `name="${escaped(run.name)}" classname="${escaped(run.source)}"`;
    host.out(`    <testcase ${names} time="${seconds(run.milliseconds)}"${passed(run) ? "/>" : ">"}\n`);
    if (!passed(run)) host.out(`${failure(run)}    </testcase>\n`);
  }
  host.out("  </testsuite>\n</testsuites>\n");
};

function failure(run: RunCase): string {
  const message = run.result?.message ?? run.broken ?? "";
  return `      <failure message="${escaped(message)}">${escaped(details(run, noStyle))}</failure>\n`;
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML, without the control characters that it cannot have. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] as string)
    .replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, (character) =>
      "\t\n\r".includes(character) ? character : "\ufffd",
    );
}
