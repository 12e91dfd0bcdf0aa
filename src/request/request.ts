/**
 * A request as plain data, whatever host it came through. Nothing else of it is looked at.
 *
 * @example { method: "POST", headers: { "content-type": "application/json" }, body: '{"a": 1}' }
 */
export interface HookRequest {
  /** The method, in any case; one of `methods`. */
  readonly method: string;
  /** The header fields, in any of the shapes that hosts have them. */
  readonly headers?: HeadersInput | undefined;
  /** The body as bytes, or as text that has been decoded; nothing for a request without one. */
  readonly body?: string | Uint8Array | ArrayBuffer | null | undefined;
  /**
   * Whether the host has undone the body's Content-Encoding (RFC 9110, 8.4); the option of that name if this
   * is undefined.
   */
  readonly inflated?: boolean | undefined;
}

/**
 * Header fields: a `Headers` object, a `Map` or anything else that yields pairs, a record (as Node's
 * `req.headers`), or names and values in turn (as Node's `req.rawHeaders`). A list of values is as many
 * fields; an `undefined` value is none. Names and values are those of RFC 9110, 5.1 and 5.5.
 */
export type HeadersInput =
  | Iterable<readonly [string, string | readonly string[]]>
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | readonly string[];
