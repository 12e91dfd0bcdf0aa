import { HookloomError } from "../errors/error.js";
import { must, type OptionKinds, readOptions, record, text, wrong } from "../options.js";
import type { HookRequest } from "../request/request.js";
import { type FileRequest, readHttpFile } from "./http-file.js";
import { jsonText } from "./json-text.js";

/** What {@link request} makes a request of. At most one of `body`, `json` and `form`. */
export interface RequestParts {
  /** `POST` where there is a body, else `GET`. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as it is sent. */
  readonly body?: string | Uint8Array;
  /** Data that is sent as JSON. */
  readonly json?: unknown;
  /** Fields that are sent as a form; a list is as many fields of that name. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
}

const partKinds: OptionKinds<RequestParts> = {
  method: text,
  headers: record,
  body: must("text or bytes", (value) => typeof value === "string" || value instanceof Uint8Array),
  json: () => {},
  form: record,
};

/**
 * Makes a request of its parts. `json` and `form` bring their `content-type`, unless `headers` have one.
 *
 * @param parts the method, header fields, and one of `body`, `json` and `form`
 * @returns plain data, as webhooks take it
 * @throws HookloomError `option_invalid` where there is more than one body, `host_value` for `json` that is no JSON, such as
 * a bigint
 * @see https://url.spec.whatwg.org/#concept-urlencoded-serializer for how a form is written
 *
 * @example request({ headers: { "X-GitHub-Event": "push" }, json: { ref: "refs/heads/main" } })
 */
export function request(parts: RequestParts = {}): HookRequest {
  const given = readOptions(parts, partKinds);
  const bodies = (["body", "json", "form"] as const).filter((name) => given[name] !== undefined);
  if (bodies.length > 1) {
    throw new HookloomError("option_invalid", `A request has one body, not ${bodies.join(" and ")}`);
  }
  const { method = bodies.length === 0 ? "GET" : "POST", headers = {}, body, json, form } = given;
  if (json !== undefined) {
    return {
      method,
      headers: typed(headers, "application/json"),
      body: jsonText(json, "'json' of a request"),
    };
  }
  if (form === undefined) return body === undefined ? { method, headers } : { method, headers, body };
  const fields = new URLSearchParams();
  for (const [name, values] of Object.entries(form)) {
    for (const value of typeof values === "string" ? [values] : values) fields.append(name, value);
  }
  return { method, headers: typed(headers, "application/x-www-form-urlencoded"), body: fields.toString() };
}

function typed(headers: Readonly<Record<string, string>>, type: string): Readonly<Record<string, string>> {
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return isTyped ? headers : { "content-type": type, ...headers };
}

/**
 * A request as an `.http` file has it: method and path, header lines, a blank line, the body. Text that begins on the
 * line after the backtick loses the indentation that its lines share. A value that is no text is written as JSON.
 *
 * @param texts the text of the request, between the values
 * @param values texts, or data to write as JSON
 * @returns plain data, as webhooks take it, and the path
 * @throws HookloomError `case_invalid` for a line that is no header, or where the method is missing; `host_value` for a
 * value that is neither text nor JSON, such as a bigint
 *
 * @example
 * http`
 *   POST /hooks/orders
 *   Content-Type: application/json
 *
 *   ${{ status: "paid" }}
 * `
 */
export function http(texts: TemplateStringsArray, ...values: readonly unknown[]): FileRequest {
  if (!Array.isArray(texts)) {
    throw wrong("What http is given", "a template", texts, {
      help: "It is a tag: http`GET /hooks/orders`.",
    });
  }
  const shown = values.map((value) =>
    typeof value === "string" ? value : jsonText(value, "A value in a request"),
  );
  const own = dedent([...texts]);
  return readHttpFile(own.map((text, index) => text + (shown[index] ?? "")).join(""));
}

/** Takes the shared indentation away from the lines that begin in the texts; values keep theirs. */
function dedent(texts: string[]): string[] {
  if (texts[0]?.startsWith("\n") !== true) return texts;
  const last = texts.length - 1;
  const widths: number[] = [];
  texts.forEach((text, index) => {
    const lines = text.split("\n").slice(1);
    lines.forEach((line, at) => {
      // A line with nothing but space is blank, unless a value follows in it.
      const isFollowed = at === lines.length - 1 && index < last;
      const width = line.length - line.trimStart().length;
      if (width < line.length || isFollowed) widths.push(width);
    });
  });
  const width = Math.min(...widths, Number.MAX_SAFE_INTEGER);
  return texts.map((text) => {
    const [first, ...lines] = text.split("\n");
    return [
      first,
      ...lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))),
    ].join("\n");
  });
}
