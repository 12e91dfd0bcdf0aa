import type { WebhookDefinition } from "../definition.js";
import type { HookloomError } from "../errors/error.js";
import type { Event } from "../event/event.js";
import type { FailureEvent } from "../event/failure.js";
import { defaultLimits } from "../limits.js";
import { callback, flag, listOf, must, type OptionKinds, readOptions, text, whole } from "../options.js";
import type { Webhook } from "../webhook.js";

/** Finds the webhook of a slug, wherever webhooks are kept; nothing where there is none. */
export type ResolveWebhook = (
  slug: string,
) => Webhook | null | undefined | PromiseLike<Webhook | null | undefined>;

/**
 * The webhooks that an adapter serves: one, several by the slugs of their definitions, a record or a `Map` by
 * slug, or a function that finds them. A `Map` is looked into each time, so webhooks may come and go; lists
 * and records are read once.
 */
export type Webhooks =
  | Webhook
  | readonly Webhook[]
  | ReadonlyMap<string, Webhook>
  | Readonly<Record<string, Webhook>>
  | ResolveWebhook;

/** What a callback is told of the request. */
export interface HookInfo {
  /** The definition of the webhook that received it. */
  readonly webhook: Required<WebhookDefinition>;
  /** The slug that led there; empty where the path has none. */
  readonly slug: string;
  /** The method as it was sent. */
  readonly method: string;
  /** Path and query as they were sent, without what Express has cut off to mount the adapter there. */
  readonly url: string;
  /** Aborted when the sender goes away or the option `signal` is aborted: whoever waits may stop waiting. */
  readonly signal: AbortSignal;
}

/** What `authorize` is told. */
export interface AuthorizeInfo extends HookInfo {
  /** All header fields by their names in lower case, `authorization` among them. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What `onFailure` is told. */
export interface FailureInfo extends HookInfo {
  /**
   * What the sender is answered: 413 for a body over the limit, 415 for a compressed one, 400 otherwise (RFC
   * 9110, 15.5.14, 15.5.16, 15.5.1).
   */
  readonly status: 400 | 413 | 415;
  /** What went wrong, with more than the failure tells: frame, help, issues and cause. */
  readonly error: HookloomError;
}

/** What `onError` is told. */
export interface FaultInfo {
  /** What failed: a function of the host, or reading a body that the host has read before. */
  readonly during: "resolve" | "authorize" | "body" | "onEvent" | "onFailure";
  /** The definition of the webhook, once it is known. */
  readonly webhook: Required<WebhookDefinition> | undefined;
  /** The slug that was asked for; empty where the path has none. */
  readonly slug: string;
  /** The method as it was sent. */
  readonly method: string;
  /** Path and query as they were sent, without what Express has cut off to mount the adapter there. */
  readonly url: string;
}

/** The options of every adapter. Others are refused. */
export interface AdapterOptions {
  /**
   * Takes an event. The sender is answered 204 once this has returned, or its promise is fulfilled; if it
   * fails the answer is 503 with a Retry-After of 10 seconds, and most senders will try again.
   */
  onEvent: (event: Event, info: HookInfo) => unknown;
  /**
   * Takes the event that tells of a failure: the request could not be interpreted. The sender is answered 400
   * (413, 415) once this has returned; if it fails the answer is 503. Failures are dropped without it.
   */
  onFailure?: ((failure: FailureEvent, info: FailureInfo) => unknown) | undefined;
  /**
   * Where the webhooks are, `/hooks/:slug` by default: segments of which one may be `:slug`. A single webhook
   * may do without.
   */
  path?: string | undefined;
  /** The largest body in bytes, counted as it arrives; 2 MiB by default. */
  maxBodyBytes?: number | undefined;
  /**
   * Decides, before the body is read, whether the sender may send: true lets it in; otherwise 401 answers one
   * without `Authorization`, 403 one with it, and 503 if this fails. Everybody may by default. See `bearer`.
   */
  authorize?: ((info: AuthorizeInfo) => boolean | PromiseLike<boolean>) | undefined;
  /**
   * Is told of each error of the host's own functions, and of bodies that the host has read before. By
   * default they are written to the console.
   */
  onError?: ((error: unknown, info: FaultInfo) => unknown) | undefined;
  /** Tells that the host is shutting down: what has not been received yet is answered 503. */
  signal?: AbortSignal | undefined;
  /**
   * Whether bodies come with their Content-Encoding undone. By default those do that the host has read, unless they begin
   * as data of gzip, zlib or zstd does, and others do not; a compressed body is answered 415. Nothing tells a body of
   * Brotli that a host has read as it came: where there may be one, say `false`.
   */
  inflated?: boolean | undefined;
  /**
   * The senders that CloudEvents' OPTIONS handshake lets in, such as `eventgrid.azure.net`; none by default.
   * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
   */
  allowedOrigins?: readonly string[] | undefined;
  /** How many requests a minute that handshake allows; any number by default. */
  allowedRate?: number | undefined;
}

/** The options with their defaults. */
interface Settings
  extends Pick<
    AdapterOptions,
    "onEvent" | "onFailure" | "authorize" | "signal" | "inflated" | "allowedRate"
  > {
  readonly path: string;
  readonly maxBodyBytes: number;
  readonly onError: NonNullable<AdapterOptions["onError"]>;
  readonly allowedOrigins: ReadonlySet<string>;
}

const adapterKinds: OptionKinds<AdapterOptions> = {
  onEvent: callback,
  onFailure: callback,
  path: text,
  maxBodyBytes: whole(0),
  authorize: callback,
  onError: callback,
  signal: must("an AbortSignal", (value) => typeof (value as AbortSignal)?.addEventListener === "function"),
  inflated: flag,
  allowedOrigins: listOf(text),
  allowedRate: whole(1),
};

/**
 * Checks the options and fills in their defaults.
 * @throws HookloomError `option_invalid`
 */
export function readAdapterOptions(options: AdapterOptions): Settings {
  const given = readOptions(options, adapterKinds, ["onEvent"]);
  const { path = "/hooks/:slug", maxBodyBytes = defaultLimits.body, onError = report } = given;
  return { ...given, path, maxBodyBytes, onError, allowedOrigins: new Set(given.allowedOrigins) };
}

function report(error: unknown, { during, webhook, method }: FaultInfo): void {
  const which = webhook === undefined ? "a webhook" : `the webhook '${webhook.name}'`;
  console.error(`hookloom: ${during} failed for a ${method} to ${which}:`, error);
}
