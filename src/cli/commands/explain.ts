import { type HookloomError, isHookloomError } from "../../errors/error.js";
import { printable } from "../../errors/source.js";
import {
  type BuildEventOptions,
  buildEvent,
  compileTemplate,
  type Event,
  type Explanation,
  explainTemplate,
  parseRequest,
  type RequestContext,
  type WebhookOptions,
} from "../../index.js";
import { defaultSettings, renderingOptions, type TemplateCase, webhookOptions } from "../../testing/case.js";
import { isRecord } from "../../testing/placeholders.js";
import { shownText } from "../../testing/shown-text.js";
import type { Command } from "../command.js";
import { formatMissing, formatOrigin, formatOutputs, formatTags } from "../explanation.js";
import { shownName } from "../files.js";
import { type ExitCode, exitCodes, type Host } from "../host.js";
import { counted, formatError, indented } from "../report.js";
import { readRequest, requestFiles, requestOptions } from "../request-options.js";
import { eventOptions, renderOptions, settingFiles } from "../setting-options.js";
import { styleFor } from "../style.js";
import { listVariables, type UsedVariable } from "../variables.js";
import { commonOptions } from "./common.js";
import { readSubject } from "./event.js";

/** What each stage gave, as far as they came. */
interface Stages {
  readonly context?: RequestContext;
  readonly variables?: readonly UsedVariable[];
  readonly explanation?: Explanation;
  readonly rendered?: string;
  readonly event?: Event;
  readonly defaulted?: readonly string[];
  readonly error?: HookloomError;
}

export const explainCommand: Command = {
  name: "explain",
  summary: "show how a request becomes an event, stage by stage",
  usage: "TEMPLATE [--request FILE.http | -X METHOD -H 'NAME: VALUE' -d DATA]",
  description: `Shows what the request was read as, which parts of it the template uses and what they hold,
what each {{ }} printed, what was not there, which branches ran and how often, what was
rendered, the event, and which of its fields are defaults. Where something fails, shows how
far it came, what went wrong, and which place in the template printed it.`,
  options: { ...requestOptions, ...eventOptions, ...renderOptions, ...commonOptions },
  examples: [["hookloom explain template.jinja --request request.http", "explains a request in a file"]],
  run(call): ExitCode {
    const { host } = call;
    const isJson = call.values.json === true;
    const { file, template, settings } = readSubject(call);
    const stages = explain({ name: file, template, request: readRequest(call), settings });
    if (isJson) host.out(`${JSON.stringify(toJson(stages), null, 2)}\n`);
    else print(stages, file, host);
    return stages.error === undefined ? exitCodes.ok : exitCodes.findings;
  },
  watched: (call) => [...call.operands, ...settingFiles(call), ...requestFiles(call)],
};

/** Goes through the stages that a webhook goes through, and keeps what each of them gives. */
function explain({ name, template, request, settings = {} }: Omit<TemplateCase, "expected">): Stages {
  const options = renderingOptions(settings);
  const { limits } = options;
  let stages: Stages = {};
  try {
    const compiled = compileTemplate(template, { ...options, name });
    const context = parseRequest(request, limits === undefined ? {} : { limits });
    const explanation = explainTemplate(template, context, options);
    stages = { context, variables: listVariables(template, context), explanation };
    // Where the explained render failed, an ordinary one throws what is to be shown.
    const rendered = explanation.rendered ?? compiled.render(context);
    stages = { ...stages, rendered };
    const webhook = { id: defaultSettings.webhook.id, name, ...settings.webhook };
    const event = buildEvent(rendered, { ...stampingOptions(webhookOptions(settings)), context, webhook });
    return { ...stages, event, defaulted: defaultsIn(rendered) };
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return { ...stages, error };
  }
}

/** The options that an event is built with; `buildEvent` refuses the others. */
function stampingOptions({
  now,
  generateId,
  limits,
}: WebhookOptions): Omit<BuildEventOptions, "context" | "webhook"> {
  return { ...(now && { now }), ...(generateId && { generateId }), ...(limits && { limits }) };
}

const defaults: Readonly<Record<string, string>> = {
  occurred: "now",
  related: "the webhook",
  payload: "the request's method, headers and body",
  id: "a new UUID",
  follows: "null",
};

/** The fields that the rendered JSON leaves out, and what they became. */
function defaultsIn(rendered: string): string[] {
  const given: unknown = JSON.parse(rendered);
  const missing = Object.entries(defaults).filter(([field]) => !isRecord(given) || !(field in given));
  return missing.map(([field, what]) => `${field}: ${what}`);
}

function print(
  { context, variables = [], explanation, rendered, event, defaulted = [], error }: Stages,
  file: string,
  host: Host,
): void {
  const style = styleFor(host, "out");
  let origin: string[] = [];
  const section = (title: string, lines: readonly string[]) =>
    host.out(`${style.bold(title)}\n${indented(lines.join("\n"))}\n\n`);
  if (context !== undefined) {
    const { method, headers, bodyKind, text } = context;
    const names = Object.keys(headers);
    section(
      "Request",
      [
        `${method}, with ${counted(names.length, "header")}${names.length === 0 ? "" : `: ${names.join(", ")}`}`,
        text === ""
          ? "no body"
          : `body of ${counted(text.length, "character")}, read as ${kinds[bodyKind] ?? bodyKind}`,
      ].map(printable),
    );
    const width = Math.min(40, Math.max(0, ...variables.map(({ path }) => path.length)));
    section(
      "Variables",
      variables.length === 0
        ? ["none"]
        : variables.map(
            ({ path, type, value }) =>
              `${printable(path).padEnd(width)}  ${type === "undefined" ? style.yellow(type) : `${style.cyan(type)} ${style.dim(printable(value ?? ""))}`}`,
          ),
    );
  }
  if (explanation !== undefined) {
    const { outputs, missing, tags, fault } = explanation;
    if (outputs.length > 0) section("Printed", formatOutputs(outputs, style));
    if (missing.length > 0) section("Not there", formatMissing(missing, style));
    if (tags.length > 0) section("Branches", formatTags(tags, style));
    origin = fault === undefined ? [] : formatOrigin(fault, style);
  }
  if (rendered !== undefined) section("Rendered", [shownText(rendered)]);
  if (event !== undefined) {
    section("Event", [shownText(JSON.stringify(event, null, 2))]);
    section("Defaults", defaulted.length === 0 ? ["none: the template gives every field"] : defaulted);
  }
  if (error !== undefined) {
    section("Failed", [formatError(error, shownName(file), style, rendered), ...origin]);
  }
}

const kinds: Readonly<Record<string, string>> = { json: "JSON", form: "a form", text: "text" };

function toJson({ context, variables, explanation, rendered, event, defaulted, error }: Stages): unknown {
  return {
    ok: error === undefined,
    ...(context && {
      request: {
        method: context.method,
        headers: context.headers,
        bodyKind: context.bodyKind,
        text: context.text,
      },
    }),
    variables,
    outputs: explanation?.outputs,
    missing: explanation?.missing,
    tags: explanation?.tags,
    fault: explanation?.fault,
    rendered,
    event,
    defaulted,
    error: error?.toJSON(),
  };
}
