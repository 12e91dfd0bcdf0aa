import type { ErrorInfo } from "./codes.js";
import { HookloomError, isHookloomError } from "./error.js";

/**
 * Asks something of the host's: a function that it has registered, its clock, its request.
 *
 * @param what it is, as the message calls it
 * @param stage of the flow that asks
 * @throws HookloomError `host_error` for whatever it throws; what is a HookloomError by itself stays so
 */
export function askHost<Answer>(what: string, stage: ErrorInfo["stage"], ask: () => Answer): Answer {
  try {
    return ask();
  } catch (cause) {
    throw hostError(what, stage, cause);
  }
}

/** What something of the host's has thrown, as an error that says whose it is. */
export function hostError(what: string, stage: ErrorInfo["stage"], cause: unknown): HookloomError {
  if (isHookloomError(cause)) return cause;
  return new HookloomError("host_error", `The host's ${what} failed`, {
    cause,
    help: "What it threw is the `cause` of this error.",
    stage,
  });
}
