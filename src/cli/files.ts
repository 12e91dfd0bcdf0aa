import { existsSync, readFileSync, statSync } from "node:fs";
import { printable } from "../errors/source.js";
import { type Host, UsageError } from "./host.js";

/** The name that stands for standard input. */
const standardInput = "-";

/** What a file is called in messages: whoever may add files to a folder may not speak to terminals and workflows. */
export function shownName(path: string): string {
  return path === standardInput ? "standard input" : printable(path);
}

/**
 * Reads a file that was named on the command line; `-` is standard input.
 * @throws UsageError
 */
export function readText(path: string, host: Host): string {
  if (path === standardInput) return host.input();
  return readBytes(path).toString("utf8");
}

/** As {@link readText}, as bytes. */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read '${path}': ${reason(error)}`);
  }
}

/** Reads a JSON file that was named on the command line. */
export function readJsonFile(path: string, host: Host): unknown {
  try {
    return JSON.parse(readText(path, host));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`'${path}' is no JSON: ${error.message}`);
    throw error;
  }
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

export function isFile(path: string): boolean {
  return path !== standardInput && !isFolder(path);
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "permission denied";
  return error instanceof Error ? error.message : String(error);
}
