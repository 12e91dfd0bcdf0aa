import { HookloomError } from "../errors/error.js";
import { Source } from "../errors/source.js";
import { checkText } from "../options.js";
import type { HookRequest } from "../request/request.js";

/** A request that was read from an `.http` file, with the path that its first line names. */
export interface FileRequest extends HookRequest {
  /** The method as it is written. */
  readonly method: string;
  /** What follows the method, which templates do not see; empty where nothing does. */
  readonly path: string;
  /** The header fields in their order, without the blanks around names and values. */
  readonly headers: readonly (readonly [string, string])[];
  /** All that follows the blank line but the last newline; empty where nothing does. */
  readonly body: string;
}

/**
 * Reads an `.http` file: the method and path, header lines, a blank line, the body. Lines in front that start
 * with `#` or `//` are comments. The newline at the end of the file is not part of the body. A file has one request, in
 * the form of a message of RFC 9112, section 2.1; lines may end with a newline alone, and the version is passed over.
 *
 * @param text the file's text
 * @param file its name, for errors
 * @returns the request, and the path in its first line
 * @throws HookloomError `case_invalid` for a line that is no header, or where the method is missing; `option_invalid` for what is no text
 *
 * @example
 * readHttpFile("POST /hooks/orders\nContent-Type: application/json\n\n{\"id\": 1}\n")
 */
export function readHttpFile(text: string, file?: string): FileRequest {
  checkText("A request", text);
  const lines = text.split("\n");
  const faultAt = (index: number, message: string): HookloomError => {
    const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
    const where = `${file === undefined ? "" : `${file}: `}line ${index + 1}`;
    return new HookloomError("case_invalid", `${where}: ${message}`).placedAt(new Source(text, file), {
      start,
      end: start + (lines[index] ?? "").length,
    });
  };
  let at = 0;
  while (isComment(lines[at]) || (lines[at] ?? "x").trim() === "") at += 1;
  const [method = "", path = ""] = (lines[at] ?? "").trim().split(/\s+/);
  if (!/^[A-Za-z]+$/.test(method)) {
    throw faultAt(at, 'a request starts with its method, as in "POST /hooks/orders"');
  }
  const headers: [string, string][] = [];
  for (at += 1; at < lines.length && (lines[at] as string).trim() !== ""; at += 1) {
    const line = lines[at] as string;
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined) throw faultAt(at, 'a header is "Name: value"; the body follows a blank line');
    headers.push([name, (value as string).trim()]);
  }
  const body = lines.slice(at + 1).join("\n");
  return { method, path, headers, body: body.replace(/\r?\n$/, "") };
}

/** A name is a token (RFC 9110, 5.6.2), which keeps a body that follows no blank line from being read as one. */
const headerLine = /^[ \t]*([!#$%&'*+.^_`|~\w-]+)[ \t]*:(.*)$/s;

function isComment(line: string | undefined): boolean {
  return line !== undefined && (line.startsWith("#") || line.startsWith("//"));
}

/** Writes a request as {@link readHttpFile} reads it: its head without line breaks, as HTTP wants it. */
export function writeHttpFile({ method, path, headers, body }: FileRequest): string {
  const head = [`${method} ${path}`, ...headers.map(([name, value]) => `${name}: ${value}`.trimEnd())];
  // A carriage return at the end of the body would be taken for a part of the newline.
  const end = body.endsWith("\r") ? "\r\n" : "\n";
  return [...head, ...(body === "" ? [""] : ["", body + end])].join("\n");
}
