// For Workers, Bun (`bun worker.mjs`) and Deno (`deno serve worker.mjs`).
import { toFetchHandler } from "hookloom/fetch";
import { options, webhooks } from "./webhooks.mjs";

export default { fetch: toFetchHandler(webhooks, options) };
