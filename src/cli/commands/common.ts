import type { Call, OptionInfo } from "../command.js";
import { UsageError } from "../host.js";

/** The options of every command. */
export const commonOptions = {
  json: { type: "boolean", help: "print JSON, for programs" },
  watch: { type: "boolean", short: "w", help: "run again whenever a file changes" },
  help: { type: "boolean", short: "h", help: "print this help" },
} as const satisfies Record<string, OptionInfo>;

/** The only operand of a command. */
export function oneOperand({ operands }: Call, what: string): string {
  const [only] = operands;
  if (only === undefined) throw new UsageError(`which ${what}? Give its file, or '-' for standard input`);
  if (operands.length > 1) throw new UsageError(`one ${what} is enough: what is '${operands[1]}'?`);
  return only;
}
