import type { Limits } from "../limits.js";
import { toBytes } from "../values/utf8.js";
import { glimpseHeaders } from "./headers.js";
import type { HookRequest } from "./request.js";

/** As much of a request as can be told although it could not be read. */
export interface Glimpse {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  /** How long the body was in bytes, if not all of it is in `text`. */
  readonly bodySize?: number;
}

/** Takes from anything at all what looks like a request, for the event that tells of the failure. */
export function glimpse(request: unknown, limits: Limits): Glimpse {
  return {
    ...attempt(() => {
      const method = (request as { method: unknown }).method;
      return typeof method === "string" ? { method: method.slice(0, 100) } : {};
    }),
    ...attempt(() => {
      const { headers } = request as HookRequest;
      return { headers: Object.fromEntries(glimpseHeaders(headers, limits)) };
    }),
    ...attempt(() => glimpseBody((request as { body: unknown }).body, limits.body)),
  };
}

function glimpseBody(body: unknown, limit: number): Glimpse {
  if (typeof body === "string") {
    return body.length > limit ? { text: body.slice(0, limit), bodySize: body.length } : { text: body };
  }
  const bytes = toBytes(body);
  if (bytes === undefined) return {};
  const text = new TextDecoder().decode(bytes.subarray(0, limit));
  return bytes.length > limit ? { text, bodySize: bytes.length } : { text };
}

/** The request may be anything, so looking at it may throw anything. */
function attempt(look: () => Glimpse): Glimpse {
  try {
    return look();
  } catch {
    return {};
  }
}
