import { existsSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { isSecretHeader } from "../event/secrets.js";
import type { Limits } from "../limits.js";
import { parseRequest } from "../request/parse-request.js";
import type { HookRequest } from "../request/request.js";
import { writeHttpFile } from "../testing/http-file.js";
import { templateFile } from "../testing/read-cases.js";

/** What is of the connection, and not of the request (RFC 9110, 7.6.1); the length would be wrong after an edit. */
const transport =
  /^(?:connection|content-length|expect|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/;

/**
 * Writes a request as an `.http` file beside the template that received it: `request.http` beside `template.jinja`, where
 * it is a case, `orders.http` beside `orders.jinja`; a number follows where that is there already. Secrets are left out, as
 * in failure events.
 * @param path what the first line of the file says
 * @returns the file; undefined for a request that such a file cannot hold as it came, since its body is not text
 * @throws HookloomError the errors of `parseRequest`
 */
export function recordRequest(
  template: string,
  path: string,
  request: HookRequest,
  limits: Limits,
): string | undefined {
  const { method, headers, text } = parseRequest(request, { limits });
  if (text.includes("\ufffd")) return undefined;
  const fields = Object.entries(headers)
    .filter(([name]) => !transport.test(name))
    .map(([name, value]) => [name, isSecretHeader(name) ? "[redacted]" : value] as const);
  const file = freeName(template);
  writeFileSync(file, writeHttpFile({ method, path, headers: fields, body: text }), { flag: "wx" });
  return file;
}

function freeName(template: string): string {
  const name = basename(template);
  const stem = join(dirname(template), name === templateFile ? "request" : basename(name, extname(name)));
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${stem}.http` : `${stem}-${number}.http`;
    if (!existsSync(file)) return file;
  }
}
