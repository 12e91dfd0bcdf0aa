import { readFileSync, writeFileSync } from "node:fs";
import { type Expectation, expectationOf, pretty } from "../testing/case.js";
import type { LoadedCase } from "../testing/case-folder.js";
import { casePath } from "../testing/read-cases.js";
import { locateInJson } from "../values/json-locate.js";
import type { RunCase } from "./reporters/report.js";

/** Writes the expectations of cases that are listed in manifests; all other text in there stays as it is. */
export function writeManifest(cases: readonly LoadedCase[], runs: readonly RunCase[]): void {
  // Names can be the same, so each case is told by its place.
  cases.forEach(({ index, source, expected }, at) => {
    const run = runs[at];
    if (index === undefined || run?.updated !== "written" || run.result === undefined) return;
    const text = readFileSync(source, "utf8");
    writeFileSync(source, put(text, index, expectationOf(run.result.outcome), expected === undefined));
  });
}

/** The manifest with what a case expects in the place of what it did, or behind its last field. */
function put(text: string, index: number, expectation: Expectation, isNew: boolean): string {
  const [key, value] =
    "event" in expectation ? ["event", expectation.event] : ["failure", expectation.failure];
  const path = casePath(JSON.parse(text), index);
  const { start, end } = locateInJson(text, isNew ? path : [...path, key]);
  const margin = /[ \t]*/.exec(text.slice(text.lastIndexOf("\n", start) + 1))?.[0] ?? "";
  const shown = (inner: string) => pretty(value).replaceAll("\n", `\n${inner}`);
  if (!isNew) return text.slice(0, start) + shown(margin) + text.slice(end);
  const field = `,\n${margin}  "${key}": ${shown(`${margin}  `)}\n${margin}`;
  return text.slice(0, end - 1).trimEnd() + field + text.slice(end - 1);
}
