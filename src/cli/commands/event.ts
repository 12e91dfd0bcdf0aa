import type { Outcome } from "../../index.js";
import { receiveCase } from "../../testing/case.js";
import { explained } from "../../testing/expectation-error.js";
import type { CaseSettings } from "../../testing/settings.js";
import { shownText } from "../../testing/shown-text.js";
import { type Call, type Command, text } from "../command.js";
import { readText, shownName } from "../files.js";
import { type ExitCode, exitCodes, UsageError } from "../host.js";
import { formatError } from "../report.js";
import { readRequest, requestFiles, requestOptions } from "../request-options.js";
import {
  type DefinitionFile,
  eventOptions,
  readDefinitionFile,
  renderOptions,
  settingFiles,
  settingsFor,
} from "../setting-options.js";
import { styleFor } from "../style.js";
import { commonOptions, oneOperand } from "./common.js";
import { reportFailure, shown } from "./render.js";

export const eventCommand: Command = {
  name: "event",
  summary: "print the event that a template makes of a request",
  usage: "TEMPLATE [--request FILE.http | -X METHOD -H 'NAME: VALUE' -d DATA]",
  description: `Does what a webhook does: reads the request, renders the template, checks the JSON and fills in
what is missing. Prints the event; or, where that fails, the error, and with --json the
failure event too. With --webhook, the definition in that file gives the webhook's id and
name, and its template unless TEMPLATE is given.`,
  options: { ...requestOptions, ...eventOptions, ...renderOptions, ...commonOptions },
  examples: [
    ["hookloom event template.jinja --request request.http", "the event of a request in a file"],
    ["hookloom event template.jinja -d id=1 --now 2024-03-15T12:00:00Z", "with a fixed time"],
    ["hookloom event --webhook webhook.json -r request.http", "with the template of a definition"],
  ],
  run(call): ExitCode {
    const isJson = call.values.json === true;
    const { file, template, settings } = readSubject(call);
    const request = readRequest(call);
    let outcome: Outcome;
    try {
      outcome = receiveCase({ name: file, template, request, settings });
    } catch (error) {
      return reportFailure(error, file, call, isJson);
    }
    const { host } = call;
    if (isJson) host.out(`${JSON.stringify(outcomeJson(outcome), null, 2)}\n`);
    else if (outcome.ok) host.out(shown(`${JSON.stringify(outcome.event, null, 2)}\n`, host));
    else {
      const style = styleFor(host, "err");
      const { rendered } = outcome.failure.payload;
      const told = [formatError(outcome.error, shownName(file), style, rendered), ...explained(outcome)];
      host.err(`${told.join("\n")}\n`);
      if (typeof rendered === "string" && outcome.error.stage === "event") {
        host.err(`\n${style.dim("rendered:")}\n${shownText(rendered)}\n`);
      }
    }
    return outcome.ok ? exitCodes.ok : exitCodes.findings;
  },
  watched: (call) => [...call.operands, ...settingFiles(call), ...requestFiles(call)],
};

function outcomeJson(outcome: Outcome): unknown {
  if (outcome.ok) return { ok: true, status: outcome.status, event: outcome.event };
  const { status, failure, error } = outcome;
  return { ok: false, status, error: error.toJSON(), failure };
}

/** The template and the settings of the webhook that the call tells. */
export function readSubject(call: Call): { file: string; template: string; settings: CaseSettings } {
  const definition = readDefinitionFile(call);
  const { file, template } = readTemplate(call, definition);
  const given = settingsFor(file, call);
  const settings: CaseSettings = {
    now: new Date().toISOString(),
    id: crypto.randomUUID(),
    ...given,
    webhook: {
      name: call.operands[0] ?? "webhook",
      ...given.webhook,
      ...(definition.id !== undefined && { id: definition.id }),
      ...(definition.name !== undefined && { name: definition.name }),
    },
  };
  return { file, template, settings };
}

function readTemplate(call: Call, { template }: DefinitionFile): { file: string; template: string } {
  const definitionFile = text(call.values, "webhook");
  if (call.operands.length === 0 && definitionFile !== undefined) {
    if (template !== undefined) return { file: definitionFile, template };
    throw new UsageError(`'${definitionFile}' has no template, and none is given`);
  }
  const file = oneOperand(call, "template");
  return { file, template: readText(file, call.host) };
}
