import { execFileSync, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { blocksOf } from "./blocks.js";
import { packageAlias, root } from "./package-alias.js";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test("the readme's commands are there", () => {
  const lines = blocksOf("README.md", ["sh"]).flatMap(({ code }) => code.trim().split("\n"));
  const scripts = lines.flatMap((line) => [...line.matchAll(/npm run (\S+)/g)].map(([, name = ""]) => name));
  expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining([...scripts, "test"]));
  expect(lines.length).toBeGreaterThan(2);
});

/** Starts the demo, from source, on a port that is free. */
async function startDemo() {
  const outfile = fileURLToPath(new URL("./.dist/demo/server.mjs", import.meta.url));
  const entryPoints = [`${root}examples/demo/server.mjs`];
  await build({ entryPoints, outfile, bundle: true, format: "esm", platform: "node", alias: packageAlias });
  const demo = spawn(process.execPath, [outfile, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  demo.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const until = async (wanted: string): Promise<string> => {
    while (!printed.includes(wanted)) await new Promise((resolve) => demo.stdout.once("data", resolve));
    return printed;
  };
  return { demo, until };
}

test.skipIf(!hasCurl)("the demo's curl commands make events", async () => {
  const { demo, until } = await startDemo();
  try {
    const greeting = await until("Ctrl-C ends.");
    const commands = greeting.split("\n").filter((line) => line.startsWith("curl "));
    expect(commands.length).toBe(4);
    for (const command of commands) {
      const [, slug = ""] = /\/hooks\/([a-z-]+)/.exec(command) ?? [];
      expect(execFileSync("sh", ["-c", `${command} --silent`], { encoding: "utf8" })).toMatch(
        /^HTTP\/1.1 204 /,
      );
      expect(await until(`event of ${slug}:`)).not.toContain("failure of");
    }
  } finally {
    demo.kill();
  }
});
