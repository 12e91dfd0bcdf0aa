import { isHookloomError } from "../errors/error.js";
import { similar } from "../errors/similar.js";
import { printable } from "../errors/source.js";
import { type Call, type Command, readCall } from "./command.js";
import { checkCommand } from "./commands/check.js";
import { eventCommand } from "./commands/event.js";
import { explainCommand } from "./commands/explain.js";
import { renderCommand } from "./commands/render.js";
import { serveCommand } from "./commands/serve.js";
import { testCommand } from "./commands/test.js";
import { typesCommand } from "./commands/types.js";
import { commandHelp, mainHelp } from "./help.js";
import { type ExitCode, exitCodes, type Host, UsageError } from "./host.js";
import { formatError } from "./report.js";
import { styleFor } from "./style.js";
import { watchPaths } from "./watch.js";

const commands: readonly Command[] = [
  renderCommand,
  eventCommand,
  checkCommand,
  testCommand,
  explainCommand,
  typesCommand,
  serveCommand,
];

/**
 * Runs the command with its arguments.
 * @param version what `--version` prints
 * @returns the exit status; with `--watch`, the status so far, while it goes on
 */
export function run(args: readonly string[], host: Host, version: string): ExitCode {
  const [name = "", ...rest] = args;
  try {
    if (name === "--version" || name === "-V") {
      host.out(`${version}\n`);
      return exitCodes.ok;
    }
    if (name === "" || name === "--help" || name === "-h" || name === "help") return help(rest, name, host);
    const command = findCommand(name);
    const call = readCall(command, rest, host);
    if (call.values.help === true) {
      host.out(commandHelp(command, host));
      return exitCodes.ok;
    }
    return call.values.watch === true ? runAgain(command, call) : command.run(call);
  } catch (error) {
    return fail(error, name, host);
  }
}

function help([topic]: string[], name: string, host: Host): ExitCode {
  if (topic !== undefined) host.out(commandHelp(findCommand(topic), host));
  else if (name === "") host.err(mainHelp(commands, host));
  else host.out(mainHelp(commands, host));
  return name === "" ? exitCodes.usage : exitCodes.ok;
}

function findCommand(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = commands.map((candidate) => candidate.name);
  const meant = similar(name, names);
  throw new UsageError(
    `there is no command '${name}'; ${meant === undefined ? `there are ${names.join(", ")}` : `did you mean '${meant}'?`}`,
  );
}

function fail(error: unknown, name: string, host: Host): ExitCode {
  const style = styleFor(host, "err");
  // A file of a case or of settings that is not as it should be is named on the command line, too, or found from there.
  if (error instanceof UsageError || (isHookloomError(error) && error.code === "case_invalid")) {
    const topic = commands.some((command) => command.name === name) ? `help ${name}` : "help";
    host.err(
      `${style.red("hookloom:")} ${printable(error.message)}\n${style.dim(`'hookloom ${topic}' tells how it is used`)}\n`,
    );
    return exitCodes.usage;
  }
  // An option that hookloom refuses, such as a time zone that does not exist.
  if (isHookloomError(error)) {
    host.err(`${formatError(error, "the options", style)}\n`);
    return exitCodes.usage;
  }
  // What the system refuses: no space where standard output goes to, a folder that has gone.
  if (error instanceof Error && "syscall" in error) {
    host.err(`${style.red("hookloom:")} ${printable(error.message)}\n`);
    return exitCodes.usage;
  }
  throw error;
}

function runAgain(command: Command, call: Call): ExitCode {
  const { host } = call;
  const style = styleFor(host, "err");
  const once = (): ExitCode => {
    try {
      return command.run(call);
    } catch (error) {
      return fail(error, command.name, host);
    }
  };
  const code = once();
  const told = () => host.err(`\n${style.dim("waiting for changes; Ctrl+C ends it")}\n`);
  const paths = command.watched(call).filter((path) => path !== "-");
  if (paths.length === 0) throw new UsageError("there is no file to watch");
  watchPaths(paths, () => {
    host.err(`${style.dim("—")}\n`);
    once();
    told();
  });
  told();
  return code;
}
