import { dirname, join } from "node:path";
import { normalizeUuid } from "../event/uuid.js";
import { settingsFilesOf, settingsOf } from "../testing/case-folder.js";
import { isRecord } from "../testing/placeholders.js";
import { settingsFile } from "../testing/read-cases.js";
import type { CaseSettings } from "../testing/settings.js";
import { type Call, type OptionInfo, oneOf, text } from "./command.js";
import { isFolder, readJsonFile } from "./files.js";
import { UsageError } from "./host.js";

/** The options that tell how a template is rendered. */
export const renderOptions = {
  escape: { type: "string", value: "json", help: "escape each value for its place in the JSON" },
  undefined: { type: "string", value: "MODE", help: "chainable (as webhooks do), default, strict or debug" },
  limits: { type: "string", value: "prefect", help: "Prefect Cloud's limits on loops and ranges" },
  now: { type: "string", value: "TIME", help: "the current time, such as 2024-03-15T12:00:00Z" },
  "time-zone": { type: "string", value: "ZONE", help: "an IANA time zone, such as Europe/Berlin; UTC" },
} as const satisfies Record<string, OptionInfo>;

/** The options that tell what an event is stamped with. */
export const eventOptions = {
  webhook: {
    type: "string",
    value: "FILE.json",
    help: "the webhook's definition: id, name, and maybe the template",
  },
  id: { type: "string", value: "UUID", help: "the id of an event that has none; a random one" },
} as const satisfies Record<string, OptionInfo>;

/**
 * The settings that the options tell.
 * @throws UsageError
 */
export function readSettingOptions({ values }: Call): CaseSettings {
  const escaping = oneOf(values, "escape", ["json"]);
  const undefinedMode = oneOf(values, "undefined", ["chainable", "default", "strict", "debug"]);
  const limits = oneOf(values, "limits", ["prefect"]);
  const [now, timeZone, id] = [text(values, "now"), text(values, "time-zone"), text(values, "id")];
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new UsageError(`--now: '${now}' is no time`);
  if (id !== undefined && normalizeUuid(id) === undefined) throw new UsageError(`--id: '${id}' is no UUID`);
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new UsageError(`--time-zone: there is no time zone '${timeZone}'`);
  }
  return {
    ...(escaping && { escape: escaping }),
    ...(undefinedMode && { undefined: undefinedMode }),
    ...(limits && { limits }),
    ...(now !== undefined && { now }),
    ...(timeZone !== undefined && { timeZone }),
    ...(id !== undefined && { id }),
  };
}

/**
 * The settings that a template is used with: those of the folders it is in, and before them the options.
 * @throws UsageError
 * @throws HookloomError `case_invalid` for a `hookloom.json` that has no settings
 */
export function settingsFor(file: string, call: Call): CaseSettings {
  return { ...settingsOf(dirname(file)), ...readSettingOptions(call) };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The files that the settings are from, for those who watch them: what `--webhook` names, and every `hookloom.json`. */
export function settingFiles({ operands, values }: Call): string[] {
  const definition = text(values, "webhook");
  const given = definition === undefined ? [] : [definition];
  const paths = [...given, ...operands];
  const folders = (paths.length === 0 ? ["."] : paths)
    .filter((path) => path !== "-")
    .map((path) => (isFolder(path) ? path : dirname(path)));
  // One that is not there may come to be.
  return [...given, ...folders.flatMap((folder) => [join(folder, settingsFile), ...settingsFilesOf(folder)])];
}

/** A webhook definition, as far as a file gives one. */
export interface DefinitionFile {
  readonly id?: string;
  readonly name?: string;
  readonly template?: string;
}

/**
 * Reads the file that `--webhook` names.
 * @throws UsageError
 */
export function readDefinitionFile({ values, host }: Call): DefinitionFile {
  const file = text(values, "webhook");
  if (file === undefined) return {};
  const json = readJsonFile(file, host);
  if (!isRecord(json)) throw new UsageError(`'${file}' holds no webhook definition: it is no object`);
  for (const field of ["id", "name", "template"]) {
    if (field in json && typeof json[field] !== "string") {
      throw new UsageError(`'${file}': the field '${field}' is no text`);
    }
  }
  return json;
}
