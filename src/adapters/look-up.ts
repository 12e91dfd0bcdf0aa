import { HookloomError } from "../errors/error.js";
import { wrong } from "../options.js";
import { isSlug } from "../slug.js";
import type { Webhook } from "../webhook.js";
import type { ResolveWebhook, Webhooks } from "./options.js";

/**
 * Makes the look-up of webhooks by slug, which takes the same time whatever it finds.
 *
 * @param hasSlug whether the path has a slug; only a single webhook can do without
 * @throws HookloomError `option_invalid` for what is no webhook, has no slug, or has one twice
 */
export function createLookUp(webhooks: Webhooks, hasSlug: boolean): ResolveWebhook {
  if (isWebhook(webhooks) && !hasSlug) return () => webhooks;
  if (!hasSlug) invalid("A path without ':slug' can lead to a single webhook only");
  const find = typeof webhooks === "function" ? webhooks : findIn(webhooks);
  return (slug) => (isSlug(slug) ? find(slug) : undefined);
}

function findIn(webhooks: Exclude<Webhooks, ResolveWebhook>): ResolveWebhook {
  if (webhooks instanceof Map) {
    checkAll(webhooks);
    return (slug) => webhooks.get(slug);
  }
  if (typeof webhooks !== "object" || webhooks === null) {
    throw wrong("What is served", "one webhook, a list, a map, or a function", webhooks);
  }
  const list = isWebhook(webhooks) ? [webhooks] : webhooks;
  const entries = Array.isArray(list)
    ? list.map((webhook: Webhook) => [webhook?.definition?.slug, webhook] as const)
    : Object.entries(list as Readonly<Record<string, Webhook>>);
  const bySlug = new Map<string, Webhook>();
  checkAll(entries);
  for (const [slug, webhook] of entries) {
    const other = bySlug.get(slug);
    if (other !== undefined)
      invalid(`The webhooks ${nameOf(other)} and ${nameOf(webhook)} have the same slug`);
    bySlug.set(slug, webhook);
  }
  return (slug) => bySlug.get(slug);
}

function checkAll(webhooks: Iterable<readonly [slug: string, webhook: Webhook]>): void {
  for (const [slug, webhook] of webhooks) {
    if (!isWebhook(webhook)) throw wrong("A webhook", "what createWebhook makes", webhook);
    if (slug === "") {
      const help =
        "Give its definition one, as generateSlug makes; a single webhook can have a path without ':slug'.";
      invalid(`The webhook ${nameOf(webhook)} has no slug`, help);
    }
    if (!isSlug(slug)) invalid("A slug has characters besides letters, digits, '-' and '_'");
  }
}

function nameOf({ definition }: Webhook): string {
  return `'${definition.name}'`;
}

/** Whether a value is what `createWebhook` makes, or does the same. */
export function isWebhook(value: unknown): value is Webhook {
  const { receive, definition } = (value ?? {}) as Partial<Webhook>;
  return typeof receive === "function" && typeof definition === "object" && definition !== null;
}

function invalid(message: string, help?: string): never {
  throw new HookloomError("option_invalid", message, help === undefined ? {} : { help });
}
