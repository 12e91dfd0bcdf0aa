import type { Command, OptionInfo } from "./command.js";
import type { Host } from "./host.js";
import { type Style, styleFor } from "./style.js";

/** The help of the whole command. */
export function mainHelp(commands: readonly Command[], host: Host): string {
  const style = styleFor(host, "out");
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${style.bold(name.padEnd(width))}  ${summary}`);
  return `Turns HTTP requests into events with Jinja2 templates.

${style.bold("Usage")}  hookloom COMMAND [OPTION…]

${lines.join("\n")}

'hookloom help COMMAND' tells more, and 'hookloom --version' which version this is. A template
sees 'method', 'headers' and 'body', and renders the JSON of an event:
{"event": …, "resource": {"prefect.resource.id": …}}.

Status 0: all is well; 1: findings, failures, or no event; 2: wrong usage.
Colours: as NO_COLOR and FORCE_COLOR say, else on terminals.
`;
}

/** The help of one command. */
export function commandHelp(command: Command, host: Host): string {
  const { name, usage, description, options, examples } = command;
  const style = styleFor(host, "out");
  const rows = Object.entries(options).map(([option, info]) => [spelled(option, info), info.help] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return `${style.bold("Usage")}  hookloom ${name} ${usage}

${description}

${rows.map(([left, help]) => `  ${style.cyan(left.padEnd(width))}  ${help}`).join("\n")}

${style.bold("Examples")}
${examples.map((example) => exampleLines(example, style)).join("\n")}
`;
}

function spelled(name: string, { short, value }: OptionInfo): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}

function exampleLines([call, what]: readonly [string, string], style: Style): string {
  return `  ${style.dim(`# ${what}`)}\n  ${call}`;
}
