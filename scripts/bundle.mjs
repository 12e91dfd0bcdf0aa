// Bundles what Node loads: a few files for all the entries, instead of one for each module. Node takes half a
// millisecond and more to find, read and link a file, so that hookloom starts in less than half of the time.
// Bundlers are given the modules, and leave out what is not used.
//
// Takes the folder that tsc has written to, dist by default; writes into its folder `node`.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = resolve(process.argv[2] ?? `${root}dist`);
const { exports, bin } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));

const outputs = [...Object.values(exports).map(({ node }) => node), ...Object.values(bin)].filter(Boolean);

await build({
  entryPoints: outputs.map((output) => output.replace(/^(?:\.\/)?dist\/node/, dist)),
  outbase: dist,
  outdir: `${dist}/node`,
  bundle: true,
  splitting: true,
  chunkNames: "shared/[hash]",
  packages: "external",
  platform: "node",
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
