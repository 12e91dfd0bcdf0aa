import { CaseInsensitiveDict } from "../values/dict.js";
import { toHost } from "../values/host.js";
import { setOwn } from "../values/record.js";
import type { Scope } from "../values/scope.js";
import type { Value } from "../values/value.js";
import type { BodyKind } from "./body.js";
import type { HeaderFields } from "./headers.js";

/** A body before and after it was read, for what is written across header fields and body. */
export interface ReadBody {
  readonly kind: BodyKind;
  readonly value: Value;
  /** The text that it was read from. */
  readonly text: string;
  /** The bytes, where the host gave bytes. */
  readonly bytes: Uint8Array | undefined;
}

/** The header fields as templates see them. They know the body that they came with. */
export class RequestHeaders extends CaseInsensitiveDict {
  readonly body: ReadBody;

  constructor(headers: HeaderFields, body: ReadBody) {
    super(headers);
    this.body = body;
  }
}

/** The variables of a request by name. The dict of the header fields is made once somebody asks for it. */
class RequestVariables implements Scope {
  readonly #method: string;
  readonly #fields: HeaderFields;
  readonly #body: ReadBody;
  #headers: RequestHeaders | undefined;

  constructor(method: string, fields: HeaderFields, body: ReadBody) {
    this.#method = method;
    this.#fields = fields;
    this.#body = body;
  }

  get(name: string): Value | undefined {
    switch (name) {
      case "method":
        return this.#method;
      case "headers":
        this.#headers ??= new RequestHeaders(this.#fields, this.#body);
        return this.#headers;
      case "body":
        return this.#body.value;
      default:
        return undefined;
    }
  }

  get size(): number {
    return variableNames.length;
  }

  *[Symbol.iterator](): Generator<[string, Value]> {
    for (const name of variableNames) yield [name, this.get(name) as Value];
  }
}

const variableNames = ["method", "headers", "body"];

/**
 * What a template sees of a request, `method`, `headers` and `body`, and what it was read from.
 * Made by `parseRequest`.
 * @see https://docs.prefect.io/v3/concepts/webhooks
 */
export class RequestContext {
  /** The method in upper case. */
  readonly method: string;
  readonly #headers: HeaderFields;
  #variables: Scope | undefined;
  /** @internal */
  readonly read: ReadBody;

  /** @internal */
  constructor(method: string, headers: HeaderFields, body: ReadBody) {
    this.method = method;
    this.#headers = headers;
    this.read = body;
  }

  /**
   * The values that templates get. A template that is printed as it is asks for none.
   * @internal
   */
  get variables(): Scope {
    this.#variables ??= new RequestVariables(this.method, this.#headers, this.read);
    return this.#variables;
  }

  /** The header fields by their names in lower case, without `Authorization`; a new record each time. */
  get headers(): Record<string, string> {
    if (!(this.#headers instanceof Map)) return { ...this.#headers };
    const record: Record<string, string> = {};
    for (const [name, value] of this.#headers) setOwn(record, name, value);
    return record;
  }

  /**
   * Whether a value is a context. The private name tells, and wakes no proxy.
   * @internal
   */
  static is(value: unknown): value is RequestContext {
    return typeof value === "object" && value !== null && #headers in value;
  }

  /** The body as text, before it was read as anything. */
  get text(): string {
    return this.read.text;
  }

  /** What the body was read as. */
  get bodyKind(): BodyKind {
    return this.read.kind;
  }

  /** The body as JavaScript data: what JSON or the form says, or text. Ints past 2^53 are bigints. */
  get body(): unknown {
    return toHost(this.read.value);
  }
}
