/** What the command needs of the world around it, besides files. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output and standard error are terminals. */
  readonly terminal: { readonly out: boolean; readonly err: boolean };
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  input(): string;
  /** Sets the exit status for what fails after the command has returned, such as a server. */
  exit(code: ExitCode): void;
  /** Ends what would go on until the program ends. */
  readonly signal?: AbortSignal;
}

/** A command that was called in a way that makes no sense; the command ends with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What a run ends with: fine, findings or failures, wrong usage. */
export const exitCodes = { ok: 0, findings: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
