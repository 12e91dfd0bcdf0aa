import { isHookloomError } from "../errors/error.js";
import { Source } from "../errors/source.js";
import { checkText, wrong } from "../options.js";
import type { HookRequest } from "../request/request.js";
import { locateInJson } from "../values/json-locate.js";
import { readJsonSlowly } from "../values/json-read.js";
import type { Expectation, TemplateCase } from "./case.js";
import { readHttpFile } from "./http-file.js";
import { isRecord } from "./placeholders.js";
import { type CaseSettings, checkSettings, invalid } from "./settings.js";

/** The files of a folder by their names. */
export type FolderFiles = Readonly<Record<string, string>>;

/** A case of a folder, and the names that its expectation has there. */
export interface FolderCase extends TemplateCase {
  /** `event.json`, or `NAME.event.json` for `NAME.http`. */
  readonly eventFile: string;
  /** `failure.json`, or `NAME.failure.json`. */
  readonly failureFile: string;
}

export const templateFile = "template.jinja";
export const settingsFile = "hookloom.json";

/**
 * The cases of one folder: its `template.jinja` with each of its `.http` files. `request.http` is compared with
 * `event.json` or `failure.json`, and `other.http` with `other.event.json` or `other.failure.json`.
 *
 * @param name the folder's name
 * @param files the texts of its files by name; those that mean nothing here are passed over
 * @param outer settings that hold where the folder has none of its own
 * @returns a case for each request, in the order of their names; none for a folder without a template
 * @throws HookloomError `case_invalid` for what is no request, no JSON or no setting, and where both an event and a failure are expected
 *
 * @example readFolder("push", { "template.jinja": template, "request.http": request, "event.json": event })
 */
export function readFolder(name: string, files: FolderFiles, outer: CaseSettings = {}): FolderCase[] {
  if (!isRecord(files)) throw wrong("The files of a folder", "an object of texts", files);
  const template = files[templateFile];
  if (template === undefined) return [];
  const settings = files[settingsFile];
  const around = checkSettings(outer, name);
  const all =
    settings === undefined ? around : { ...around, ...readSettings(settings, `${name}/${settingsFile}`) };
  return Object.keys(files)
    .filter((file) => file.endsWith(".http"))
    .sort()
    .map((file) => {
      const stem = file.slice(0, -".http".length);
      const [prefix, label] = stem === "request" ? ["", name] : [`${stem}.`, `${name}/${stem}`];
      const [eventFile, failureFile] = [`${prefix}event.json`, `${prefix}failure.json`];
      return {
        name: label,
        template,
        request: readHttpFile(files[file] as string, `${name}/${file}`),
        expected: expectationIn(files, name, eventFile, failureFile),
        settings: { ...all, webhook: { name: name.split("/").at(-1) ?? name, ...all.webhook } },
        eventFile,
        failureFile,
      };
    });
}

function expectationIn(
  files: FolderFiles,
  name: string,
  eventFile: string,
  failureFile: string,
): Expectation | undefined {
  const [event, failure] = [files[eventFile], files[failureFile]];
  if (event !== undefined && failure !== undefined) {
    throw invalid(`${name}: there is both ${eventFile} and ${failureFile}; only one can come`);
  }
  if (event !== undefined) return { event: readJsonFile(event, `${name}/${eventFile}`) };
  if (failure !== undefined) return { failure: readJsonFile(failure, `${name}/${failureFile}`) };
  return undefined;
}

/**
 * The cases of a manifest: one JSON file with `{"settings": {…}, "cases": [{"name", "template", "request",
 * "event"}, …]}`, or only the list. A template is text, a list of lines, or `{"file": "path"}`; a request is
 * `{"method", "headers", "body"}`, whose body may be JSON data, or the text of an `.http` file, or
 * `{"file": "path"}`.
 *
 * @param text the manifest
 * @param readFile reads a file that the manifest names
 * @param file the manifest's own name, for errors
 * @returns the cases, in their order
 * @throws HookloomError `case_invalid` for what is no manifest, request or setting, where both an event and a failure are expected, and for
 * a file that cannot be read
 *
 * @example readManifest(text, (path) => readFileSync(join(folder, path), "utf8"))
 */
export function readManifest(
  text: string,
  readFile: (path: string) => string,
  file?: string,
): TemplateCase[] {
  checkText("A manifest", text);
  if (typeof readFile !== "function") throw wrong("What reads files", "a function", readFile);
  const whole = file ?? "the manifest";
  const manifest = readJsonFile(text, whole);
  const list = Array.isArray(manifest) ? manifest : isRecord(manifest) ? manifest.cases : undefined;
  if (!Array.isArray(list))
    throw invalid(`${whole}: a manifest is a list of cases, or an object with "cases"`);
  const shared = isRecord(manifest) ? checkSettings(manifest.settings ?? {}, whole) : {};
  return list.map((item: unknown, index) => {
    if (!isRecord(item)) throw invalid(`${whole}: case ${index + 1} is no object`);
    const name = typeof item.name === "string" ? item.name : `case ${index + 1}`;
    const where = file === undefined ? name : `${file}: ${name}`;
    if ("event" in item && "failure" in item) {
      throw invalid(`${where}: there is both "event" and "failure"; only one can come`);
    }
    const own = checkSettings(item.settings ?? {}, where);
    return {
      name,
      template: textOf(item.template, `${where}: "template"`, readFile),
      request: requestOf(item.request, where, readFile, () => bodyIn(text, casePath(manifest, index))),
      expected:
        "event" in item ? { event: item.event } : "failure" in item ? { failure: item.failure } : undefined,
      settings: { ...shared, ...own },
    };
  });
}

function textOf(value: unknown, what: string, readFile: (path: string) => string): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) return value.join("\n");
  if (isRecord(value) && typeof value.file === "string") {
    const { file } = value;
    try {
      return readFile(file);
    } catch (cause) {
      throw invalid(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
    }
  }
  throw invalid(`${what} must be text, a list of lines, or {"file": "path"}`);
}

/** Where a case stands in a manifest. */
export function casePath(manifest: unknown, index: number): (string | number)[] {
  return Array.isArray(manifest) ? [index] : ["cases", index];
}

/** The body of a case's request as it is written, but for blanks: read and written anew, numbers would not be the same. */
function bodyIn(manifest: string, path: readonly (string | number)[]): string {
  const { start, end } = locateInJson(manifest, [...path, "request", "body"]);
  return manifest.slice(start, end).replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, "$1");
}

function requestOf(
  value: unknown,
  name: string,
  readFile: (path: string) => string,
  writtenBody: () => string,
): HookRequest {
  if (isRecord(value) && !("file" in value)) {
    const { method = "POST", headers = {}, body } = value;
    if (typeof method !== "string" || !isRecord(headers)) {
      throw invalid(`${name}: "request" must have a "method" and "headers"`);
    }
    const isText = typeof body === "string" || body === undefined || body === null;
    const named = headers as Record<string, string>;
    return {
      method,
      headers: isText ? named : { "content-type": "application/json", ...named },
      body: isText ? body : writtenBody(),
    };
  }
  const text = textOf(value, `${name}: "request"`, readFile);
  return readHttpFile(text, name);
}

/** Reads a settings file. */
export function readSettings(text: string, file: string): CaseSettings {
  return checkSettings(readJsonFile(text, file), file);
}

function readJsonFile(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    try {
      // It says where.
      readJsonSlowly(text);
    } catch (error) {
      if (!isHookloomError(error) || error.span === undefined) throw error;
      const told = invalid(`${file}: line ${error.line}: ${error.message}`, cause);
      throw told.placedAt(new Source(text, file), error.span);
    }
    throw invalid(`${file}: this is no JSON`, cause);
  }
}
