import type { HookRequest } from "../../src/request/request.js";

/**
 * Reads an `.http` file: the method and path, header lines, a blank line, the body. The newline at the end of
 * the file is not part of the body.
 */
export function readHttpFile(text: string): HookRequest {
  const [head = "", ...rest] = text.replace(/\n$/, "").split("\n\n");
  const [first = "", ...lines] = head.split("\n");
  return {
    method: first.split(" ")[0] ?? "",
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
    body: rest.join("\n\n"),
  };
}
