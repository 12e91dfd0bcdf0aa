import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src/", import.meta.url));

export default defineConfig({
  test: { include: ["test/**/*.test.ts"] },
  resolve: {
    // Examples import the package by its name.
    alias: [
      { find: /^hookloom$/, replacement: `${src}index.ts` },
      { find: /^hookloom\/(express|fastify|fetch|node)$/, replacement: `${src}adapters/$1.ts` },
    ],
  },
});
