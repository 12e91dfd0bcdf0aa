import { HookloomError } from "../errors/error.js";
import { type Limits, resolveLimits } from "../limits.js";
import { exceeds } from "../values/utf8.js";
import { type BodyReader, readBody } from "./body.js";
import { RequestContext } from "./context.js";
import { decodeBody } from "./decode.js";
import { readHeaders } from "./headers.js";
import { readMediaType } from "./media-type.js";
import type { HookRequest } from "./request.js";

/** The methods that webhooks take. */
export const methods = ["GET", "HEAD", "DELETE", "POST", "PUT", "PATCH"] as const;

export interface ParseRequestOptions {
  limits?: Partial<Limits>;
  /** Whether the host has undone the body's Content-Encoding; otherwise an encoded body is refused. */
  inflated?: boolean;
  /** The ways to read a body; see `hookloom/nested-form` for another one. */
  bodyReaders?: readonly BodyReader[] | undefined;
}

/**
 * Reads a request into what a template sees of it.
 *
 * The body of a form is a flat dict. Any other body is JSON if it reads as JSON, whatever its media type
 * says, and text if it does not.
 *
 * @throws HookloomError of the stage `request`, `json_depth` or `json_number`
 * @see https://docs.prefect.io/v3/concepts/webhooks
 *
 * @example
 * parseRequest({ method: "post", headers: { "content-type": "application/json" }, body: '{"a": 1}' }).body
 */
export function parseRequest(request: HookRequest, options: ParseRequestOptions = {}): RequestContext {
  return readRequest(request, resolveLimits(options.limits), options);
}

/** As {@link parseRequest}, with limits that are resolved already. */
export function readRequest(
  request: HookRequest,
  limits: Limits,
  options: Pick<ParseRequestOptions, "inflated" | "bodyReaders">,
): RequestContext {
  if (typeof request !== "object" || request === null) {
    throw new HookloomError("request_invalid", "The request is not an object");
  }
  const method = readMethod(request.method);
  const headers = readHeaders(request.headers, limits);
  const body = readRaw(request.body, limits);
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity" && options.inflated !== true && body.length > 0) {
    throw new HookloomError("body_encoding", "The body is compressed, and nobody has inflated it");
  }
  const type = readMediaType(headers.get("content-type"));
  const text = typeof body === "string" ? body.replace(/^\ufeff/, "") : decodeBody(body, type.charset);
  const read = readBody(text, type, limits, options.bodyReaders);
  return new RequestContext(method, headers, text, read, typeof body === "string" ? undefined : body);
}

function readMethod(method: unknown): string {
  const upper = typeof method === "string" ? method.toUpperCase() : "";
  if ((methods as readonly string[]).includes(upper)) return upper;
  throw new HookloomError("method_not_allowed", `The method is none of ${methods.join(", ")}`);
}

function readRaw(body: unknown, limits: Limits): string | Uint8Array {
  const raw =
    body === undefined || body === null ? "" : body instanceof ArrayBuffer ? new Uint8Array(body) : body;
  if (typeof raw !== "string" && !(raw instanceof Uint8Array)) {
    throw new HookloomError("request_invalid", "The body is neither text nor bytes", {
      help: "Give the raw body, not what a body parser made of it.",
    });
  }
  if (exceeds(raw, limits.body)) {
    throw new HookloomError("body_limit", `The body is larger than ${limits.body} bytes`);
  }
  return raw;
}
