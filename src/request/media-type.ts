import { parse } from "content-type";

/** A media type in lower case, and the charset it names. */
export interface MediaType {
  /** `application/json`; empty where there is none that can be read. */
  readonly type: string;
  readonly charset: string | undefined;
}

const none: MediaType = { type: "", charset: undefined };

/** The last one read: senders seldom change theirs. */
let last: { readonly header: string; readonly mediaType: MediaType } = { header: "", mediaType: none };

/**
 * Reads a `Content-Type`. A broken one is as good as none: what it says about the body is unknown. Of one
 * that was sent more than once, and so was joined by commas, the first counts.
 */
export function readMediaType(header: string | undefined): MediaType {
  if (header === undefined || header === "") return none;
  if (header !== last.header) {
    const { type, parameters } = parse(header, { comma: true });
    last = { header, mediaType: { type, charset: parameters.charset?.toLowerCase() } };
  }
  return last.mediaType;
}

const jsonType = /^[^/]+\/(?:[^/]+\+)?json$/;

/** Whether a media type says JSON: `application/json`, `text/json`, `application/vnd.x+json`. */
export function isJsonType(type: string): boolean {
  return jsonType.test(type);
}
