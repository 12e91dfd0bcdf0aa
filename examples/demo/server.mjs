// Four webhooks on a plain Node server: npm run demo [-- PORT]
// Every event and every failure is printed as it happens; the sender only ever sees 204 or 400.
import { createServer } from "node:http";
import { createWebhook, serializeEvent } from "hookloom";
import { toNodeHandler } from "hookloom/node";

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
    "prefect.resource.id": {{ ("product.models." ~ body.model)|tojson }},
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

const server = createServer(
  toNodeHandler(webhooks, {
    onEvent: (event, { slug }) => report(`event of ${slug}`, event),
    onFailure: (failure, { slug, error }) => report(`failure of ${slug}`, failure, error.frame),
  }),
);

function report(title, event, frame) {
  console.log(`\n${title}:\n${JSON.stringify(JSON.parse(serializeEvent(event)), null, 2)}`);
  if (frame !== undefined) console.log(frame);
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
