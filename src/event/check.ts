import { addIssue, type Issue } from "../errors/error.js";
import type { Limits } from "../limits.js";
import { isLonger } from "../values/text.js";
import type { Json } from "./event.js";
import { normalizeOccurred } from "./occurred.js";
import { type EventJson, isFaulty } from "./read-event-json.js";
import { normalizeUuid } from "./uuid.js";

/**
 * Finds what keeps JSON from being an event: nothing, or all of it at once, in the order of the fields and by the names
 * that Prefect's validation has for it. `eventSchema` says the same to others; it takes many times as long, keeps
 * every issue in memory, and of very many of them overflows the stack.
 *
 * @returns the issues that were there, and those that were found
 */
export function checkEvent({ json, issues }: EventJson, limits: Limits): readonly Issue[] {
  new Check(issues, limits).event(json);
  return issues;
}

/** What is wrong with a value by itself. */
export const messages = {
  missing: "Field required",
  string_type: "Input should be a valid string",
  dict_type: "Input should be a valid dictionary",
  model_type: "Input should be a valid dictionary",
  list_type: "Input should be a valid list",
  datetime_type: "Input should be a valid date and time",
  datetime_parsing: "Input should be a valid date and time",
  uuid_type: "UUID input should be a string",
  uuid_parsing: "Input should be a valid UUID",
} as const;

class Check {
  readonly #issues: Issue[];
  readonly #limits: Limits;
  /** Whether there are values of which nothing more needs to be said. */
  readonly #hasFaulty: boolean;

  constructor(issues: Issue[], limits: Limits) {
    this.#issues = issues;
    this.#limits = limits;
    this.#hasFaulty = issues.length > 0;
  }

  event(json: Json): void {
    if (isRecord(json)) this.#fields(json);
    else this.#refuse("model_type", json, []);
  }

  #fields({ occurred, event, resource, related, payload, id, follows }: JsonRecord): void {
    if (occurred !== undefined) this.#occurred(occurred);
    this.#name(event);
    this.#resource(resource);
    if (related === undefined || Array.isArray(related)) this.#related(related ?? []);
    else this.#refuse("list_type", related, ["related"]);
    if (payload !== undefined && !isRecord(payload)) this.#refuse("dict_type", payload, ["payload"]);
    if (id !== undefined) this.#uuid(id, "id");
    if (follows !== undefined && follows !== null) this.#uuid(follows, "follows");
  }

  #occurred(value: Json): void {
    if (typeof value !== "string" && !Number.isFinite(value)) {
      this.#refuse("datetime_type", value, ["occurred"]);
    } else if (normalizeOccurred(value) === undefined) {
      this.#refuse("datetime_parsing", value, ["occurred"]);
    }
  }

  #name(value: Json | undefined): void {
    const limit = this.#limits.eventName;
    if (typeof value !== "string") this.#refuse("string_type", value, ["event"]);
    else if (isLonger(value, limit)) {
      this.#note("value_error", nameMessage(limit), value, ["event"]);
    }
  }

  /** @param index which of the related resources it is, if it is one */
  #resource(value: Json | undefined, index?: number): void {
    if (isRecord(value)) this.#labels(value, index);
    else this.#refuse("dict_type", value, pathOf(index));
  }

  #labels(labels: JsonRecord, index: number | undefined): void {
    const names = Object.keys(labels);
    let isText = true;
    for (const name of names) {
      if (typeof labels[name] === "string") continue;
      this.#refuse("string_type", labels[name], [...pathOf(index), name]);
      isText = false;
    }
    // Whatever has a fault inside is not looked at as a whole.
    const message = isText ? this.#findLack(labels, names.length, index !== undefined) : undefined;
    if (message !== undefined) this.#note("value_error", message, labels, pathOf(index));
  }

  #findLack(labels: JsonRecord, count: number, needsRole: boolean): string | undefined {
    const limit = this.#limits.resourceLabels;
    if (count > limit) return labelsMessage(limit);
    return missingLabel(labels, "id") ?? (needsRole ? missingLabel(labels, "role") : undefined);
  }

  #related(resources: readonly Json[]): void {
    const before = this.#issues.length;
    for (let index = 0; index < resources.length; index += 1) this.#resource(resources[index], index);
    const limit = this.#limits.relatedResources;
    if (this.#issues.length > before || resources.length <= limit) return;
    this.#note("value_error", relatedMessage(limit), [], ["related"]);
  }

  #uuid(value: Json, field: "id" | "follows"): void {
    if (typeof value !== "string") this.#refuse("uuid_type", value, [field]);
    else if (normalizeUuid(value) === undefined) this.#refuse("uuid_parsing", value, [field]);
  }

  #refuse(rule: keyof typeof messages, value: Json | undefined, path: Issue["path"]): void {
    const told = value === undefined ? "missing" : rule;
    this.#note(told, messages[told], value, path);
  }

  #note(rule: string, message: string, value: Json | undefined, path: Issue["path"]): void {
    if (this.#hasFaulty && isFaulty(value, path)) return;
    addIssue(this.#issues, path, rule, message);
  }
}

type JsonRecord = { [key: string]: Json };

function pathOf(index: number | undefined): Issue["path"] {
  return index === undefined ? ["resource"] : ["related", index];
}

function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is wrong with a name that is too long. */
export function nameMessage(limit: number): string {
  return `Event name must be at most ${limit} characters`;
}

/** What is wrong with labels of which there are too many. */
export function labelsMessage(limit: number): string {
  return `The maximum number of labels per resource is ${limit}`;
}

/** What is wrong with related resources of which there are too many. */
export function relatedMessage(limit: number): string {
  return `The maximum number of related resources is ${limit}`;
}

/** What is wrong with labels that lack one that resources, or related ones, must have. */
export function missingLabel(labels: JsonRecord, name: "id" | "role"): string | undefined {
  const label = `prefect.resource.${name}`;
  const whose = name === "id" ? "Resources" : "Related Resources";
  if (!Object.hasOwn(labels, label)) return `${whose} must include the ${label} label`;
  return labels[label] === "" ? `The ${label} label must be non-empty` : undefined;
}
