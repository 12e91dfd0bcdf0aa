import { wrong } from "../options.js";

/** Where webhooks are: a path that has a place for the slug, or has none. */
export interface PathPattern {
  readonly hasSlug: boolean;
  /** The slug in a URL, empty where the pattern has none; undefined where the URL leads elsewhere. */
  match(url: string): string | undefined;
}

/**
 * Reads a pattern such as `/hooks/:slug`.
 * @throws HookloomError `option_invalid`
 */
export function readPath(path: string): PathPattern {
  const parts = path.split("/");
  const at = parts.indexOf(":slug");
  const others = parts.filter((part) => part !== ":slug");
  if (parts[0] !== "" || others.length < parts.length - 1 || others.some((part) => /[:*?#(){}]/.test(part))) {
    throw wrong("The option 'path'", "a path with at most one ':slug'", path, {
      help: "Write it as '/hooks/:slug'.",
      shows: true,
    });
  }
  const whole = decode(path);
  const [before = "", after = ""] = whole.split(":slug");

  function match(url: string): string | undefined {
    const end = url.search(/[?#]/);
    const pathname = decode(end < 0 ? url : url.slice(0, end));
    if (at < 0) return pathname === whole ? "" : undefined;
    if (!pathname.startsWith(before) || !pathname.endsWith(after)) return undefined;
    const slug = pathname.slice(before.length, pathname.length - after.length);
    return slug === "" || slug.includes("/") ? undefined : slug;
  }

  return { hasSlug: at >= 0, match };
}

/** Path and query of a URL that may be absolute, as those of proxied requests are (RFC 9112, 3.2.2). */
export function toPathAndQuery(url: string): string {
  const scheme = url.startsWith("/") ? -1 : url.indexOf("://");
  if (scheme < 0) return url;
  const host = url.slice(scheme + "://".length);
  const start = host.search(/[/?#]/);
  if (start < 0) return "/";
  return host[start] === "/" ? host.slice(start) : `/${host.slice(start)}`;
}

/** Characters may be escaped, and are the same then (RFC 3986, 2.3); a slash that is escaped ends no segment. */
function decode(path: string): string {
  return path.includes("%") ? path.split("/").map(decodeSegment).join("/") : path;
}

function decodeSegment(segment: string): string {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded.includes("/") ? segment : decoded;
  } catch {
    return segment;
  }
}
