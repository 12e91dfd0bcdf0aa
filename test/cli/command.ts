import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/run.js";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Around {
  env?: Record<string, string>;
  terminal?: boolean;
  input?: string;
}

/** Runs the command, and gives what it printed and its status. */
export function hookloom(
  args: readonly string[],
  { env = {}, terminal = false, input = "" }: Around = {},
): Ran {
  let [out, err] = ["", ""];
  const host = {
    env,
    terminal: { out: terminal, err: terminal },
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    input: () => input,
    exit() {},
    // A server ends at once.
    signal: AbortSignal.abort(),
  };
  const code = run(args, host, "1.2.3");
  return { code, out, err };
}

/** Writes files into a folder that is gone after the test, and gives its path. */
export function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "hookloom-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

export const goodTemplate = '{"event": {{ body.e|tojson }}, "resource": {"prefect.resource.id": "r"}}';

/** The names of all commands, as the help lists them. */
export const commandNames: readonly string[] = [
  ...hookloom(["help"]).out.matchAll(/^ {2}(\w+) {2,}\S/gm),
].map(([, name = ""]) => name);
