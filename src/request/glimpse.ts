import type { Limits } from "../limits.js";
import { toBytes } from "../values/utf8.js";
import { decodeBody } from "./decode.js";
import { glimpseHeaders } from "./headers.js";
import { readMediaType } from "./media-type.js";
import type { HookRequest } from "./request.js";

/** As much of a request as can be told although it could not be read. */
export interface Glimpse {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether header fields are missing: those that could not be read, or were too many. */
  readonly lacksHeaders?: boolean;
  readonly text?: string;
  /** How long the body was if not all of it is in `text`: in bytes, or in UTF-16 units where it came as text. */
  readonly bodySize?: number;
}

/** Takes from anything at all what looks like a request, for the event that tells of the failure. */
export function glimpse(request: unknown, limits: Limits): Glimpse {
  const seen = request as HookRequest;
  const { headers = {}, lacksHeaders = true } = attempt(() => {
    const { headers, isWhole } = glimpseHeaders(seen.headers, limits);
    return { headers: Object.fromEntries(headers), lacksHeaders: !isWhole };
  });
  return {
    ...attempt(() => (typeof seen.method === "string" ? { method: seen.method.slice(0, 100) } : {})),
    headers,
    ...(lacksHeaders && { lacksHeaders }),
    ...attempt(() => glimpseBody(seen.body, headers["content-type"], limits.body)),
  };
}

function glimpseBody(body: unknown, contentType: string | undefined, limit: number): Glimpse {
  if (typeof body === "string") {
    return body.length > limit ? { text: body.slice(0, limit), bodySize: body.length } : { text: body };
  }
  const bytes = toBytes(body);
  if (bytes === undefined) return {};
  const piece = bytes.subarray(0, limit);
  const { text = new TextDecoder().decode(piece) } = attempt(() => ({
    text: decodeBody(piece, readMediaType(contentType).charset),
  }));
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
