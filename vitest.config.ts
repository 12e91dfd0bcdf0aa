import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

/** Express, Fastify and nunjucks generate code, whatever they are used for. */
const generateCode = [
  "test/adapters/{bodies,callbacks,examples,matrix,sockets,types}.test.ts",
  "test/docs/code.test.ts",
  "test/engines/*.test.ts",
];

export default defineConfig({
  test: {
    // The limits of a test are counted in work; time is only there to end what hangs.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...generateCode],
          pool: "forks",
          execArgv: ["--disallow-code-generation-from-strings"],
        },
      },
      { extends: true, test: { name: "hosts", include: generateCode } },
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
