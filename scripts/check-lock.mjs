// Fails when package-lock.json lacks a package that another one names for some other platform: npm install
// made such a lock where a registry lacked it, and `npm ci` refuses it everywhere else. Takes the locks to
// check as arguments.
import { readFileSync } from "node:fs";

const given = process.argv.slice(2);
const locks = given.length === 0 ? ["package-lock.json"] : given;
for (const lock of locks) {
  const { packages } = JSON.parse(readFileSync(lock, "utf8"));
  const missing = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      // A dependency is found beside the package, or in any node_modules above it.
      const folders = path
        .split("node_modules/")
        .map((_, index, parts) => parts.slice(0, index + 1).join("node_modules/"));
      const found =
        folders.some((folder) => `${folder}node_modules/${name}` in packages) ||
        `${path}/node_modules/${name}` in packages;
      if (!found) missing.push(`${path || "(root)"} needs ${name}`);
    }
  }
  if (missing.length > 0) {
    console.error(`${lock} is incomplete:\n  ${missing.join("\n  ")}`);
    process.exitCode = 1;
  } else {
    console.log(`${lock} is complete: ${Object.keys(packages).length} packages`);
  }
}
