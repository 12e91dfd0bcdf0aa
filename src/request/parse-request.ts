import { HookloomError } from "../errors/error.js";
import { hostError } from "../errors/host.js";
import { type Limits, limitsOption, resolveLimits } from "../limits.js";
import { callback, flag, listOf, type OptionKinds, readOptions, shape, text } from "../options.js";
import { exceeds, toBytes } from "../values/utf8.js";
import { type BodyReader, readBody } from "./body.js";
import { RequestContext } from "./context.js";
import { decodeBody, readText } from "./decode.js";
import { headerOf, isEncoded, readHeaders } from "./headers.js";
import { readMediaType } from "./media-type.js";
import type { HookRequest } from "./request.js";

/**
 * The methods that webhooks take.
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export const methods = ["GET", "HEAD", "DELETE", "POST", "PUT", "PATCH"] as const;

/** How `parseRequest` reads a request. */
export interface ParseRequestOptions {
  /**
   * Other limits than the defaults. Those of requests count: `body`, `headers`, `headerSize`, `formFields`
   * and `jsonDepth`, and `intDigits`.
   */
  limits?: Partial<Limits>;
  /**
   * Whether the host has undone the body's Content-Encoding; otherwise an encoded body is refused. False by
   * default, and overruled by the request's own.
   */
  inflated?: boolean;
  /** The ways to read a body, {@link bodyReaders} by default; see `hookloom/nested-form` for another one. */
  bodyReaders?: readonly BodyReader[] | undefined;
}

/**
 * Reads a request into what a template sees of it.
 *
 * The body of a form is a flat dict. Any other body is JSON if it reads as JSON, whatever its media type
 * says, and text if it does not. Bytes are decoded by the charset of the Content-Type, as UTF-8 without one,
 * with U+FFFD for those that are not of it.
 *
 * @param request method, header fields in any of their shapes, and the raw body
 * @param options limits, and how bodies are read
 * @returns what templates see, and `renderTemplate` and `buildEvent` take
 * @throws HookloomError `request_invalid` for what is no request; `method_not_allowed`; `header_invalid` or
 * `header_limit`; `body_limit`, `body_encoding` for a compressed body, `body_charset` for bytes that cannot
 * be decoded; `form_limit`, and `form_invalid` of nested forms; `json_depth` or `json_number`; `host_error`
 * for a request or a body reader that throws, `host_value` for a body reader whose data is not plain;
 * `option_invalid` for limits that are none
 * @see https://docs.prefect.io/v3/concepts/webhooks
 * @see https://encoding.spec.whatwg.org/ for the names of charsets
 *
 * @example
 * parseRequest({ method: "post", headers: { "content-type": "application/json" }, body: '{"a": 1}' }).body
 */
export function parseRequest(request: HookRequest, options: ParseRequestOptions = {}): RequestContext {
  const given = readOptions(options, readingKinds);
  return readRequest(request, resolveLimits(given.limits), given);
}

/** The options of {@link parseRequest}. */
export const readingKinds: OptionKinds<ParseRequestOptions> = {
  limits: limitsOption,
  inflated: flag,
  // Called here, since adapters take `methods` from this file, and nothing else.
  bodyReaders: (value, path) => listOf(shape({ kind: text, accepts: callback, read: callback }))(value, path),
};

/** As {@link parseRequest}, with limits that are resolved already. */
export function readRequest(
  request: HookRequest,
  limits: Limits,
  options: Pick<ParseRequestOptions, "inflated" | "bodyReaders">,
): RequestContext {
  try {
    return read(request, limits, options);
  } catch (cause) {
    throw hostError("request object", "request", cause);
  }
}

function read(
  request: HookRequest,
  limits: Limits,
  { inflated, bodyReaders }: Pick<ParseRequestOptions, "inflated" | "bodyReaders">,
): RequestContext {
  if (typeof request !== "object" || request === null) {
    throw new HookloomError("request_invalid", "The request is not an object");
  }
  const method = readMethod(request.method);
  const headers = readHeaders(request.headers, limits);
  const body = readRaw(request.body, limits);
  const isInflated = request.inflated ?? inflated ?? false;
  if (!isInflated && body.length > 0 && isEncoded(headers)) {
    throw new HookloomError("body_encoding", "The body is compressed, and nobody has inflated it", {
      help: "Inflate it, and say so by the option `inflated`.",
    });
  }
  const type = readMediaType(headerOf(headers, "content-type"));
  const text = typeof body === "string" ? readText(body) : decodeBody(body, type.charset);
  const bytes = typeof body === "string" ? undefined : body;
  const { kind, value } = readBody(text, type, limits, bodyReaders);
  return new RequestContext(method, headers, { kind, value, text, bytes });
}

function readMethod(method: unknown): string {
  const upper = typeof method === "string" ? method.toUpperCase() : "";
  if ((methods as readonly string[]).includes(upper)) return upper;
  throw new HookloomError("method_not_allowed", `The method is none of ${methods.join(", ")}`);
}

function readRaw(body: unknown, limits: Limits): string | Uint8Array {
  const raw = typeof body === "string" ? body : body === undefined || body === null ? "" : toBytes(body);
  if (raw === undefined) {
    throw new HookloomError("request_invalid", "The body is neither text nor bytes", {
      help: "Give the raw body: no stream, and not what a body parser made of it.",
    });
  }
  if (exceeds(raw, limits.body)) {
    throw new HookloomError("body_limit", `The body is larger than ${limits.body} bytes`);
  }
  return raw;
}
