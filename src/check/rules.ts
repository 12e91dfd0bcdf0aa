/** How bad a finding is: `error` and `warning` fail `hookloom check`, and `info`, a note, does not. */
export type Severity = "error" | "warning" | "info";

/** One rule of the linter. */
export interface RuleInfo {
  /** How bad its findings are, as a rule. */
  readonly severity: Severity;
  /** What is wrong with what it finds, in a sentence. */
  readonly summary: string;
}

/** Every rule of `checkTemplate`, by its name. The table in `docs/testing.md` is printed from it. */
export const ruleTable = {
  // the language
  syntax: { severity: "error", summary: "The template does not compile." },
  "unknown-filter": { severity: "error", summary: "A filter does not exist." },
  "unknown-test": { severity: "error", summary: "A test does not exist." },
  "unknown-variable": {
    severity: "warning",
    summary: "A name is neither `method`, `headers` or `body`, nor a global, nor set where it is read.",
  },
  "unknown-template": { severity: "error", summary: "The host gives no template of that name." },
  "minus-in-name": {
    severity: "error",
    summary: "`body.friendly-name` is a subtraction; a key with a minus needs `body['friendly-name']`.",
  },
  "method-name": {
    severity: "warning",
    summary: "`body.items` is the dict's method, not the key; `body['items']` is the key.",
  },
  "prefect-limit": { severity: "warning", summary: "Prefect Cloud would refuse the template." },

  // what it renders as JSON
  "json-syntax": { severity: "error", summary: "What is rendered is no JSON, on some branch." },
  "missing-comma": { severity: "error", summary: "No comma between two fields or items, on some branch." },
  "trailing-comma": { severity: "error", summary: "A comma after the last field or item, on some branch." },
  "missing-value": { severity: "error", summary: "A colon with no value after it, on some branch." },
  unclosed: { severity: "error", summary: "A brace, bracket or quote is never closed, on some branch." },
  "empty-output": { severity: "warning", summary: "Nothing is rendered, on some branch." },

  // values inside of it
  "unescaped-in-string": {
    severity: "warning",
    summary: "A value between quotes that may hold a quote, a backslash or a newline: it can break the JSON.",
  },
  "tojson-in-string": {
    severity: "error",
    summary:
      '`tojson` between quotes, be it those that `escape: "json"` puts around text: it brings quotes of its own.',
  },
  "unquoted-value": { severity: "warning", summary: "A value is printed as it is where JSON is wanted." },
  "unquoted-key": { severity: "error", summary: "A key is printed without quotes." },
  "python-literal": { severity: "error", summary: "`True`, `False` or `None` where JSON is wanted." },
  "python-repr": { severity: "error", summary: "A list or dict is printed in Python's spelling." },
  "misplaced-value": { severity: "error", summary: "A value stands where JSON has no place for one." },

  // the event
  "missing-event": { severity: "error", summary: "The event has no `event`, on some branch." },
  "event-name": {
    severity: "warning",
    summary: "The event's name is empty, or begins or ends with a dot, on some branch.",
  },
  "missing-resource-id": {
    severity: "error",
    summary: "The event has no `resource` with a `prefect.resource.id`, on some branch.",
  },
  "missing-role": {
    severity: "error",
    summary: "A related resource lacks its id or its `prefect.resource.role`, on some branch.",
  },
  "event-shape": { severity: "error", summary: "A field of the event has a value of the wrong kind." },
  "label-not-string": { severity: "error", summary: "A label of a resource is no string." },
  "duplicate-key": {
    severity: "error",
    summary: "An object has the same key twice: only the last one counts.",
  },
  "dynamic-key": {
    severity: "warning",
    summary: "A key that the request chooses can replace a field of the event or a label.",
  },

  // the linter itself
  "ambiguous-position": {
    severity: "error",
    summary: 'With `escape: "json"`, what a value is escaped for must be the same on all branches.',
  },
  "too-complex": { severity: "info", summary: "The template has too many branches to follow as JSON." },
  "unknown-rule": {
    severity: "warning",
    summary: "A comment silences a rule that does not exist or cannot be silenced.",
  },
} as const satisfies Record<string, RuleInfo>;

/** The name of a rule; comments that silence it have it, too. */
export type RuleName = keyof typeof ruleTable;
