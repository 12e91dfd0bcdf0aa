import type { ErrorCode } from "../errors/codes.js";
import type { Limits } from "../limits.js";
import { toBytes } from "../values/utf8.js";
import { decodeBody, readText } from "./decode.js";
import { glimpseHeaders, isEncoded } from "./headers.js";
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

/** What is known of a request that cannot be read. */
interface Known {
  /** Whether a request without a body has none; otherwise it was not read. */
  readonly isWhole: boolean;
  /** Whether the host undoes the body's Content-Encoding, where the request does not say. */
  readonly inflated: boolean;
  /** What is told of it. */
  readonly code: ErrorCode;
}

/** Where this is what is told, the body is shown as far as it can be, though no template could have seen it. */
export const unreadCodes: ReadonlySet<unknown> = new Set([
  "body_limit",
  "body_encoding",
  "body_charset",
] satisfies ErrorCode[]);

/**
 * Takes from anything at all what looks like a request, for the event that tells of the failure. The text of the body is
 * what a template would have seen of it, or there is none.
 */
export function glimpse(request: unknown, limits: Limits, known: Known): Glimpse {
  const isUnread = unreadCodes.has(known.code);
  const seen = request as HookRequest;
  const { headers = {}, lacksHeaders = true } = attempt(() => {
    const { headers, isWhole } = glimpseHeaders(seen.headers, limits);
    return { headers: Object.fromEntries(headers), lacksHeaders: !isWhole };
  });
  return {
    ...attempt(() => (typeof seen.method === "string" ? { method: seen.method.slice(0, 100) } : {})),
    headers,
    ...(lacksHeaders && { lacksHeaders }),
    ...attempt(() => {
      const body = known.isWhole ? (seen.body ?? "") : seen.body;
      const told = glimpseBody(body, headers["content-type"], limits.body, isUnread);
      const isReadable = isUnread || (seen.inflated ?? known.inflated) || !isEncoded(headers);
      return isReadable || told.text === "" ? told : {};
    }),
  };
}

function glimpseBody(
  body: unknown,
  contentType: string | undefined,
  limit: number,
  isUnread: boolean,
): Glimpse {
  if (typeof body === "string") {
    const text = readText(body.slice(0, limit));
    return body.length > limit ? { text, bodySize: body.length } : { text };
  }
  const bytes = toBytes(body);
  if (bytes === undefined) return {};
  const piece = bytes.subarray(0, limit);
  const decode = () => ({ text: decodeBody(piece, readMediaType(contentType).charset) });
  const { text = new TextDecoder().decode(piece) } = isUnread ? attempt(decode) : decode();
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
