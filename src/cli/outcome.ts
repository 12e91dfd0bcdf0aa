import type { Outcome } from "../index.js";
import { explained } from "../testing/expectation-error.js";
import { shownText } from "../testing/shown-text.js";
import { shownName } from "./files.js";
import type { Host } from "./host.js";
import { formatError, shown } from "./report.js";
import { styleFor } from "./style.js";

/** Prints what became of a request for people: the event, or to standard error what went wrong. */
export function printOutcome(outcome: Outcome, file: string, host: Host): void {
  if (outcome.ok) {
    host.out(shown(`${JSON.stringify(outcome.event, null, 2)}\n`, host));
    return;
  }
  const style = styleFor(host, "err");
  const { rendered } = outcome.failure.payload;
  const told = [formatError(outcome.error, shownName(file), style, rendered), ...explained(outcome)];
  host.err(`${told.join("\n")}\n`);
  if (typeof rendered === "string" && outcome.error.stage === "event") {
    host.err(`\n${style.dim("rendered:")}\n${shownText(rendered)}\n`);
  }
}

/** What became of a request for programs. */
export function outcomeJson(outcome: Outcome): object {
  if (outcome.ok) return { ok: true, status: outcome.status, event: outcome.event };
  const { status, failure, error } = outcome;
  return { ok: false, status, error: error.toJSON(), failure };
}
