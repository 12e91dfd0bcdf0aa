import type { Finding } from "../../check/finding.js";
import { ruleMeanings } from "../../check/meanings.js";
import { type RuleName, ruleTable, type Severity } from "../../check/rules.js";
import { isHookloomError } from "../../errors/error.js";
import { printable } from "../../errors/source.js";
import { checkTemplate } from "../../index.js";
import { receiveCase, renderingOptions, type TemplateCase } from "../../testing/case.js";
import { type Call, type Command, oneOf, text } from "../command.js";
import { isFolder, readText, shownName } from "../files.js";
import { type ExitCode, exitCodes, UsageError } from "../host.js";
import { counted, formatError, formatFinding } from "../report.js";
import { readRequestFile } from "../request-options.js";
import { renderOptions, settingFiles, settingsFor } from "../setting-options.js";
import { styleFor } from "../style.js";
import { filesBelow, findTemplates } from "../template-files.js";
import { commonOptions } from "./common.js";

/** A template with what was found in it, and the samples that fail. */
interface Checked {
  readonly file: string;
  readonly template: string;
  readonly findings: readonly Finding[];
  readonly failures: readonly {
    readonly sample: string;
    readonly message: string;
    readonly report: string;
  }[];
}

export const checkCommand: Command = {
  name: "check",
  summary: "find mistakes in templates without sending anything",
  usage: "TEMPLATE… [--samples DIR]",
  description: `Checks that templates compile, that the filters, tests and variables they name exist, that
what they render is the JSON of an event on every branch and in every loop, and that no
request can break or change it. With --samples, every .http file of that folder is sent
through each template, too. A folder stands for all .jinja and .j2 files below it. A
hookloom.json holds settings for its folder and all below, such as {"escape": "json"}.

A comment silences rules: {# hookloom-disable RULE #} for its line and the next,
{# hookloom-disable-template RULE #} for the whole template.`,
  options: {
    samples: { type: "string", value: "DIR", help: "requests that every template must make an event of" },
    format: { type: "string", value: "FORMAT", help: "text, json, or github (annotations of a workflow)" },
    "no-prefect": { type: "boolean", help: "do not warn of what only Prefect Cloud would refuse" },
    rules: { type: "boolean", help: "list the rules" },
    ...renderOptions,
    ...commonOptions,
  },
  examples: [
    ["hookloom check template.jinja", "checks a template"],
    ["hookloom check hooks --format github", "checks all templates of a folder in a workflow"],
    ["hookloom check template.jinja --escape json", "for a webhook that escapes values itself"],
  ],
  run(call): ExitCode {
    const { host, values } = call;
    if (values.rules === true) return listRules(call);
    const format =
      oneOf(values, "format", ["text", "json", "github"]) ?? (values.json === true ? "json" : "text");
    const files = findTemplates(call.operands);
    const samples = text(values, "samples");
    const checked = files.map((file) => checkFile(file, samples, call));
    if (format === "json") host.out(`${JSON.stringify(checked.map(toJson), null, 2)}\n`);
    else if (format === "github") host.out(checked.map(annotations).join(""));
    else host.out(formatChecked(checked, call));
    const isBad = checked.some(
      ({ findings, failures }) => failures.length > 0 || findings.some(({ severity }) => severity !== "info"),
    );
    return isBad ? exitCodes.findings : exitCodes.ok;
  },
  watched: (call) => [
    ...call.operands,
    ...settingFiles(call),
    ...[text(call.values, "samples")].filter((path) => path !== undefined),
  ],
};

function checkFile(file: string, samples: string | undefined, call: Call): Checked {
  const settings = settingsFor(file, call);
  const template = readText(file, call.host);
  const prefect = call.values["no-prefect"] !== true;
  const findings = checkTemplate(template, { ...renderingOptions(settings), prefect });
  const failures = samples === undefined ? [] : failuresOf({ name: file, template, settings }, samples, call);
  return { file, template, findings, failures };
}

function failuresOf(given: Omit<TemplateCase, "request">, samples: string, call: Call): Checked["failures"] {
  if (!isFolder(samples)) throw new UsageError(`--samples: there is no folder '${samples}'`);
  const files = filesBelow(samples, [".http"]);
  if (files.length === 0) throw new UsageError(`--samples: there is no .http file in '${samples}'`);
  const style = styleFor(call.host, "out");
  return files.flatMap((sample) => {
    const request = readRequestFile(sample, readText(sample, call.host));
    try {
      const outcome = receiveCase({ ...given, request });
      if (outcome.ok) return [];
      const { error, failure } = outcome;
      const report = formatError(error, shownName(given.name), style, failure.payload.rendered);
      return [{ sample, message: error.message, report }];
    } catch (error) {
      // A template that does not compile has a finding of its own.
      if (isHookloomError(error)) return [];
      throw error;
    }
  });
}

function formatChecked(checked: readonly Checked[], { host }: Call): string {
  const style = styleFor(host, "out");
  const parts: string[] = [];
  for (const { file, template, findings, failures } of checked) {
    for (const finding of findings)
      parts.push(`${formatFinding(finding, template, shownName(file), style)}\n`);
    for (const { sample, report } of failures)
      parts.push(`${style.bold("sample")} ${shownName(sample)}\n${report}\n`);
  }
  const all = checked.flatMap(({ findings }) => findings);
  const count = (severity: Severity) => all.filter((finding) => finding.severity === severity).length;
  const counts = [
    [count("error"), "error", style.red],
    [count("warning"), "warning", style.yellow],
    [count("info"), "note", style.cyan],
    [checked.flatMap(({ failures }) => failures).length, "failed sample", style.red],
  ] as const;
  const told = counts
    .filter(([number]) => number > 0)
    .map(([number, what, colour]) => colour(counted(number, what)));
  const verdict = told.length === 0 ? style.green("no findings") : told.join(", ");
  parts.push(`${counted(checked.length, "template")} checked: ${verdict}\n`);
  return parts.join("\n");
}

function toJson({ file, findings, failures }: Checked): unknown {
  return { file, findings, failures: failures.map(({ sample, message }) => ({ sample, message })) };
}

/** Annotations as GitHub's workflows read them. */
function annotations({ file, findings, failures }: Checked): string {
  const lines = findings.map(({ rule, severity, message, fix, line, column }) => {
    const kind = severity === "info" ? "notice" : severity;
    const told = fix === undefined ? message : `${message}\nFix: ${fix}`;
    return `::${kind} file=${property(file)},line=${line},col=${column},title=${rule}::${data(told)}\n`;
  });
  for (const { sample, message } of failures) {
    lines.push(`::error file=${property(file)},title=sample::${data(`${sample}: ${message}`)}\n`);
  }
  return lines.join("");
}

function data(value: string): string {
  const escaped = value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return printable(escaped);
}

function property(value: string): string {
  return data(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function listRules({ host, values }: Call): ExitCode {
  const rules = Object.entries(ruleTable).map(
    ([name, { severity }]) => [name, { severity, summary: ruleMeanings[name as RuleName] }] as const,
  );
  if (values.json === true) host.out(`${JSON.stringify(Object.fromEntries(rules), null, 2)}\n`);
  else {
    const width = Math.max(...rules.map(([name]) => name.length));
    for (const [name, { severity, summary }] of rules) {
      host.out(`${name.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`);
    }
  }
  return exitCodes.ok;
}
