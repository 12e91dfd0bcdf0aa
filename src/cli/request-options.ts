import type { HookRequest } from "../request/request.js";
import { type FileRequest, readHttpFile } from "../testing/http-file.js";
import { type Call, type OptionInfo, text, texts } from "./command.js";
import { readBytes, readText } from "./files.js";
import { UsageError } from "./host.js";

/** The options that tell the request, with curl's letters. */
export const requestOptions = {
  request: {
    type: "string",
    short: "r",
    value: "FILE.http",
    help: "the request: method and path, headers, a blank line, the body",
  },
  method: {
    type: "string",
    short: "X",
    value: "METHOD",
    help: "the method; POST if there is a body, else GET",
  },
  header: {
    type: "string",
    short: "H",
    multiple: true,
    value: "'NAME: VALUE'",
    help: "a header; can be repeated",
  },
  data: {
    type: "string",
    short: "d",
    multiple: true,
    value: "DATA",
    help: "the body, or @FILE without its line breaks; several are joined by '&'",
  },
  "data-raw": { type: "string", multiple: true, value: "DATA", help: "as --data, with '@' as text" },
  "data-binary": { type: "string", multiple: true, value: "DATA", help: "as --data, @FILE byte by byte" },
} as const satisfies Record<string, OptionInfo>;

/**
 * The request that the options tell: an `.http` file, whose parts the other options replace, or curl's options
 * by themselves.
 * @throws UsageError
 */
export function readRequest(call: Call): HookRequest {
  const { values, host } = call;
  const file = text(values, "request");
  const base = file === undefined ? undefined : readRequestFile(file, readText(file, host));
  const body = readData(call);
  const given = texts(values, "header").map(readHeader);
  const isForm =
    body !== undefined && base === undefined && !given.some(([name]) => isNamed(name, "content-type"));
  const headers = [
    ...(base?.headers ?? []).filter(([name]) => !given.some(([other]) => isNamed(name, other))),
    ...given,
    // As curl does.
    ...(isForm ? [["Content-Type", "application/x-www-form-urlencoded"] as const] : []),
  ];
  const method = text(values, "method") ?? base?.method ?? (body === undefined ? "GET" : "POST");
  return { method, headers, body: body ?? base?.body };
}

/**
 * Reads a file that the command is given as a request.
 * @throws UsageError
 */
export function readRequestFile(path: string, content: string): FileRequest {
  try {
    return readHttpFile(content);
  } catch (error) {
    throw new UsageError(`'${path}': ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readHeader(given: string): [string, string] {
  // curl's "Name;" is a header without a value.
  if (/^[^:;]+;$/.test(given)) return [given.slice(0, -1), ""];
  const colon = given.indexOf(":");
  if (colon <= 0) throw new UsageError(`a header is 'Name: value', not '${given}'`);
  return [given.slice(0, colon).trim(), given.slice(colon + 1).trim()];
}

function readData(call: Call): Uint8Array | string | undefined {
  const { values, host } = call;
  const binary = texts(values, "data-binary");
  const parts = [
    ...texts(values, "data").map((data) =>
      data.startsWith("@") ? readText(data.slice(1), host).replace(/[\r\n]/g, "") : data,
    ),
    ...texts(values, "data-raw"),
  ];
  const [only] = binary;
  if (parts.length === 0 && binary.length === 1 && only?.startsWith("@") === true && only !== "@-") {
    return readBytes(only.slice(1));
  }
  parts.push(...binary.map((data) => (data.startsWith("@") ? readText(data.slice(1), host) : data)));
  return parts.length === 0 ? undefined : parts.join("&");
}

function isNamed(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** The files that the request is read from. */
export function requestFiles({ values }: Call): string[] {
  const data = [...texts(values, "data"), ...texts(values, "data-binary")];
  const files = data.filter((part) => part.startsWith("@")).map((part) => part.slice(1));
  return [text(values, "request"), ...files].filter((file) => file !== undefined && file !== "-") as string[];
}
