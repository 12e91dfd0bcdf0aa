import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isHookloomError } from "../../errors/error.js";
import { printable } from "../../errors/source.js";
import { expectationOf, pretty, runCase } from "../../testing/case.js";
import { type LoadedCase, loadCases } from "../../testing/case-folder.js";
import { type Call, type Command, oneOf, text } from "../command.js";
import { isFile } from "../files.js";
import { type ExitCode, exitCodes, UsageError } from "../host.js";
import { formatError } from "../report.js";
import { reportJunit } from "../reporters/junit.js";
import { passed, type Reporter, type RunCase } from "../reporters/report.js";
import { reportSpec } from "../reporters/spec.js";
import { reportTap } from "../reporters/tap.js";
import {
  eventOptions,
  readDefinitionFile,
  readSettingOptions,
  renderOptions,
  settingFiles,
} from "../setting-options.js";
import { styleFor } from "../style.js";
import { writeManifest } from "../write-manifest.js";
import { commonOptions } from "./common.js";

const reporters = { spec: reportSpec, tap: reportTap, junit: reportJunit } as const satisfies Record<
  string,
  Reporter
>;

export const testCommand: Command = {
  name: "test",
  summary: "run templates on requests and compare the events",
  usage: "[DIR | MANIFEST.json]…",
  description: `Runs every case below DIR (the current folder by default). A case is a folder with
template.jinja, request.http and event.json or failure.json; other .http files of the
folder are cases too, with NAME.event.json. A manifest is one JSON file with many cases.

The time and new ids are the same in every run. In an expectation, "<any>", "<uuid>" and
"<time>" stand for any value of their kind. failure.json is the failure event, or some
fields of the error: {"code": "json_syntax"}. A hookloom.json holds settings for its
folder and all below: webhook, now, id, escape, limits, undefined, timeZone.`,
  options: {
    update: { type: "boolean", short: "u", help: "write what comes as what is expected" },
    reporter: { type: "string", value: "REPORTER", help: "spec, tap or junit" },
    filter: { type: "string", short: "f", value: "TEXT", help: "only the cases whose name has TEXT in it" },
    ...eventOptions,
    ...renderOptions,
    ...commonOptions,
  },
  examples: [
    ["hookloom test hooks", "runs all cases of a folder"],
    ["hookloom test hooks --update", "writes the expectations, to be looked at in the diff"],
    ["hookloom test hooks --reporter junit > results.xml", "for a CI service"],
  ],
  run(call): ExitCode {
    const { host, values } = call;
    const reporter = reporters[oneOf(values, "reporter", ["spec", "tap", "junit"]) ?? "spec"];
    const cases = selected(call);
    const runs = cases.map((given) => runOne(given, call));
    if (values.update === true) writeManifest(cases, runs);
    if (values.json === true) host.out(`${JSON.stringify(runs.map(toJson), null, 2)}\n`);
    else reporter(runs, host);
    return runs.every(passed) ? exitCodes.ok : exitCodes.findings;
  },
  watched: (call) => [
    // A manifest names files beside it and below.
    ...pathsOf(call).map((path) => (isFile(path) ? dirname(path) : path)),
    ...settingFiles(call),
  ],
};

function pathsOf({ operands }: Call): readonly string[] {
  return operands.length === 0 ? ["."] : operands;
}

function selected(call: Call): LoadedCase[] {
  const all = pathsOf(call).flatMap(loadCases);
  const wanted = text(call.values, "filter") ?? "";
  const cases = all.filter(({ name }) => name.includes(wanted));
  if (cases.length === 0) throw new UsageError(`no case has '${wanted}' in its name`);
  return cases;
}

function runOne(given: LoadedCase, call: Call): RunCase {
  const { name, source, files } = given;
  const start = performance.now();
  const base = {
    name,
    source,
    template: printable(files === undefined ? `the template of '${name}'` : source),
  };
  const { id, name: webhookName } = readDefinitionFile(call);
  const settings = {
    ...given.settings,
    ...readSettingOptions(call),
    webhook: { ...given.settings?.webhook, ...(id && { id }), ...(webhookName && { name: webhookName }) },
  };
  try {
    const result = runCase({ ...given, settings });
    const milliseconds = performance.now() - start;
    if (result.ok || call.values.update !== true) return { ...base, result, milliseconds };
    const expectation = expectationOf(result.outcome);
    const isFailure = "failure" in expectation;
    // What was to fail and now does not, or the other way round, is for people to decide.
    const isOtherKind = given.expected !== undefined && "failure" in given.expected !== isFailure;
    if (isOtherKind) return { ...base, result, milliseconds };
    if (files !== undefined) {
      const [path, value] = isFailure
        ? [files.failure, expectation.failure]
        : [files.event, expectation.event];
      writeFileSync(path, `${pretty(value)}\n`);
    }
    return { ...base, result, milliseconds, updated: "written" };
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    const broken = formatError(error, base.template, styleFor(call.host, "out"));
    return { ...base, result: undefined, broken, milliseconds: performance.now() - start };
  }
}

function toJson(run: RunCase): unknown {
  const { name, source, result, broken, updated } = run;
  const message = result?.message ?? broken;
  return {
    name,
    source,
    ok: passed(run),
    ...(passed(run) || message === undefined ? {} : { message }),
    ...(passed(run) || result?.error === undefined ? {} : { error: result.error.toJSON() }),
    ...(passed(run) || result?.diff === undefined
      ? {}
      : { diff: result.diff.filter(({ sign }) => sign !== " ").map(({ sign, text }) => `${sign} ${text}`) }),
    ...(updated === undefined ? {} : { updated }),
  };
}
