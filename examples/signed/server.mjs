import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { createWebhook } from "hookloom";
import { toExpressHandler } from "hookloom/express";

const secret = process.env.HOOK_SECRET;
if (!secret) throw new Error("HOOK_SECRET is not set");

/** Whether GitHub has signed these bytes. */
function isSigned(bytes, signature = "") {
  const hash = createHmac("sha256", secret).update(bytes).digest("hex");
  const [given, wanted] = [Buffer.from(signature), Buffer.from(`sha256=${hash}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const template = `{
  "event": "github.{{ headers['X-GitHub-Event'] }}",
  "resource": { "prefect.resource.id": "github.{{ body.repository.full_name }}" }
}`;
const github = createWebhook({ id: "4712", name: "GitHub", slug: "github", template }, { escape: "json" });

const app = express();
// The webhooks take the bytes that this leaves.
app.use(
  "/hooks",
  express.raw({ type: () => true, inflate: false, limit: "2mb" }),
  (request, response, next) => {
    if (isSigned(request.body ?? "", request.get("X-Hub-Signature-256"))) next();
    else response.sendStatus(401);
  },
);
app.use(
  toExpressHandler([github], {
    onEvent: (event) => console.log("event:", event.event, event.resource),
    onFailure: (_failure, { error }) => console.log("failure:", error.message),
  }),
);

export const server = app.listen(process.env.PORT ?? 3000);
