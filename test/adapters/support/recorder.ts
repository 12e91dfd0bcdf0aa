import type { AdapterOptions, FailureInfo, FaultInfo, HookInfo } from "../../../src/adapters/options.js";
import { createWebhook, type Event, type Webhook, type WebhookDefinition } from "../../../src/index.js";

/** A webhook whose event tells what the template saw. */
export function echo(slug: string, more: Partial<WebhookDefinition> = {}): Webhook {
  return createWebhook({
    id: `id-of-${slug}`,
    name: `Echo ${slug}`,
    slug,
    template: `{
      "event": "echo",
      "resource": {"prefect.resource.id": "echo"},
      "payload": {
        "method": {{ method|tojson }}, "body": {{ body|tojson }}, "type": {{ headers.get('content-type')|tojson }}
      }
    }`,
    ...more,
  });
}

/** The webhooks of the tests. */
export const webhooks: ReadonlyMap<string, Webhook> = new Map(
  [
    echo("orders"),
    echo("off", { enabled: false }),
    echo("broken", { template: "{{ 1 // 0 }}" }),
    echo("text", { template: "{{ body }}" }),
    echo("pass", { template: "{{ body|tojson }}" }),
  ].map((webhook) => [webhook.definition.slug, webhook]),
);

/** Keeps what the callbacks were told. */
export interface Recorder {
  readonly events: { event: Event; info: HookInfo }[];
  readonly failures: { failure: Event; info: FailureInfo }[];
  readonly faults: { error: unknown; info: FaultInfo }[];
  readonly options: AdapterOptions;
}

export function createRecorder(options: Partial<AdapterOptions> = {}): Recorder {
  const events: Recorder["events"] = [];
  const failures: Recorder["failures"] = [];
  const faults: Recorder["faults"] = [];
  return {
    events,
    failures,
    faults,
    options: {
      onEvent: (event, info) => events.push({ event, info }),
      onFailure: (failure, info) => failures.push({ failure, info }),
      onError: (error, info) => faults.push({ error, info }),
      ...options,
    },
  };
}

/** Empties the lists, for the next case. */
export function reset({ events, failures, faults }: Recorder): void {
  for (const list of [events, failures, faults]) list.length = 0;
}
