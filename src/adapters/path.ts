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
  const before = at < 0 ? path : `${parts.slice(0, at).join("/")}/`;
  const after =
    at < 0
      ? ""
      : parts
          .slice(at + 1)
          .map((part) => `/${part}`)
          .join("");

  function match(url: string): string | undefined {
    const pathname = readPathname(url);
    if (at < 0) return pathname === path ? "" : undefined;
    if (!pathname.startsWith(before) || !pathname.endsWith(after)) return undefined;
    const slug = pathname.slice(before.length, pathname.length - after.length);
    return slug === "" || slug.includes("/") ? undefined : decode(slug);
  }

  return { hasSlug: at >= 0, match };
}

/** The path of a URL that may begin with one, as those of proxied requests do. */
function readPathname(url: string): string {
  const end = url.search(/[?#]/);
  const whole = end < 0 ? url : url.slice(0, end);
  if (whole.startsWith("/")) return whole;
  const start = whole.indexOf("/", whole.indexOf("://") + 3);
  return start < 0 ? "/" : whole.slice(start);
}

/** Unreserved characters may be escaped, and are the same then (RFC 3986, 2.3). */
function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
