import { analyzeTemplate, requestSchema, requestType, type TemplateAnalysis } from "../../analyze/index.js";
import { type Call, type Command, text } from "../command.js";
import { readText } from "../files.js";
import { type ExitCode, exitCodes } from "../host.js";
import { styleFor } from "../style.js";
import { commonOptions, oneOperand } from "./common.js";
import { reportFailure } from "./render.js";

export const typesCommand: Command = {
  name: "types",
  summary: "print the type of the requests that a template expects",
  usage: "TEMPLATE [--schema] [--name NAME]",
  description: `Prints a TypeScript type of the parts of a request that the template reads, or with --schema a
JSON Schema (draft 2020-12). Types are guessed from use: what is printed as it is can be
anything. What is not read by every render, is tested first or has a default is optional.
With --json, prints each part with its place, and the filters, tests, globals, loops and
templates that the template uses. TEMPLATE is a file; '-' reads it from standard input.`,
  options: {
    schema: { type: "boolean", help: "print a JSON Schema" },
    name: { type: "string", value: "NAME", help: "the name of the type; TemplateRequest" },
    ...commonOptions,
  },
  examples: [
    ["hookloom types template.jinja > request.ts", "a type for the tests of a template"],
    ["hookloom types template.jinja --schema", "a schema for whoever sends the requests"],
  ],
  run(call): ExitCode {
    const { host, values } = call;
    const file = oneOperand(call, "template");
    const template = readText(file, host);
    let analysis: TemplateAnalysis;
    try {
      analysis = analyzeTemplate(template);
    } catch (error) {
      return reportFailure(error, file, call, values.json === true);
    }
    host.out(print(analysis, call));
    if (!analysis.complete) {
      const style = styleFor(host, "err");
      host.err(
        `${style.dim("the template may read more: not all that it includes, calls or reads was followed")}\n`,
      );
    }
    return exitCodes.ok;
  },
  watched: ({ operands }) => [...operands],
};

function print(analysis: TemplateAnalysis, { values }: Call): string {
  if (values.schema === true) return `${JSON.stringify(requestSchema(analysis), null, 2)}\n`;
  if (values.json === true) return `${JSON.stringify({ ok: true, ...analysis }, null, 2)}\n`;
  const name = text(values, "name");
  return requestType(analysis, name === undefined ? {} : { name });
}
