import { parseArgs } from "node:util";
import { similar } from "../errors/similar.js";
import { type ExitCode, type Host, UsageError } from "./host.js";

/** An option of a command. */
export interface OptionInfo {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly multiple?: boolean;
  /** What its value is called in the help. */
  readonly value?: string;
  readonly help: string;
}

/** The values of the options that were given. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What a command was called with. */
export interface Call {
  readonly values: Values;
  readonly operands: readonly string[];
  readonly host: Host;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  /** What the command does, in lines that fit a terminal of 100 columns. */
  readonly description: string;
  readonly options: Readonly<Record<string, OptionInfo>>;
  /** Calls to copy, and what they do. */
  readonly examples: readonly (readonly [call: string, what: string])[];
  run(call: Call): ExitCode;
  /** The files and folders whose changes make it run again. */
  watched(call: Call): string[];
}

/**
 * Reads the arguments of a command.
 * @throws UsageError
 */
export function readCall(command: Command, args: readonly string[], host: Host): Call {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.entries(command.options).map(([name, { type, short, multiple = false }]) => [
          name,
          { type, multiple, ...(short === undefined ? {} : { short }) },
        ]),
      ),
      allowPositionals: true,
    });
    return { values, operands: positionals, host };
  } catch (error) {
    throw new UsageError(explain(error, command));
  }
}

/** What is wrong with the arguments, in words of our own. */
function explain(error: unknown, { options }: Command): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '(-{1,2})([^']+)'/.exec(message);
  if (unknown === null) return message.split(/[.\n]/)[0] ?? message;
  const [, dashes = "", name = ""] = unknown;
  const meant = similar(name, Object.keys(options));
  return `there is no option '${dashes}${name}'${meant === undefined ? "" : `; did you mean '--${meant}'?`}`;
}

/** A text option that can be given once. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** A text option that can be given several times. */
export function texts(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** One of several words. */
export function oneOf<const Words extends readonly string[]>(
  values: Values,
  name: string,
  words: Words,
): Words[number] | undefined {
  const value = text(values, name);
  if (value === undefined || words.includes(value)) return value;
  throw new UsageError(`--${name} is ${words.join(" or ")}, not '${value}'`);
}
