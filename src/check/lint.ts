import { isHookloomError } from "../errors/error.js";
import { Source } from "../errors/source.js";
import type { Environment } from "../jinja/environment.js";
import type { TemplateNode } from "../jinja/syntax/nodes.js";
import { namesSetIn } from "./bindings.js";
import { findPositions } from "./escape.js";
import { type Finding, Findings } from "./finding.js";
import { JsonWalk } from "./json-walk.js";
import { checkNames } from "./names.js";
import { TooComplex, withinStack } from "./path-walk.js";
import { checkPrefectLimits } from "./prefect-limits.js";

/** What a template is checked against. */
export interface LintOptions {
  readonly environment: Environment;
  /** Names that every render has. */
  readonly variables: readonly string[];
  /** The templates that others may include, by name. */
  readonly templates: readonly string[];
  /** Whether values are escaped for their place when the template is rendered. */
  readonly escapes: boolean;
  /** Whether to warn of what Prefect Cloud would refuse. */
  readonly prefect: boolean;
  /** Whether the template is printed as it is. */
  readonly isVerbatim: boolean;
}

/** Checks a template without rendering it. */
export function lintTemplate(text: string, options: LintOptions): Finding[] {
  const { environment, escapes, isVerbatim } = options;
  let parsed: { tree: TemplateNode; source: Source };
  try {
    parsed = environment.parse(text, null);
  } catch (error) {
    return syntaxFindings(error, text);
  }
  const { tree, source } = parsed;
  const findings = new Findings(source, text, !isVerbatim);
  try {
    environment.fromTree(tree, source);
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    // These two are told of below, each by its place, and all of them.
    const isTold = error.code === "unknown_filter" || error.code === "unknown_test";
    if (!isTold)
      findings.add("syntax", error.span ?? wholeOf(source), { message: error.message, fix: error.help });
  }
  const { variables, templates } = options;
  try {
    withinStack(wholeOf(source), () => {
      const setNames = namesSetIn(tree.body);
      checkNames(tree, { environment, variables, templates: new Set(templates), setNames, findings });
      if (options.prefect) checkPrefectLimits(tree, source.text, findings);
      const walk = new JsonWalk(tree, { escapes, environment, findings });
      if (isVerbatim) walk.runText(source.text);
      else walk.run(tree);
    });
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    const message = `${error.message}: what it renders was not checked as JSON`;
    if (escapes)
      findings.add("ambiguous-position", error.span, {
        message: `${error.message}: no value can be escaped for its place`,
      });
    else findings.add("too-complex", error.span, { message });
  }
  if (escapes && findings.hasSilenced) checkPositions(parsed, environment, findings);
  return findings.list();
}

/** What keeps a render from escaping is told where a comment has silenced the rule that would tell it. */
function checkPositions(
  { tree, source }: { tree: TemplateNode; source: Source },
  environment: Environment,
  findings: Findings,
): void {
  try {
    findPositions(environment, tree, source);
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    findings.add("ambiguous-position", error.span ?? wholeOf(source), { message: error.message });
  }
}

/** The one finding of a template that cannot be read. */
function syntaxFindings(error: unknown, text: string): Finding[] {
  if (!isHookloomError(error)) throw error;
  const source = new Source(text.replace(/\r\n?/g, "\n"));
  const findings = new Findings(source, text);
  findings.add("syntax", error.span ?? wholeOf(source), { message: error.message, fix: error.help });
  return findings.list();
}

function wholeOf(source: Source): { start: number; end: number } {
  return { start: 0, end: source.text.length };
}
