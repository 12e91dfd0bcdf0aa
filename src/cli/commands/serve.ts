import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, extname, relative, resolve } from "node:path";
import { toNodeHandler } from "../../adapters/node.js";
import { isHookloomError } from "../../errors/error.js";
import { printable } from "../../errors/source.js";
import { createWebhook, type Outcome, type Webhook, type WebhookOptions } from "../../index.js";
import { resolveLimits } from "../../limits.js";
import type { HookRequest } from "../../request/request.js";
import { defaultSettings, webhookOptions } from "../../testing/case.js";
import { templateFile } from "../../testing/read-cases.js";
import { receive } from "../../testing/received.js";
import { type Call, type Command, text } from "../command.js";
import { isFolder, readText, shownName } from "../files.js";
import { type ExitCode, exitCodes, type Host, UsageError } from "../host.js";
import { outcomeJson, printOutcome } from "../outcome.js";
import { recordRequest } from "../record.js";
import { formatError } from "../report.js";
import { renderOptions, settingsFor } from "../setting-options.js";
import { styleFor } from "../style.js";
import { findTemplates } from "../template-files.js";
import { commonOptions } from "./common.js";

const { json, help } = commonOptions;

export const serveCommand: Command = {
  name: "serve",
  summary: "receive requests as webhooks, and print the events",
  usage: "[DIR | TEMPLATE]…",
  description: `Serves every template below DIR (the current folder by default) as a webhook, at
/hooks/NAME: the name of the folder of a template.jinja, or that of any other .jinja or .j2
file. Prints the event that each request makes, or what went wrong. Templates, and the
hookloom.json around them, are read anew for each request.

With --record, each request is written beside its template as an .http file, without secrets:
a case that 'hookloom test --update' completes. Nobody else can reach the server, unless
--host lets them.`,
  options: {
    port: { type: "string", short: "p", value: "PORT", help: "the port; 3000, or 0 for any that is free" },
    host: {
      type: "string",
      value: "ADDRESS",
      help: "the address; 127.0.0.1, or 0.0.0.0 for all of this machine",
    },
    record: { type: "boolean", help: "write each request into a file beside its template" },
    ...renderOptions,
    json: { ...json, help: "print a line of JSON for each request, for programs" },
    help,
  },
  examples: [
    ["hookloom serve hooks", "all templates of a folder"],
    ["curl localhost:3000/hooks/orders -d id=1", "sends a request to hooks/orders/template.jinja"],
    ["hookloom serve hooks --record", "makes cases of what senders send"],
  ],
  run(call): ExitCode {
    const { host, values } = call;
    const [port, address] = [readPort(call), text(values, "host") ?? "127.0.0.1"];
    let templates = findTemplatesBySlug(call);
    for (const [slug, file] of templates) tryToOpen(slug, file, call);
    const find = (slug: string) => {
      // Templates may come and go.
      if (!existsSync(templates.get(slug) ?? "")) templates = findTemplatesBySlug(call);
      const file = templates.get(slug);
      return file === undefined ? undefined : open(slug, file, call);
    };
    const onError = (error: unknown, { slug }: { slug: string }) =>
      printError(error, templates.get(slug) ?? slug, host);
    const handle = toNodeHandler(find, { onEvent() {}, onError });
    const server = createServer((request, response) => {
      response.on("finish", () => printStatus(request, response, host));
      void handle(request, response);
    });
    server.on("error", (error) => {
      printError(error, "", host);
      host.exit(exitCodes.usage);
    });
    server.listen({ port, host: address, signal: host.signal }, () => {
      const { port: own } = server.address() as AddressInfo;
      const shown = address.includes(":") ? `[${address}]` : address;
      printAddresses(`http://${shown}:${own}/hooks/`, templates, host);
    });
    return exitCodes.ok;
  },
  watched: () => [],
};

function printAddresses(prefix: string, templates: ReadonlyMap<string, string>, host: Host): void {
  const { dim } = styleFor(host, "err");
  const width = Math.max(...[...templates.keys()].map((slug) => slug.length));
  for (const [slug, file] of templates) host.err(`${prefix}${slug.padEnd(width)}  ${dim(shownName(file))}\n`);
  host.err(`\n${dim("waiting for requests; Ctrl+C ends it")}\n`);
}

function printStatus({ method, url }: IncomingMessage, { statusCode }: ServerResponse, host: Host): void {
  const { green, red, dim } = styleFor(host, "err");
  const colour = statusCode < 300 ? green : red;
  host.err(`${colour(String(statusCode))} ${dim(printable(`${method} ${url}`))}\n`);
}

function printError(error: unknown, file: string, host: Host): void {
  const style = styleFor(host, "err");
  const message = error instanceof Error ? error.message : String(error);
  host.err(
    `${isHookloomError(error) ? formatError(error, shownName(file), style) : `${style.red("hookloom:")} ${printable(message)}`}\n`,
  );
}

/** Tells what is wrong with a template before the first request comes; it can be mended while it is served. */
function tryToOpen(slug: string, file: string, call: Call): void {
  try {
    open(slug, file, call);
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    printError(error, file, call.host);
  }
}

/**
 * The templates by the slugs of their webhooks.
 * @throws UsageError
 */
function findTemplatesBySlug({ operands }: Call): Map<string, string> {
  const found = new Map<string, string>();
  for (const operand of operands.length === 0 ? ["."] : operands) {
    for (const file of findTemplates([operand])) {
      const slug = slugOf(file, isFolder(operand) ? operand : dirname(operand));
      const other = found.get(slug) ?? file;
      if (other !== file)
        throw new UsageError(`'${other}' and '${file}' would have the same name, '${slug}'`);
      found.set(slug, file);
    }
  }
  return found;
}

/** `orders` for `orders/template.jinja` and for `orders.jinja`, as seen from the folder around them. */
function slugOf(file: string, around: string): string {
  const path = relative(around, file);
  const isNamed = basename(file) !== templateFile;
  const name = isNamed ? path.slice(0, -extname(path).length) : dirname(path);
  return (name === "." ? basename(resolve(around)) : name).replace(/[^A-Za-z0-9_-]+/g, "-");
}

/** Makes the webhook of a template as it is now; it prints what it receives. */
function open(slug: string, file: string, call: Call): Webhook {
  const { host, values } = call;
  const template = readText(file, host);
  const settings = { now: new Date().toISOString(), id: crypto.randomUUID(), ...settingsFor(file, call) };
  const options = webhookOptions(settings);
  const definition = { id: defaultSettings.webhook.id, name: slug, ...settings.webhook, slug, template };
  const webhook = createWebhook(definition, options);
  const tell = <Told extends Outcome>(outcome: Told): Told => {
    if (values.json === true) host.out(`${JSON.stringify({ webhook: slug, ...outcomeJson(outcome) })}\n`);
    else printOutcome(outcome, file, host);
    return outcome;
  };
  return {
    definition: webhook.definition,
    receive(request) {
      if (values.record === true) record(request, slug, file, options, host);
      return tell(receive(webhook, request, options));
    },
    refuse: (request, error) => tell(webhook.refuse(request, error)),
  };
}

/** Writes a request that came; that this fails keeps nobody from receiving it. */
function record(
  request: HookRequest,
  slug: string,
  file: string,
  { limits }: WebhookOptions,
  host: Host,
): void {
  const style = styleFor(host, "err");
  try {
    const written = recordRequest(file, `/hooks/${slug}`, request, resolveLimits(limits));
    host.err(
      style.dim(
        written === undefined ? "not recorded: its body is not text" : `recorded ${shownName(written)}`,
      ),
    );
  } catch (error) {
    host.err(`${style.red("not recorded:")} ${error instanceof Error ? error.message : String(error)}`);
  }
  host.err("\n");
}

function readPort({ values }: Call): number {
  const given = text(values, "port") ?? "3000";
  const port = Number(given);
  if (/^\d+$/.test(given) && port < 65_536) return port;
  throw new UsageError(`--port: '${given}' is no port`);
}
