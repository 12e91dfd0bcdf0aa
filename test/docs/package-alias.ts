import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The entries of the package by their names, as they are in src. */
export const packageAlias: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(manifest.exports)
    .flatMap(([entry, target]) => (typeof target === "string" ? [] : [[entry, target.default] as const]))
    .map(([entry, target]) => [
      `hookloom${entry.slice(1)}`,
      `${root}${target.replace("./dist/", "src/").replace(/\.js$/, ".ts")}`,
    ]),
);
