import { isHookloomError } from "../../errors/error.js";
import { compileTemplate, parseRequest } from "../../index.js";
import { renderingOptions } from "../../testing/case.js";
import type { Call, Command } from "../command.js";
import { readText, shownName } from "../files.js";
import { type ExitCode, exitCodes } from "../host.js";
import { formatError, shown } from "../report.js";
import { readRequest, requestFiles, requestOptions } from "../request-options.js";
import { renderOptions, settingFiles, settingsFor } from "../setting-options.js";
import { styleFor } from "../style.js";
import { commonOptions, oneOperand } from "./common.js";

export const renderCommand: Command = {
  name: "render",
  summary: "print what a template renders of a request",
  usage: "TEMPLATE [--request FILE.http | -X METHOD -H 'NAME: VALUE' -d DATA]",
  description: `Renders the template over the request and prints the text, without making an event of it.
TEMPLATE is a file; '-' reads it from standard input.`,
  options: { ...requestOptions, ...renderOptions, ...commonOptions },
  examples: [
    ["hookloom render template.jinja --request request.http", "renders over a request in a file"],
    [
      `hookloom render template.jinja -d '{"id": 1}' -H 'Content-Type: application/json'`,
      "as curl would send it",
    ],
    ["echo '{{ body.a }}' | hookloom render - -d a=1", "renders a template from standard input"],
  ],
  run(call): ExitCode {
    const file = oneOperand(call, "template");
    const template = readText(file, call.host);
    const request = readRequest(call);
    const options = renderingOptions({ now: new Date().toISOString(), ...settingsFor(file, call) });
    const isJson = call.values.json === true;
    try {
      const compiled = compileTemplate(template, { ...options, name: file });
      const rendered = compiled.render(parseRequest(request));
      call.host.out(
        isJson
          ? `${JSON.stringify({ ok: true, rendered }, null, 2)}\n`
          : withNewline(shown(rendered, call.host)),
      );
      return exitCodes.ok;
    } catch (error) {
      return reportFailure(error, file, call, isJson);
    }
  },
  watched: (call) => [...call.operands, ...settingFiles(call), ...requestFiles(call)],
};

/** Tells of an error of ours; any other is a fault of the program. */
export function reportFailure(error: unknown, file: string, { host }: Call, isJson: boolean): ExitCode {
  if (!isHookloomError(error)) throw error;
  if (isJson) host.out(`${JSON.stringify({ ok: false, error: error.toJSON() }, null, 2)}\n`);
  else host.err(`${formatError(error, shownName(file), styleFor(host, "err"))}\n`);
  return exitCodes.findings;
}

function withNewline(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
