#!/usr/bin/env node
import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { exitCodes, type Host } from "./host.js";
import { run } from "./run.js";

/** Standard output and the rest of the process; a reader that has gone away, as `head` does, is no error. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE") process.exit(exitCodes.ok);
      // Where standard error takes nothing either, there is nobody to tell.
      if (descriptor === 2 && code !== "EAGAIN") process.exit(exitCodes.usage);
      if (code !== "EAGAIN") throw error;
    }
  }
}

const host: Host = {
  env: process.env,
  terminal: { out: process.stdout.isTTY === true, err: process.stderr.isTTY === true },
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  input: () => readFileSync(0, "utf8"),
  exit(code) {
    process.exitCode = code;
  },
};

// By its name: bundles are elsewhere than this file.
const manifest = createRequire(import.meta.url)("hookloom/package.json") as { version: string };
process.exitCode = run(process.argv.slice(2), host, manifest.version);
