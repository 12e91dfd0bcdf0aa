import { readFileSync, writeFileSync } from "node:fs";
import { expectationOf, pretty } from "../testing/case.js";
import { isRecord } from "../testing/placeholders.js";
import type { LoadedCase } from "./case-folder.js";
import type { RunCase } from "./reporters/report.js";

/** Writes the expectations of cases that are listed in manifests; everything else in there stays. */
export function writeManifest(cases: readonly LoadedCase[], runs: readonly RunCase[]): void {
  const changed = new Map<string, Map<string, RunCase>>();
  cases.forEach(({ files, source }, index) => {
    const run = runs[index];
    if (files !== undefined || run?.updated !== "written") return;
    const names = changed.get(source) ?? new Map<string, RunCase>();
    changed.set(source, names.set(run.name, run));
  });
  for (const [path, named] of changed) {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as unknown;
    const list = (isRecord(manifest) ? manifest.cases : manifest) as Record<string, unknown>[];
    list.forEach((item, index) => {
      const run = named.get(typeof item.name === "string" ? item.name : `case ${index + 1}`);
      if (run?.result !== undefined) Object.assign(item, expectationOf(run.result.outcome));
    });
    writeFileSync(path, `${pretty(manifest)}\n`);
  }
}
