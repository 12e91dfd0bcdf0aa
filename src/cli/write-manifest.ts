import { readFileSync, writeFileSync } from "node:fs";
import { expectationOf, pretty } from "../testing/case.js";
import { isRecord } from "../testing/placeholders.js";
import type { LoadedCase } from "./case-folder.js";
import type { RunCase } from "./reporters/report.js";

/** Writes the expectations of cases that are listed in manifests; everything else in there stays. */
export function writeManifest(cases: readonly LoadedCase[], runs: readonly RunCase[]): void {
  // Names can be the same, so each case is told by its place.
  const changed = new Map<string, Map<number, RunCase>>();
  cases.forEach(({ index, source }, at) => {
    const run = runs[at];
    if (index === undefined || run?.updated !== "written") return;
    const places = changed.get(source) ?? new Map<number, RunCase>();
    changed.set(source, places.set(index, run));
  });
  for (const [path, written] of changed) {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as unknown;
    const list = (isRecord(manifest) ? manifest.cases : manifest) as Record<string, unknown>[];
    list.forEach((item, index) => {
      const run = written.get(index);
      if (run?.result !== undefined) Object.assign(item, expectationOf(run.result.outcome));
    });
    writeFileSync(path, `${pretty(manifest)}\n`);
  }
}
