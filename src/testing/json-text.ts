import { HookloomError } from "../errors/error.js";

/**
 * Data as JSON; nothing that JSON cannot say is passed over as a whole.
 *
 * @param what the data is, for the message
 * @throws HookloomError `host_value` for what is no JSON, such as a bigint or a cycle
 */
export function jsonText(value: unknown, what: string, indent?: number): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = JSON.stringify(value, null, indent) as string | undefined;
  } catch (error) {
    cause = error;
  }
  if (text !== undefined) return text;
  throw new HookloomError("host_value", `${what} is not data that JSON can say`, { cause });
}
