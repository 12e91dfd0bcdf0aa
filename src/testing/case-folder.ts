import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { checkText } from "../options.js";
import type { TemplateCase } from "./case.js";
import {
  type FolderCase,
  readFolder,
  readManifest,
  readSettings,
  settingsFile,
  templateFile,
} from "./read-cases.js";
import { type CaseSettings, invalid } from "./settings.js";

/** A case and where its files are. */
export interface LoadedCase extends TemplateCase {
  /** Its template's file, or the manifest that lists it. */
  readonly source: string;
  /** Its place in the manifest, from 0. */
  readonly index?: number;
  /** Where its expectation is or will be; none for a case of a manifest. */
  readonly files?: { readonly event: string; readonly failure: string };
}

/**
 * Finds the cases of a folder and all folders in it, or of a manifest (a JSON file). A `hookloom.json` holds
 * settings for the folder it is in and all below.
 *
 * @param path of the folder or manifest
 * @returns the cases of a folder in the order of their names, those of a manifest in its order
 * @throws HookloomError `case_invalid` for files that are not as they should be, and where there are no cases; Node's own error for what
 * cannot be read
 *
 * @example
 * test.each(loadCases("hooks"))("$name", (given) => expectCase(given));
 */
export function loadCases(path: string): LoadedCase[] {
  checkText("The path of cases", path);
  if (!existsSync(path)) throw invalid(`There is no folder or file '${path}'`);
  if (statSync(path).isFile()) {
    return loadManifest(path);
  }
  const found: LoadedCase[] = [];
  collect(path, path, settingsOf(join(path, "..")), found);
  if (found.length === 0) {
    throw invalid(`There is no case in '${path}': no folder has a ${templateFile} and an .http file`);
  }
  return found;
}

function loadManifest(path: string): LoadedCase[] {
  const near = (file: string) => readFileSync(resolve(dirname(path), file), "utf8");
  const cases = readManifest(readFileSync(path, "utf8"), near, path);
  return cases.map((given, index) => ({ ...given, source: path, index }));
}

function collect(root: string, folder: string, outer: CaseSettings, found: LoadedCase[]): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: Record<string, string> = {};
  for (const entry of entries) {
    const isOurs = /\.(?:http|json|jinja)$/.test(entry.name);
    if (!entry.isDirectory() && isOurs) files[entry.name] = readFileSync(join(folder, entry.name), "utf8");
  }
  const name = relative(root, folder) || basename(resolve(folder));
  for (const given of readFolder(name.replaceAll("\\", "/"), files, outer)) {
    found.push({ ...given, source: join(folder, templateFile), files: filesOf(folder, given) });
  }
  const own = files[settingsFile];
  const settings = own === undefined ? outer : { ...outer, ...readSettings(own, join(folder, settingsFile)) };
  for (const entry of entries) {
    const isHidden = entry.name.startsWith(".") || entry.name === "node_modules";
    if (entry.isDirectory() && !isHidden) collect(root, join(folder, entry.name), settings, found);
  }
}

function filesOf(folder: string, { eventFile, failureFile }: FolderCase): { event: string; failure: string } {
  return { event: join(folder, eventFile), failure: join(folder, failureFile) };
}

/** The files `hookloom.json` of a folder and of all folders around it, the outermost first. */
export function settingsFilesOf(folder: string): string[] {
  const file = join(folder, settingsFile);
  const own = existsSync(file) ? [file] : [];
  const outer = join(folder, "..");
  return resolve(outer) === resolve(folder) ? own : [...settingsFilesOf(outer), ...own];
}

/**
 * The settings that hold in a folder: of each, the nearest counts.
 * @throws HookloomError `case_invalid`
 */
export function settingsOf(folder: string): CaseSettings {
  return Object.assign(
    {},
    ...settingsFilesOf(folder).map((file) => readSettings(readFileSync(file, "utf8"), file)),
  ) as CaseSettings;
}
