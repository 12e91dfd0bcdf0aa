/**
 * A request as plain data, whatever host it came through.
 *
 * @example { method: "POST", headers: { "content-type": "application/json" }, body: '{"a": 1}' }
 */
export interface HookRequest {
  /** The method, in any case. */
  readonly method: string;
  /** The header fields, in any of the shapes that hosts have them. */
  readonly headers?: HeadersInput | undefined;
  /** The body as bytes, or as text that has been decoded; nothing for a request without one. */
  readonly body?: string | Uint8Array | ArrayBuffer | null | undefined;
  /** Whether the host has undone the body's Content-Encoding; the webhook's own option if this is undefined. */
  readonly inflated?: boolean | undefined;
}

/**
 * Header fields: a `Headers` object, a `Map` or anything else that yields pairs, a record (as Node's
 * `req.headers`), or names and values in turn (as Node's `req.rawHeaders`). A list of values is as many
 * fields; an `undefined` value is none.
 */
export type HeadersInput =
  | Iterable<readonly [string, string | readonly string[]]>
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | readonly string[];
