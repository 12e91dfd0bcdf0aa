import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, test, vi } from "vitest";
import { type Block, blocksOf, pages } from "./blocks.js";
import { packageAlias } from "./package-alias.js";

const folder = new URL("./.dist/code/", import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** Marks of code that is run elsewhere, or cannot be run. */
const elsewhere = /^(?:run|printed|not run):/;

const blocks = pages
  .flatMap((page) => blocksOf(page, ["js", "ts"]))
  .filter(({ mark = "" }) => !elsewhere.test(mark));

const nameOf = ({ page, line }: Block): string => `${page.replace(/\W/g, "-")}-${line}`;

// All at once, so that they share the package: names that a block does not declare are those of given.ts.
for (const block of blocks) {
  // The pages speak of a folder "hooks" of the reader's.
  const code = block.code.replaceAll('"hooks"', '"examples/hooks"');
  writeFileSync(new URL(`${nameOf(block)}.ts`, folder), code);
}
await build({
  entryPoints: blocks.map((block) => fileURLToPath(new URL(`${nameOf(block)}.ts`, folder))),
  outdir: fileURLToPath(folder),
  outExtension: { ".js": ".mjs" },
  inject: [fileURLToPath(new URL("given.ts", import.meta.url))],
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  alias: packageAlias,
  external: ["vitest"],
  logLevel: "silent",
});

const run = (block: Block): Promise<unknown> =>
  import(/* @vite-ignore */ new URL(`${nameOf(block)}.mjs`, folder).href);

vi.stubEnv("HOOK_KEY", "a key");
afterAll(() => {
  vi.unstubAllEnvs();
});

/** What a block says that it prints: the comments behind calls of console.log. */
const promised = ({ code }: Block): string[] =>
  [...code.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text = ""]) => text);

const isTest = ({ code }: Block): boolean => code.includes('from "vitest"');
const title = ({ page, line }: Block): string => `${page}:${line}`;

describe("code in the docs runs", () => {
  test.each(blocks.filter((block) => !isTest(block)).map((block) => [title(block), block] as const))(
    "%s",
    async (_title, block) => {
      const log = vi.spyOn(console, "log").mockImplementation(() => {});
      try {
        await run(block);
        const printed = log.mock.calls.map((parts) => parts.join(" "));
        expect(printed).toEqual(expect.arrayContaining(promised(block)));
      } finally {
        log.mockRestore();
      }
    },
  );

  test("there is some", () => expect(blocks.length).toBeGreaterThan(10));
});

for (const block of blocks.filter(isTest)) {
  describe(title(block), async () => {
    await run(block);
  });
}
