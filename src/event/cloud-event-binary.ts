import { decodeLatin1 } from "../request/decode.js";
import { isJsonType, type MediaType, readMediaType } from "../request/media-type.js";
import type { Value } from "../values/value.js";
import type { CloudEvent, CloudEventData, CloudEventRequest } from "./cloud-event.js";
import { failCloudEvent } from "./cloud-event-attributes.js";

/** Reads a CloudEvent whose attributes are header fields and whose data is the body (HTTP binding, 3.1). */
export function readBinary(request: CloudEventRequest): CloudEvent {
  const attributes = new Map<string, Value>();
  for (const [header, value] of request.headers) {
    if (!header.startsWith("ce-")) continue;
    const name = header.slice(3);
    if (name === "data" || name === "data_base64" || name === "datacontenttype") {
      failCloudEvent(`The header 'ce-${name}' is not allowed`);
    }
    attributes.set(name, decodeHeader(header, value));
  }
  if (attributes.size === 0) {
    failCloudEvent("The request carries no CloudEvent: neither a media type nor headers say so");
  }
  const contentType = request.headers.get("content-type");
  if (contentType !== undefined && contentType !== "") attributes.set("datacontenttype", contentType);
  return { attributes, data: dataOf(readMediaType(contentType), request) };
}

/** Undoes quotes, then one round of percent-encoding (HTTP binding, 3.1.3.2). */
function decodeHeader(header: string, value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(value)?.[1];
  const unquoted = quoted === undefined ? value : quoted.replace(/\\(.)/g, "$1");
  return unquoted.replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return failCloudEvent(`The header '${header}' is percent-encoded, but not as UTF-8`);
    }
  });
}

function dataOf(type: MediaType, { body, read }: CloudEventRequest): CloudEventData | undefined {
  if (read === undefined || type.type === "") return body === "" ? undefined : ["data", body];
  const { text, bytes } = read;
  if (text === "" && (bytes === undefined || bytes.length === 0)) return undefined;
  if (isJsonType(type.type)) {
    return read.kind === "json" ? ["data", body] : failCloudEvent("The data is not valid JSON");
  }
  const isText = bytes === undefined || (isTextType(type) && isReadable(bytes, type));
  return isText ? ["data", text] : ["data_base64", btoa(decodeLatin1(bytes))];
}

/** Whether data of a type is text; what says its charset is. */
function isTextType({ type, charset }: MediaType): boolean {
  return charset !== undefined || textType.test(type);
}

const textType = /^text\/|[/+](?:xml|yaml|javascript|x-www-form-urlencoded)$/;

/** Whether bytes are what their type says. A charset other than UTF-8 has been found to be readable. */
function isReadable(bytes: Uint8Array, { charset = "utf-8" }: MediaType): boolean {
  if (charset !== "utf-8") return true;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
