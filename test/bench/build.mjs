import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const tsc = `${root}node_modules/.bin/tsc`;

/** Installs the peers where they are not. */
export function installPeers() {
  if (existsSync(`${here}node_modules`)) return;
  console.error("Installing the peers ...");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: here,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Builds the package as it is now, where nobody else builds. @returns the folder */
export function build() {
  return compile(root, `${here}dist/now`);
}

/** Builds the package as it was at a Git reference. @returns the folder, undefined where there is no such reference */
export function buildReference(reference) {
  const source = `${here}dist/source`;
  let archive;
  try {
    archive = execFileSync("git", ["archive", reference, "--", "src", "tsconfig.json"], {
      cwd: root,
      maxBuffer: 1e9,
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
  rmSync(source, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  execFileSync("tar", ["-x", "-C", source], { input: archive });
  return compile(source, `${here}dist/before`);
}

function compile(from, to) {
  rmSync(to, { recursive: true, force: true });
  try {
    execFileSync(tsc, ["-p", `${from}/tsconfig.json`, "--outDir", to, "--declaration", "false"], {
      stdio: "pipe",
    });
  } catch (error) {
    // A type error does not keep JavaScript from being written; what cannot run will fail soon enough.
    console.error(String(error.stdout));
  }
  // Of builds before it, nothing is bundled.
  if (from === root) execFileSync(process.execPath, [`${root}scripts/bundle.mjs`, to], { stdio: "inherit" });
  return to;
}
