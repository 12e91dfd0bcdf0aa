import { methods } from "../request/parse-request.js";
import { utf8Length } from "../values/utf8.js";

/** What a host is to answer, as plain data. */
export interface Reply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, empty for all but a handshake: an answer holds nothing of the request and of what went wrong. */
  readonly body: string;
}

function reply(status: number, headers: Record<string, string> = {}, body = ""): Reply {
  const length = status === 204 ? {} : { "content-length": String(utf8Length(body)) };
  // Without no-store, a cache may answer the next GET in the webhook's place.
  return Object.freeze({
    status,
    headers: Object.freeze({ "cache-control": "no-store", ...length, ...headers }),
    body,
  });
}

/** The methods that a webhook takes, as `Allow` has them. */
const allowed = methods.join(", ");

/** Every answer but a handshake's. There is one of each, so that equal cases are equal to the byte. */
export const replies = {
  accepted: reply(204),
  badRequest: reply(400),
  unauthorized: reply(401, { "www-authenticate": "Bearer" }),
  forbidden: reply(403),
  notFound: reply(404),
  methodNotAllowed: reply(405, { allow: allowed }),
  tooLarge: reply(413),
  compressed: reply(415, { "accept-encoding": "identity" }),
  /** The host's fault, not the sender's: it should come again. */
  unavailable: reply(503, { "retry-after": "10" }),
} as const;

/** The answer to a handshake. */
export function handshakeReply(headers: Record<string, string>, body = ""): Reply {
  return reply(200, headers, body);
}
