// Takes the guards of the sandbox out one at a time, and sees that a check fails without each of them.
//
//   npm run mutate                 the guards of src/jinja/sandbox, and all bounds on depth
//   npm run mutate -- --all        every charge in src/jinja and src/values, too: many minutes
//   npm run mutate -- slice meter  only files whose path has one of the words in it
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const all = process.argv.includes("--all");

/** What can be taken out of a line: the text that is found, what it becomes, and the name of the kind. */
const kinds = [
  { name: "charge", found: /[\w.#]*(?:meter|budget)\.(?:spend|reserve)\(.*\);$/i, becomes: ";" },
  { name: "charge", found: /^\s*(?:spend|reserve)\(.*\);$/, becomes: ";" },
  { name: "depth", found: /^\s*checkDepth\(.*\);$/, becomes: ";" },
  { name: "depth", found: /^\s*(?:this\.meter\.enter|meter\.descend|this\.#deepen)\(.*\);$/, becomes: ";" },
  {
    name: "refusal",
    found: /^(\s*)if \((.*)\) (throw .*|return .*\.fail\(\);|fail.*|.*#look\(\);)$/,
    becomes: "$1if (false) $3",
  },
  { name: "refusal", found: /^(\s*)if \((.*)\) \{$/, becomes: "$1if (false) {", next: /^\s*throw / },
  { name: "refusal", found: /\? (\w+) : \1\.fail\(\)/, becomes: "? $1 : $1" },
  { name: "hidden", found: /\.mutates === true/, becomes: ".mutates === null" },
  { name: "hidden", found: /!name\.startsWith\("_"\)/, becomes: "true" },
  { name: "hidden", found: /isHashable\(key, state, 0\)/, becomes: "true" },
  { name: "bounds", found: /index >= 0 && index < length/, becomes: "true" },
  { name: "bounds", found: /Math\.min\(Math\.max\((.*), lowest\), highest\)/, becomes: "$1" },
  { name: "own", found: /^(\s*)if \(!Object\.hasOwn\(.*\)\) return undefined;$/, becomes: ";" },
  {
    name: "callable",
    found: /callee instanceof Callable/,
    becomes: "typeof callee === 'object' && callee !== null",
  },
];

/** Mutants that only cost or change nothing, with the reason. */
const explained = [
  ["lexer.ts", "operators, written", "No property of a prototype has a name of one character."],
  [
    "pretty-print.ts",
    "checkDepth",
    "Whatever is printed is tried on one line first, which checks as well, and the other way about.",
  ],
  [
    "compare.ts",
    "checkDepth(depth, budget)",
    "Items are asked whether they are equal before they are ordered, which checks as well.",
  ],
];

function filesBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

/** Every place of a guard: file, line, and the line without the guard. */
function mutantsOf(file) {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const inSandbox = file.startsWith("src/jinja/sandbox/");
  return lines.flatMap((line, index) =>
    kinds
      .filter(
        ({ found, next }) => found.test(line) && (next === undefined || next.test(lines[index + 1] ?? "")),
      )
      .filter(({ name }) => inSandbox || name === "depth" || name === "own" || (all && name === "charge"))
      .map(({ name, found, becomes }) => ({
        file,
        line: index + 1,
        name,
        was: line.trim(),
        text: lines.with(index, line.replace(found, becomes)).join("\n"),
      })),
  );
}

const folder = mkdtempSync(join(tmpdir(), "hookloom-mutate-"));

/** Runs all checks on the tree with one file changed; says why they failed, or nothing if they passed. */
async function run(name, mutant) {
  const outfile = join(folder, `${name}.mjs`);
  const swap = {
    name: "swap",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        mutant !== undefined && path === join(root, mutant.file)
          ? { contents: mutant.text, loader: "ts" }
          : undefined,
      );
    },
  };
  await build({
    entryPoints: [join(root, "test/sandbox/guards-run.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    plugins: [swap],
    logLevel: "silent",
  });
  return new Promise((resolve) => {
    const args = ["--max-old-space-size=256", outfile, join(root, "test/sandbox")];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, stdout) => {
      rmSync(outfile, { force: true });
      if (error === null) resolve(undefined);
      else resolve(error.killed ? "ran for ever" : stdout.trim() || "ended in a crash");
    });
  });
}

const untouched = await run("untouched");
if (untouched !== undefined) {
  console.error(`Without any change: ${untouched}`);
  process.exit(1);
}
const mutants = [...filesBelow("src/jinja"), ...filesBelow("src/values")]
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .flatMap(mutantsOf);
const queue = mutants.entries();
const survivors = [];
let found = 0;
async function work() {
  for (const [index, mutant] of queue) {
    const why = await run(index, mutant);
    const reason = explained.find(
      ([file, text]) => mutant.file.endsWith(file) && mutant.was.includes(text),
    )?.[2];
    if (why !== undefined) found += 1;
    else survivors.push({ ...mutant, reason });
    if (process.argv.includes("--verbose")) console.log(`${mutant.file}:${mutant.line} ${why ?? "SURVIVED"}`);
  }
}
await Promise.all(Array.from({ length: Math.max(1, cpus().length) }, work));
rmSync(folder, { recursive: true });
for (const { file, line, was, reason } of survivors) {
  console.log(`survived: ${file}:${line}  ${was}${reason === undefined ? "" : `\n          ${reason}`}`);
}
console.log(`${found} of ${mutants.length} guards taken out were missed by a check.`);
process.exitCode = survivors.some(({ reason }) => reason === undefined) ? 1 : 0;
