// Four webhooks on a plain Node server: npm run demo [-- PORT]
// Every event and every failure is printed as it happens; the sender only ever sees 204 or 400.
import { createServer } from "node:http";
import { createWebhook, serializeEvent } from "hookloom";

const templates = {
  static: `{
  "event": "model.refreshed",
  "resource": {
    "prefect.resource.id": "product.models.recommendations",
    "prefect.resource.name": "Recommendations [Products]",
    "producing-team": "Data Science"
  }
}`,
  dynamic: `{
  "event": "model.refreshed",
  "resource": {
    "prefect.resource.id": "product.models.{{ body.model }}",
    "prefect.resource.name": {{ body.friendly_name|tojson }},
    "producing-team": "Data Science"
  }
}`,
  "pass-through": "{{ body|tojson }}",
  "cloud-event": "{{ body|from_cloud_event(headers) }}",
};

const curls = {
  static: (url) => `curl -i ${url}`,
  dynamic: (url) =>
    `curl -i ${url} -d "model=recommendations" -d "friendly_name=Recommendations%20[Products]"`,
  "pass-through": (url) =>
    `curl -i ${url} -H 'Content-Type: application/json' -d '{"event": "model.refreshed", "resource": {"prefect.resource.id": "product.models.recommendations"}}'`,
  "cloud-event": (url) =>
    `curl -i ${url} -H 'Content-Type: application/cloudevents+json' -d '{"specversion": "1.0", "id": "1", "source": "/shop", "type": "order.created", "data": {"order": 4711}}'`,
};

const webhooks = new Map(
  Object.entries(templates).map(([slug, template], index) => {
    const id = `00000000-0000-4000-8000-00000000000${index + 1}`;
    return [slug, createWebhook({ id, name: `Demo: ${slug}`, slug, template })];
  }),
);

const maxBodyBytes = 1024 * 1024;

const server = createServer(async (request, response) => {
  const answer = (status) => response.writeHead(status).end();
  const slug = /^\/hooks\/([\w-]+)$/.exec(request.url)?.[1];
  const webhook = webhooks.get(slug);
  try {
    const body = await readBody(request);
    if (webhook === undefined) return answer(404);
    if (body === undefined) return answer(413);
    const outcome = webhook.receive({ method: request.method, headers: request.headers, body });
    report(slug, outcome);
    return answer(outcome.status);
  } catch (error) {
    // The sender went away.
    console.error(`\nrequest of ${slug} ended early: ${error.message}`);
    return response.destroy();
  }
});

/** The body as bytes; undefined where it is too large. What is too much is read, and not kept. */
async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : undefined;
}

function report(slug, outcome) {
  const event = outcome.ok ? outcome.event : outcome.failure;
  console.log(`\n${outcome.ok ? "event" : "failure"} of ${slug}:`);
  console.log(JSON.stringify(JSON.parse(serializeEvent(event)), null, 2));
  if (!outcome.ok && outcome.error.frame !== undefined) console.log(outcome.error.frame);
}

const port = Number(process.argv[2] ?? process.env.PORT ?? 0);
server.on("error", (error) => {
  console.error(`Cannot listen on port ${port}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(port, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  console.log(`Listening on ${origin}. Paste one of these into another terminal:\n`);
  for (const slug of webhooks.keys()) console.log(`${curls[slug](`${origin}/hooks/${slug}`)}\n`);
  console.log("Events and failures appear below. Ctrl-C ends.");
});
