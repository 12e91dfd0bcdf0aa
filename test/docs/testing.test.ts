import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { ExpectationError, request, testWebhook } from "../../src/testing/index.js";
import { packageAlias, root } from "./package-alias.js";

/** Prints the message in docs/testing.md anew: HOOKLOOM_UPDATE=1 npx vitest run test/docs */
const update = process.env.HOOKLOOM_UPDATE === "1";

const page = new URL("../../docs/testing.md", import.meta.url);
const folder = new URL("./.dist/testing/", import.meta.url);
mkdirSync(folder, { recursive: true });

/** The block of code behind a mark. */
function block(mark: string): string {
  const [, after] = readFileSync(page, "utf8").split(`<!-- ${mark} -->\n`);
  const [, code] = /^```\w+\n([\s\S]*?)```/.exec(after ?? "") ?? [];
  if (code === undefined) throw new Error(`docs/testing.md has no ${mark}`);
  return code;
}

/** Writes an example as a file that runs with the source as it is. */
async function bundle(runner: string): Promise<URL> {
  const outfile = new URL(`${runner}.mjs`, folder);
  await build({
    stdin: { contents: block(`run:${runner}`), resolveDir: root },
    outfile: fileURLToPath(outfile),
    bundle: true,
    format: "esm",
    platform: "node",
    alias: packageAlias,
    external: ["vitest"],
  });
  return outfile;
}

const source = block("file:push.jinja");
writeFileSync(new URL("push.jinja", folder), source);

describe("the example for vitest", async () => {
  const { href } = await bundle("vitest");
  await import(/* @vite-ignore */ href);
});

test("the example for node --test", async () => {
  const file = fileURLToPath(await bundle("node"));
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", file], {
    encoding: "utf8",
    env,
  });
  expect(stdout).toMatch(/^# pass 2$/m);
  expect(status).toBe(0);
});

test("the message of the broken template", () => {
  const broken = source.replace("{{ commit.message|tojson }}", '"{{ commit.message }}"');
  const json = {
    ref: "refs/heads/main",
    repository: { full_name: "octocat/hello" },
    commits: [{ id: "9fceb02", message: 'Say "hello"' }],
  };
  let message = "";
  try {
    testWebhook(broken).expectEvent(request({ json }));
  } catch (error) {
    expect(error).toBeInstanceOf(ExpectationError);
    [message = ""] = (error as Error).message.split("\n\nrendered:");
  }
  const text = readFileSync(page, "utf8");
  const current = text.replace(
    /(<!-- message -->\n```text\n)[\s\S]*?```/,
    (_whole, start: string) => `${start}${message}\n\`\`\``,
  );
  expect(message).not.toBe("");
  if (update) writeFileSync(page, current);
  else expect(text).toBe(current);
});
