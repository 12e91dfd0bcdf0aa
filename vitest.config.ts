import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

/** Express, Fastify and nunjucks generate code, whatever they are used for. */
const generateCode = [
  "test/adapters/{bodies,callbacks,examples,matrix,sockets,types}.test.ts",
  "test/docs/code.test.ts",
  "test/engines/*.test.ts",
];

/** What takes too long is killed there, so nothing else runs meanwhile. */
const undisturbed = ["test/sandbox/attacks.test.ts"];

const noEval = ["--disallow-code-generation-from-strings"];

export default defineConfig({
  test: {
    // The limits of a test are counted in work; time is only there to end what hangs.
    testTimeout: 60_000,
    // All processors: on few of them, the one that is left free by default is half of the time.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...generateCode, ...undisturbed],
          pool: "forks",
          execArgv: noEval,
        },
      },
      { extends: true, test: { name: "hosts", include: generateCode } },
      {
        extends: true,
        test: {
          name: "attacks",
          include: undisturbed,
          pool: "forks",
          execArgv: noEval,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
  resolve: {
    // Examples import the package by its name.
    alias: [
      { find: /^hookloom$/, replacement: `${src}index.ts` },
      { find: /^hookloom\/(express|fastify|fetch|node)$/, replacement: `${src}adapters/$1.ts` },
    ],
  },
});
