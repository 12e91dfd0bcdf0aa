import { HookloomError, type Issue } from "../errors/error.js";
import { isJsonType, readMediaType } from "../request/media-type.js";
import { Dict } from "../values/dict.js";
import { readJson } from "../values/json-read.js";
import { asText } from "../values/markup.js";
import { asInt } from "../values/number.js";
import { isList, type Value } from "../values/value.js";
import { normalizeRfc3339 } from "./rfc3339.js";
import { normalizeUuid } from "./uuid.js";

/** A request that may carry a CloudEvent. */
export interface CloudEventRequest {
  /** The value of a header by its name in lower case. */
  header(name: string): string | undefined;
  /** The header names, in lower case. */
  readonly names: readonly string[];
  /** The body as it was read: JSON, or text. */
  readonly body: Value;
  /** The body's bytes, where they are at hand. */
  readonly bytes: Uint8Array | undefined;
}

/** Attributes that every CloudEvent has, and those it may have; all others are extensions. */
const requiredNames = ["id", "source", "type", "specversion"] as const;
const namePattern = /^[a-z0-9]+$/;
// CloudEvents 1.0.2, "Type System": strings hold no control characters, surrogates or non-characters.
const forbidden = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/u;

/**
 * Reads a CloudEvent 1.0 in structured or binary mode, or in a batch of one, and maps it to an event:
 * `event` is its type, the resource its subject or else its source, `occurred` its time, `payload.data` its
 * data, `payload.cloudevents` all of its attributes. Its id becomes the event's if it is a UUID.
 *
 * @returns the event's fields as a dict
 * @throws HookloomError `cloud_event_invalid`, with all issues
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function readCloudEvent(request: CloudEventRequest): Dict {
  const { type } = readMediaType(request.header("content-type"));
  const event = type.startsWith("application/cloudevents")
    ? readStructured(type, request.body)
    : readBinary(type, request);
  checkAttributes(event.attributes);
  return toDraft(event);
}

interface CloudEvent {
  /** The context attributes, extensions among them, by name. */
  readonly attributes: Map<string, Value>;
  /** Nothing, `data`, or `data_base64` with text. */
  readonly data: readonly [name: "data" | "data_base64", value: Value] | undefined;
}

// --- structured mode ------------------------------------------------------------------------------------

function readStructured(type: string, body: Value): CloudEvent {
  if (type === "application/cloudevents-batch+json") {
    if (!isList(body)) fail("A batch of CloudEvents must be a JSON array");
    if (body.length !== 1) fail(`A webhook makes one event, and the batch has ${body.length}`);
    return fromObject(body[0] as Value);
  }
  if (type !== "application/cloudevents+json" && type !== "application/cloudevents") {
    fail("Only the JSON format of CloudEvents can be read");
  }
  return fromObject(body);
}

function fromObject(body: Value): CloudEvent {
  if (!(body instanceof Dict)) return fail("A CloudEvent in structured mode must be a JSON object");
  const attributes = new Map<string, Value>();
  let data: CloudEvent["data"];
  for (const [key, value] of body.entries()) {
    const name = asText(key) ?? fail("Attribute names must be text");
    if (name === "data" || name === "data_base64") {
      if (data !== undefined) fail("A CloudEvent has either data or data_base64, not both");
      if (name === "data_base64") checkBase64(value);
      data = [name, value];
    } else if (value !== null) attributes.set(name, value);
  }
  return { attributes, data };
}

function checkBase64(value: Value): void {
  const valid = typeof value === "string" && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
  if (!valid) fail("data_base64 is not text in Base64");
}

// --- binary mode ----------------------------------------------------------------------------------------

function readBinary(type: string, request: CloudEventRequest): CloudEvent {
  const attributes = new Map<string, Value>();
  for (const header of request.names) {
    if (!header.startsWith("ce-")) continue;
    const name = header.slice(3);
    if (name === "data" || name === "datacontenttype") fail(`The header 'ce-${name}' is not allowed`);
    attributes.set(name, decodeHeader(header, request.header(header) as string));
  }
  if (attributes.size === 0)
    fail("The request carries no CloudEvent: neither a media type nor headers say so");
  const contentType = request.header("content-type");
  if (contentType !== undefined && contentType !== "") attributes.set("datacontenttype", contentType);
  return { attributes, data: binaryData(type, request) };
}

/** Undoes quotes, then one round of percent-encoding (HTTP binding, 3.1.3.2). */
function decodeHeader(header: string, value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const unquoted = quoted === undefined ? value : quoted.replace(/\\(.)/g, "$1");
  return unquoted.replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return fail(`The header '${header}' is percent-encoded, but not as UTF-8`);
    }
  });
}

function binaryData(type: string, { body, bytes }: CloudEventRequest): CloudEvent["data"] {
  if (body === "") return undefined;
  if (isJsonType(type)) {
    if (typeof body === "string" && !isJsonText(body, bytes)) fail("The data is not valid JSON");
    return ["data", body];
  }
  if (type === "" || bytes === undefined) return ["data", body];
  const text = decodeUtf8(bytes);
  return text === undefined || isOctets(type) ? ["data_base64", toBase64(bytes)] : ["data", text];
}

/** A body that is text may be a JSON string; only the bytes can tell it from what is not JSON. */
function isJsonText(body: string, bytes: Uint8Array | undefined): boolean {
  if (bytes === undefined) return true;
  try {
    return readJson(new TextDecoder().decode(bytes)) === body;
  } catch {
    return false;
  }
}

function isOctets(type: string): boolean {
  return !type.startsWith("text/") && !type.endsWith("xml") && type !== "application/x-www-form-urlencoded";
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

// --- attributes -----------------------------------------------------------------------------------------

function checkAttributes(attributes: ReadonlyMap<string, Value>): void {
  const issues: Issue[] = [];
  const note = (name: string, rule: string, message: string) => issues.push({ path: [name], rule, message });
  for (const name of requiredNames) {
    if (!attributes.has(name)) note(name, "missing", `The attribute ${name} is required`);
  }
  for (const [name, value] of attributes) {
    if (!namePattern.test(name)) note(name, "name", "Attribute names are lower-case letters and digits");
    else {
      const problem = attributeProblem(name, value);
      if (problem !== undefined) note(name, "value", problem);
    }
  }
  if (issues.length > 0) {
    const told = issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    throw new HookloomError("cloud_event_invalid", told, { issues });
  }
}

const optionalNames: ReadonlySet<string> = new Set(["subject", "time", "datacontenttype", "dataschema"]);

function attributeProblem(name: string, value: Value): string | undefined {
  const isExtension = !optionalNames.has(name) && !(requiredNames as readonly string[]).includes(name);
  if (typeof value !== "string") {
    const int = asInt(value);
    const isSimple =
      typeof value === "boolean" || (typeof int === "number" && Math.abs(int) <= 2 ** 31 && int !== 2 ** 31);
    return isExtension && isSimple ? undefined : "The attribute must be text";
  }
  if (forbidden.test(value)) return "The attribute holds a character that CloudEvents do not allow";
  if (isExtension) return undefined;
  if (value === "") return "The attribute must not be empty";
  if (name === "specversion" && value !== "1.0") return "Only version 1.0 of CloudEvents can be read";
  if (name === "time" && normalizeRfc3339(value) === undefined) return "The time is not in RFC 3339's form";
  return undefined;
}

function toDraft({ attributes, data }: CloudEvent): Dict {
  const text = (name: string) => attributes.get(name) as string | undefined;
  const draft = new Dict()
    .set("event", text("type") as string)
    .set("resource", new Dict().set("prefect.resource.id", text("subject") ?? (text("source") as string)));
  const time = text("time");
  if (time !== undefined) draft.set("occurred", normalizeRfc3339(time) as string);
  const id = normalizeUuid(text("id") as string);
  if (id !== undefined) draft.set("id", id);
  const payload = new Dict();
  if (data !== undefined) payload.set(data[0], data[1]);
  payload.set("cloudevents", Dict.fromEntries(attributes));
  return draft.set("payload", payload);
}

function fail(message: string): never {
  throw new HookloomError("cloud_event_invalid", message);
}
