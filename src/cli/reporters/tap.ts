import { printable } from "../../errors/source.js";
import { indented } from "../report.js";
import { passed, type Reporter } from "./report.js";
import { details, noStyle } from "./spec.js";

/** The Test Anything Protocol, version 14. */
export const reportTap: Reporter = (cases, host) => {
  host.out(`TAP version 14\n1..${cases.length}\n`);
  cases.forEach((run, index) => {
    const isOk = passed(run);
    host.out(`${isOk ? "ok" : "not ok"} ${index + 1} - ${printable(run.name).replace(/[\\#]/g, "\\$&")}\n`);
    if (isOk) return;
    const message = JSON.stringify(run.result?.message ?? run.broken ?? "");
    host.out(
      `  ---\n  message: ${message}\n  details: |\n${indented(details(run, noStyle), "    ")}\n  ...\n`,
    );
  });
};
