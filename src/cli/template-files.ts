import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isHookloomError } from "../errors/error.js";
import { readSettings, settingsFile } from "../testing/read-cases.js";
import type { CaseSettings } from "../testing/settings.js";
import { isFolder } from "./files.js";
import { UsageError } from "./host.js";

/** A template, and what the files `hookloom.json` around it set. */
export interface TemplateFile {
  readonly file: string;
  readonly settings: CaseSettings;
}

/**
 * The templates that operands name: files, and all below folders. As in tests, a `hookloom.json` holds for the
 * folder it is in and all below; of a file that is named itself, the one beside it is read.
 * @throws UsageError
 */
export function findTemplates(operands: readonly string[]): TemplateFile[] {
  if (operands.length === 0) throw new UsageError("which templates? Give their files, or a folder");
  return operands.flatMap((path) => {
    if (!isFolder(path)) return [{ file: path, settings: settingsIn(dirname(path), {}) }];
    const files = below(path, {}, [".jinja", ".j2"]);
    if (files.length === 0) throw new UsageError(`there is no .jinja or .j2 file in '${path}'`);
    return files;
  });
}

/** The files below a folder whose names end so. */
export function filesBelow(folder: string, ending: string): string[] {
  return below(folder, {}, [ending]).map(({ file }) => file);
}

function below(folder: string, outer: CaseSettings, endings: readonly string[]): TemplateFile[] {
  const settings = settingsIn(folder, outer);
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) {
        return endings.some((ending) => entry.name.endsWith(ending)) ? [{ file: path, settings }] : [];
      }
      const isHidden = entry.name.startsWith(".") || entry.name === "node_modules";
      return isHidden ? [] : below(path, settings, endings);
    });
}

function settingsIn(folder: string, outer: CaseSettings): CaseSettings {
  const file = join(folder, settingsFile);
  if (!existsSync(file)) return outer;
  try {
    return { ...outer, ...readSettings(readFileSync(file, "utf8"), file) };
  } catch (error) {
    if (isHookloomError(error)) throw new UsageError(error.message);
    throw error;
  }
}
