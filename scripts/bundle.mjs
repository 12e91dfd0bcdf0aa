// Bundles what Node loads: a few files for all the entries, instead of one for each module. Node takes half a
// millisecond and more to find, read and link a file, so that hookloom starts in less than half of the time.
// Bundlers are given the modules, and leave out what is not used. zod goes in, too, but for what hookloom has no use
// for: by itself it loads a hundred files, most of them languages of its messages.
//
// Takes the folder that tsc has written to, dist by default; writes into its folder `node`.
import { copyFileSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../", import.meta.url));
const dist = resolve(process.argv[2] ?? `${root}dist`);
const { exports, bin, dependencies, peerDependencies } = JSON.parse(
  readFileSync(`${root}package.json`, "utf8"),
);

const outputs = [...Object.values(exports).map(({ node }) => node), ...Object.values(bin)].filter(Boolean);

const external = Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => name !== "zod");

await build({
  entryPoints: outputs.map((output) => output.replace(/^(?:\.\/)?dist\/node/, dist)),
  outbase: dist,
  outdir: `${dist}/node`,
  bundle: true,
  splitting: true,
  chunkNames: "shared/[hash]",
  external,
  platform: "node",
  format: "esm",
  target: "es2022",
  logLevel: "warning",
});
copyFileSync(`${root}node_modules/zod/LICENSE`, `${dist}/node/zod.LICENSE`);
