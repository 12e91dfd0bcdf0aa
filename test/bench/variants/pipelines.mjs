import { randomUUID } from "node:crypto";
import { findCase, readTemplate } from "../cases/cases.mjs";

/**
 * The whole way, from the bytes of a request to a validated event, each as it would be written with what it
 * stands on. All give the same event.
 */
export const pipelines = {
  hookloom: { title: "hookloom", create: hookloomPipeline },
  nunjucks: { title: "JSON.parse + nunjucks + JSON.parse + zod", create: nunjucksPipeline },
  floor: { title: "floor: JSON.parse(body) + JSON.parse(rendered)", create: floorPipeline },
};

const webhook = { id: "8b0c1a5e-7b1f-4a53-9d0e-2f7c11d3a9b4", name: "bench" };

/** @returns a function of bytes and header fields */
async function hookloomPipeline(one, dist) {
  const { createWebhook } = await import(`${dist}/index.js`);
  const { receive } = createWebhook({ ...webhook, template: readTemplate(one, "jinja") });
  return (body, headers) => {
    const outcome = receive({ method: "POST", headers, body });
    if (!outcome.ok) throw outcome.error;
    return outcome.event;
  };
}

async function nunjucksPipeline(one) {
  const { default: nunjucks } = await import("nunjucks");
  const z = await import("zod");
  const resource = z
    .record(z.string(), z.string())
    .refine((labels) => (labels["prefect.resource.id"] ?? "") !== "", "Needs a prefect.resource.id");
  const related = resource.refine((labels) => (labels["prefect.resource.role"] ?? "") !== "", "Needs a role");
  const schema = z.object({
    occurred: z.iso.datetime({ offset: true }).optional(),
    event: z.string().min(1).max(1024),
    resource,
    related: z.array(related).max(100).optional(),
    payload: z.record(z.string(), z.unknown()).optional(),
    id: z.uuid().optional(),
    follows: z.uuid().nullable().optional(),
  });
  const environment = new nunjucks.Environment(null, { autoescape: false });
  const template = new nunjucks.Template(readTemplate(one, "nunjucks"), environment, null, true);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const self = {
    "prefect.resource.id": `prefect-cloud.webhook.${webhook.id}`,
    "prefect.resource.name": webhook.name,
    "prefect.resource.role": "webhook",
  };
  return (bytes, headers) => {
    const text = decoder.decode(bytes);
    const body = headers["content-type"].startsWith("application/x-www-form-urlencoded")
      ? Object.fromEntries(new URLSearchParams(text))
      : JSON.parse(text);
    const draft = schema.parse(JSON.parse(template.render({ method: "POST", headers, body })));
    return {
      occurred: draft.occurred ?? new Date().toISOString(),
      event: draft.event,
      resource: draft.resource,
      related: [...(draft.related ?? []), self],
      payload: draft.payload ?? { method: "POST", headers, body: text },
      id: draft.id ?? randomUUID(),
      follows: draft.follows ?? null,
    };
  };
}

/** What nobody can do without: reading the body, and reading what was rendered. */
async function floorPipeline(one, dist) {
  const { compileTemplate, parseRequest } = await import(`${dist}/index.js`);
  const { method, headers, text } = one;
  const rendered = compileTemplate(readTemplate(one, "jinja")).render(
    parseRequest({ method, headers, body: text }),
  );
  const decoder = new TextDecoder();
  return (bytes) => {
    const body = decoder.decode(bytes);
    return [
      one.isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body),
      JSON.parse(rendered),
    ];
  };
}

export function pipelineInput(name) {
  const one = findCase(name);
  const bytes = Buffer.from(one.text);
  // Bytes of their own each time, as a socket gives them.
  return () => new Uint8Array(bytes);
}
