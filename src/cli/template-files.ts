import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isFolder } from "./files.js";
import { UsageError } from "./host.js";

/**
 * The templates that operands name: files, and all below folders.
 * @throws UsageError
 */
export function findTemplates(operands: readonly string[]): string[] {
  if (operands.length === 0) throw new UsageError("which templates? Give their files, or a folder");
  return operands.flatMap((path) => {
    if (!isFolder(path)) return [path];
    const files = filesBelow(path, [".jinja", ".j2"]);
    if (files.length === 0) throw new UsageError(`there is no .jinja or .j2 file in '${path}'`);
    return files;
  });
}

/** The files below a folder whose names end so. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
      const isHidden = entry.name.startsWith(".") || entry.name === "node_modules";
      return isHidden ? [] : filesBelow(path, endings);
    });
}
