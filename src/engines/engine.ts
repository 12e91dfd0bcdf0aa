import type { ErrorCode } from "../errors/codes.js";
import { HookloomError, isHookloomError } from "../errors/error.js";
import { resolveLimits } from "../limits.js";
import { toHost } from "../values/host.js";
import { exceeds } from "../values/utf8.js";
import type { Value } from "../values/value.js";

/**
 * Another template engine in place of hookloom's own, for hosts that have trusted templates of it already.
 * None of the sandbox's promises hold for what it runs: see `hookloom/nunjucks`.
 */
export interface TemplateEngine {
  /**
   * Compiles a template, once for each webhook. Whatever it throws becomes `engine_compile`.
   *
   * @param source the template's text
   * @param name its name, for messages; null where it has none
   * @returns what renders it, over plain data: of a request a copy, `method`, `headers` by their names in
   * lower case, and `body`; what a host renders over itself comes as it is. Whatever that throws, or gives
   * that is no text, becomes `engine_render`; text over the limit becomes `output_limit`.
   */
  compile(source: string, name: string | null): (context: Readonly<Record<string, unknown>>) => string;
}

/** The variables of a render: values of ours, or plain data of the host. */
type Given = Readonly<Record<string, unknown>> | ReadonlyMap<string, Value>;

/** The only options that mean anything to another engine; the rest belong to the engine itself. */
const shared: ReadonlySet<string> = new Set(["limits", "now"]);

/**
 * Compiles a template with another engine.
 * @throws HookloomError `option_invalid` for options that it cannot heed;
 * `engine_compile`
 */
export function compileWith(
  engine: TemplateEngine,
  source: string,
  name: string | null,
  options: { readonly limits?: Parameters<typeof resolveLimits>[0] },
): (variables: Given) => string {
  for (const [option, value] of Object.entries(options)) {
    if (value !== undefined && !shared.has(option)) {
      throw new HookloomError("option_invalid", `The option '${option}' does not reach another engine`, {
        help: "Give it to the engine itself.",
      });
    }
  }
  const limit = resolveLimits(options.limits).output;
  const render = ask("engine_compile", "The engine could not compile the template", () =>
    engine.compile(source, name),
  );
  return (variables) => {
    const out: unknown = ask("engine_render", "The engine could not render the template", () =>
      render(toPlain(variables)),
    );
    if (typeof out !== "string") throw new HookloomError("engine_render", "The engine gave no text");
    if (exceeds(out, limit)) {
      throw new HookloomError("output_limit", `The render printed more than ${limit} bytes`);
    }
    return out;
  };
}

function toPlain(variables: Given): Readonly<Record<string, unknown>> {
  if (!(variables instanceof Map)) return variables as Readonly<Record<string, unknown>>;
  const plain: Record<string, unknown> = {};
  for (const [name, value] of variables as ReadonlyMap<string, Value>) plain[name] = toHost(value);
  return plain;
}

/** Runs the engine. Its messages may hold data of the request, so they are kept as the cause only. */
function ask<Answer>(code: ErrorCode, message: string, run: () => Answer): Answer {
  try {
    return run();
  } catch (cause) {
    if (isHookloomError(cause)) throw cause;
    throw new HookloomError(code, message, { cause });
  }
}
