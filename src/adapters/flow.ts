import { HookloomError, isHookloomError } from "../errors/error.js";
import { methods } from "../request/parse-request.js";
import type { HeadersInput } from "../request/request.js";
import { setOwn } from "../values/record.js";
import type { Outcome, Webhook } from "../webhook.js";
import { emptyBody, type HostBody } from "./body.js";
import { isCompressed } from "./compressed.js";
import { cloudEventHandshake, eventGridHandshake, type HeaderLookUp } from "./handshake.js";
import { Lifetime } from "./lifetime.js";
import { createLookUp, isWebhook } from "./look-up.js";
import {
  type AdapterOptions,
  type FailureInfo,
  type FaultInfo,
  type HookInfo,
  readAdapterOptions,
  type Webhooks,
} from "./options.js";
import { readPath } from "./path.js";
import { type Reply, replies } from "./reply.js";

type Settings = ReturnType<typeof readAdapterOptions>;

/** A body, now or later; undefined where nobody waits for an answer any more. */
export type ReadBody = Promise<HostBody | undefined> | HostBody | undefined;

/** A request as a host has it. What adapters do is to make this of theirs, and an answer of a `Reply`. */
export interface HostRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: HeadersInput & object;
  readonly header: HeaderLookUp;
  /** The signal that is aborted when the sender goes away, where the host has one. */
  readonly sender?: () => AbortSignal | undefined;
  /** Is given the means to say that the sender has gone, where the host tells otherwise. */
  onBegin?(lifetime: Lifetime): void;
  /**
   * Reads the body, once, and no more than the limit of it.
   * @returns undefined where the lifetime ended before the body did
   * @throws HookloomError `body_limit`, `body_consumed`, `json_depth` or `request_invalid`
   */
  readBody(limit: number, lifetime: Lifetime): ReadBody;
}

/** What happens between a request and its answer, the same in every host. */
export interface Flow {
  /** The path that the webhooks have, `:slug` in it. */
  readonly path: string;
  /** The slug in a URL; undefined where the URL is none of the webhooks'. */
  match(url: string): string | undefined;
  /** Receives a request and says what to answer. Never fails. */
  run(slug: string, request: HostRequest): Promise<Reply>;
}

/**
 * Makes the flow of the webhooks and options that an adapter was given.
 * @throws HookloomError `option_invalid`
 */
export function createFlow(webhooks: Webhooks, options: AdapterOptions): Flow {
  const settings = readAdapterOptions(options);
  const { hasSlug, match } = readPath(settings.path);
  const lookUp = createLookUp(webhooks, hasSlug);

  /** The requests on their way. One listener serves them all: Node warns of a signal that has more than ten. */
  const lifetimes = settings.signal && new Set<Lifetime>();
  settings.signal?.addEventListener("abort", () => {
    for (const lifetime of lifetimes ?? []) lifetime.abort();
  });

  async function run(slug: string, request: HostRequest): Promise<Reply> {
    if (settings.signal?.aborted) return replies.unavailable;
    const lifetime = new Lifetime(request.sender);
    lifetimes?.add(lifetime);
    const task: Task = { slug, request, settings, lifetime, webhook: undefined, during: "resolve" };
    request.onBegin?.(lifetime);
    try {
      const found = await lookUp(slug);
      if (found === undefined || found === null) return replies.notFound;
      // A function may give anything, and a `Map` that was checked once may have changed.
      if (!isWebhook(found)) {
        throw new HookloomError(
          "option_invalid",
          "What was found for the slug is not what createWebhook makes",
        );
      }
      task.webhook = found;
      if (found.definition.enabled !== true) return replies.notFound;
      return await receive(task, found);
    } catch (error) {
      await reportFault(task, error);
      return replies.unavailable;
    } finally {
      lifetimes?.delete(lifetime);
      lifetime.release();
    }
  }

  return { path: settings.path, match, run };
}

/** A request on its way. */
interface Task {
  readonly slug: string;
  readonly request: HostRequest;
  readonly settings: Settings;
  readonly lifetime: Lifetime;
  webhook: Webhook | undefined;
  /** What is being done: what threw, if something throws, is the host's. */
  during: FaultInfo["during"];
}

async function receive(task: Task, webhook: Webhook): Promise<Reply> {
  const { request, settings } = task;
  const { method, headers, header } = request;
  const handshake = cloudEventHandshake(method, header, settings.allowedOrigins, settings.allowedRate);
  if (handshake !== undefined) return handshake;
  if (!(methods as readonly string[]).includes(method)) return replies.methodNotAllowed;

  if (settings.authorize !== undefined) {
    task.during = "authorize";
    const info = Object.assign(new Info(task, webhook), { headers: toRecord(headers) });
    const isAllowed = await settings.authorize(info);
    if (isAllowed !== true) {
      return header("authorization") === undefined ? replies.unauthorized : replies.forbidden;
    }
  }

  task.during = "body";
  let body: HostBody | undefined;
  let refused: HookloomError | undefined;
  try {
    body = await readBody(task);
  } catch (error) {
    // Whatever else hookloom finds in a body is the sender's fault.
    if (!isHookloomError(error) || error.code === "body_consumed") throw error;
    refused = error;
  }

  let outcome: Outcome;
  if (refused !== undefined) outcome = webhook.refuse({ method, headers }, refused);
  // Nobody waits for this answer, unless it is the host that is shutting down.
  else if (body === undefined) return settings.signal?.aborted ? replies.unavailable : replies.badRequest;
  else {
    const validation = eventGridHandshake(method, header, body.raw);
    if (validation !== undefined) return validation;
    // A stream is as it came, unless the option or the webhook's own says otherwise.
    const isInflated = body.given ? !isCompressed(body.raw, header("content-encoding")) : undefined;
    const inflated = settings.inflated ?? isInflated;
    outcome = webhook.receive({ method, headers, body: body.raw, inflated });
  }

  if (outcome.ok) {
    task.during = "onEvent";
    await settings.onEvent(outcome.event, new Info(task, webhook));
    return replies.accepted;
  }
  const { failure, error } = outcome;
  task.during = "onFailure";
  const reply = replyTo(error);
  const status = reply.status as FailureInfo["status"];
  await settings.onFailure?.(failure, Object.assign(new Info(task, webhook), { status, error }));
  return reply;
}

/**
 * What every callback is told. The signal is made when one asks for it; it is the object's own, so that copies have it,
 * by one getter for all: a getter for each takes three times as long to make.
 */
class Info implements HookInfo {
  readonly webhook: HookInfo["webhook"];
  readonly slug: string;
  readonly method: string;
  readonly url: string;
  declare readonly signal: AbortSignal;
  readonly #lifetime: Lifetime;
  static readonly #signal: PropertyDescriptor & ThisType<Info> = {
    enumerable: true,
    configurable: true,
    get() {
      return this.#lifetime.signal;
    },
  };

  constructor({ slug, request, lifetime }: Task, { definition }: Webhook) {
    this.webhook = definition;
    this.slug = slug;
    this.method = request.method;
    this.url = request.url;
    this.#lifetime = lifetime;
    Object.defineProperty(this, "signal", Info.#signal);
  }
}

function readBody({ request, settings, lifetime }: Task): ReadBody {
  if (lifetime.aborted) return undefined;
  // What the body of a GET or HEAD means is undefined (RFC 9110, 9.3.1), and many hosts keep it back.
  if (request.method === "GET" || request.method === "HEAD") return emptyBody;
  return request.readBody(settings.maxBodyBytes, lifetime);
}

function replyTo(error: HookloomError): Reply {
  if (error.code === "body_limit") return replies.tooLarge;
  return error.code === "body_encoding" ? replies.compressed : replies.badRequest;
}

async function reportFault(
  { slug, request, settings, webhook, during }: Task,
  error: unknown,
): Promise<void> {
  const { method, url } = request;
  try {
    await settings.onError(error, { during, webhook: webhook?.definition, slug, method, url });
  } catch {
    // The answer tells the sender to come again; there is nobody left to tell that reporting failed.
  }
}

/** The header fields as one record, names in lower case, lists of values joined as `readHeaders` does. */
function toRecord(headers: HostRequest["headers"]): Readonly<Record<string, string>> {
  const fields = Symbol.iterator in headers ? headers : Object.entries(headers);
  const record: Record<string, string> = {};
  for (const [name, value] of fields as Iterable<readonly [string, string | readonly string[] | undefined]>) {
    const key = name.toLowerCase();
    const text = Array.isArray(value) ? value.join(key === "cookie" ? "; " : ", ") : value;
    if (text !== undefined) setOwn(record, key, text);
  }
  return record;
}
