import { configDefaults, defineConfig } from "vitest/config";
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Express and Fastify generate code, whatever is served from them.
    exclude: [
      ...configDefaults.exclude,
      "test/adapters/{bodies,callbacks,examples,matrix,sockets,types}.test.ts",
    ],
    pool: "forks",
    execArgv: ["--disallow-code-generation-from-strings"],
  },
});
