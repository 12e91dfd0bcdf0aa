import { CaseInsensitiveDict } from "../values/dict.js";
import { toHost } from "../values/host.js";
import type { Value } from "../values/value.js";
import type { BodyKind } from "./body.js";

/** The header fields as templates see them. They know the raw body, for what is written across both. */
export class RequestHeaders extends CaseInsensitiveDict {
  /** The body's bytes, where the host gave bytes. */
  readonly rawBody: Uint8Array | undefined;

  constructor(headers: ReadonlyMap<string, string>, rawBody: Uint8Array | undefined) {
    super();
    this.rawBody = rawBody;
    for (const [name, value] of headers) this.set(name, value);
  }
}

/**
 * What a template sees of a request, `method`, `headers` and `body`, and what it was read from.
 * Made by `parseRequest`.
 */
export class RequestContext {
  /** The method in upper case. */
  readonly method: string;
  /** The header fields by their names in lower case, without `Authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, before it was read as anything. */
  readonly text: string;
  /** What the body was read as. */
  readonly bodyKind: BodyKind;
  /**
   * The values that templates get.
   * @internal
   */
  readonly variables: ReadonlyMap<string, Value>;

  /** @internal */
  constructor(
    method: string,
    headers: ReadonlyMap<string, string>,
    text: string,
    body: { kind: BodyKind; value: Value },
    rawBody: Uint8Array | undefined,
  ) {
    this.method = method;
    this.headers = Object.fromEntries(headers);
    this.text = text;
    this.bodyKind = body.kind;
    this.variables = new Map<string, Value>([
      ["method", method],
      ["headers", new RequestHeaders(headers, rawBody)],
      ["body", body.value],
    ]);
  }

  /** The body as JavaScript data: what JSON or the form says, or text. Ints past 2^53 are bigints. */
  get body(): unknown {
    return toHost(this.variables.get("body") as Value);
  }
}
