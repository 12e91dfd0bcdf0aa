import type { Finding } from "./check/finding.js";
import { lintTemplate } from "./check/lint.js";
import { environmentKinds } from "./jinja/options.js";
import { checkText, flag, listOf, type OptionKinds, oneOf, readOptions, text } from "./options.js";
import { type CompileOptions, checkEscape, isVerbatim, webhookEnvironment } from "./render.js";

// This is no file of check/: render.ts takes from there what `escape: "json"` needs, and this takes its environment from
// render.ts.

/** The options of the template's compilation in hookloom's own engine, and what it may rely on. */
export interface CheckOptions extends Omit<CompileOptions, "name" | "engine"> {
  /** Names that every render has; `method`, `headers` and `body` by default. */
  variables?: readonly string[];
  /** Whether to warn of what Prefect Cloud would refuse. On by default. */
  prefect?: boolean;
}

const checkKinds: OptionKinds<CheckOptions> = {
  ...environmentKinds,
  escape: oneOf("json"),
  variables: listOf(text),
  prefect: flag,
};

/**
 * Checks a template without rendering it: that it compiles, that all it names exists, and that what it
 * renders is the JSON of an event on every branch, whatever the request holds.
 *
 * @param source the template
 * @param options as for `compileTemplate`; with `escape: "json"`, values need no `tojson`
 * @returns the findings in the order of their places; none for a template that is fine
 * @throws HookloomError `option_invalid` for an option that does not exist or has a wrong value, `host_value`
 * for globals that are no plain data; nothing for any template
 *
 * @example
 * checkTemplate('{"event": "x", "resource": {"prefect.resource.id": "{{ body.id }}"}}')[0].rule //
 * "unescaped-in-string"
 */
export function checkTemplate(source: string, options: CheckOptions = {}): Finding[] {
  checkText("A template", source);
  const {
    variables = ["method", "headers", "body"],
    prefect = true,
    escape: escaping,
    ...compiling
  } = readOptions(options, checkKinds);
  checkEscape(escaping, compiling);
  return lintTemplate(source, {
    environment: webhookEnvironment(compiling),
    variables,
    templates: Object.keys(compiling.templates ?? {}),
    escapes: escaping === "json",
    prefect,
    isVerbatim: isVerbatim(source, compiling),
  });
}
