import type { Places } from "../errors/places.js";
import { didYouMean } from "../errors/similar.js";
import type { Span } from "../errors/source.js";
import { type RuleName, ruleTable } from "./rules.js";

interface Wrong {
  readonly span: Span;
  readonly message: string;
  readonly fix: (() => string | undefined) | undefined;
}

/** What the comments of a template silence. */
export interface Suppressions {
  silences(rule: RuleName, line: number): boolean;
  /** Names in the comments that are no rules, or rules that no comment silences. */
  readonly wrong: readonly Wrong[];
}

const everything = "*";

/** With one of these, no webhook comes of the template: no comment makes that any better. */
export const lasting: ReadonlySet<RuleName> = new Set(["syntax", "ambiguous-position"]);
/** So it is with these, unless a host has what the checker was not told of: a comment has to name them. */
const onlyByName: ReadonlySet<RuleName> = new Set(["unknown-filter", "unknown-test"]);

/**
 * Reads the comments that silence rules: `{# hookloom-disable rule #}` for its own line and the next, and
 * `{# hookloom-disable-template rule #}` for the whole template. Several rules stand with blanks or commas
 * between them; without any, all are meant that need not be named.
 */
export function readSuppressions(text: string, places: Places): Suppressions {
  const whole = new Set<string>();
  const lines = new Map<number, Set<string>>();
  const wrong: Wrong[] = [];
  let end = 0;
  for (const { index: start, 0: opening, 1: isForAll } of text.matchAll(directives)) {
    // What stands in a comment begins no other.
    if (start < end) continue;
    end = text.indexOf("#}", start + opening.length);
    if (end < 0) break;
    const names = words(text.slice(start + opening.length, end));
    const span = { start, end: end + 2 };
    for (const name of names) {
      if (!Object.hasOwn(ruleTable, name)) {
        const fix = () => didYouMean(name, Object.keys(ruleTable));
        wrong.push({ span, message: `There is no rule called '${name}'`, fix });
      } else if (lasting.has(name as RuleName)) {
        wrong.push({ span, message: `No comment silences the rule '${name}'`, fix: undefined });
      }
    }
    const rules = names.length === 0 ? [everything] : names;
    const last = places.line(end);
    const targets = isForAll === undefined ? [last, last + 1].map((line) => at(lines, line)) : [whole];
    for (const target of targets) for (const rule of rules) target.add(rule);
  }
  const has = (set: Set<string> | undefined, rule: RuleName) =>
    set !== undefined && (set.has(rule) || (set.has(everything) && !onlyByName.has(rule)));
  const silences = (rule: RuleName, line: number) =>
    !lasting.has(rule) && (has(whole, rule) || has(lines.get(line), rule));
  return { silences, wrong };
}

function at(lines: Map<number, Set<string>>, line: number): Set<string> {
  const set = lines.get(line) ?? new Set();
  lines.set(line, set);
  return set;
}

const directives = /\{#[-+]?[\s,]*hookloom-disable(-template)?(?=[\s,]|[-+]?#\})/g;

/** The words at the end of a comment, without the sign that trims the blanks behind it. */
function words(rest: string): string[] {
  return rest
    .replace(/[-+]$/, "")
    .split(/[\s,]/)
    .filter((word) => word !== "");
}
