/** How bad a finding is: `error` and `warning` fail `hookloom check`, and `info`, a note, does not. */
export type Severity = "error" | "warning" | "info";

/** One rule of the linter. */
export interface RuleInfo {
  /** How bad its findings are, as a rule. */
  readonly severity: Severity;
}

/** Every rule of `checkTemplate`, by its name; `hookloom check --rules` and `docs/testing.md` say what each means. */
export const ruleTable = {
  // the language
  syntax: { severity: "error" },
  "unknown-filter": { severity: "error" },
  "unknown-test": { severity: "error" },
  "unknown-variable": { severity: "warning" },
  "unknown-template": { severity: "error" },
  "minus-in-name": { severity: "error" },
  "method-name": { severity: "warning" },
  "prefect-limit": { severity: "warning" },

  // what it renders as JSON
  "json-syntax": { severity: "error" },
  "missing-comma": { severity: "error" },
  "trailing-comma": { severity: "error" },
  "missing-value": { severity: "error" },
  unclosed: { severity: "error" },
  "empty-output": { severity: "warning" },

  // values inside of it
  "unescaped-in-string": { severity: "warning" },
  "tojson-in-string": { severity: "error" },
  "unquoted-value": { severity: "warning" },
  "unquoted-key": { severity: "error" },
  "python-literal": { severity: "error" },
  "python-repr": { severity: "error" },
  "misplaced-value": { severity: "error" },

  // the event
  "missing-event": { severity: "error" },
  "event-name": { severity: "warning" },
  "missing-resource-id": { severity: "error" },
  "missing-role": { severity: "error" },
  "event-shape": { severity: "error" },
  "label-not-string": { severity: "error" },
  "duplicate-key": { severity: "error" },
  "dynamic-key": { severity: "warning" },

  // the linter itself
  "ambiguous-position": { severity: "error" },
  "too-complex": { severity: "info" },
  "unknown-rule": { severity: "warning" },
} as const satisfies Record<string, RuleInfo>;

/** The name of a rule; comments that silence it have it, too. */
export type RuleName = keyof typeof ruleTable;
