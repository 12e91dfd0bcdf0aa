import type { RuleName } from "./rules.js";

/** What is wrong with what each rule finds, in a sentence: apart from the rules, since hosts need no sentences to check. */
export const ruleMeanings: Readonly<Record<RuleName, string>> = {
  syntax: "The template does not compile.",
  "unknown-filter": "A filter does not exist.",
  "unknown-test": "A test does not exist.",
  "unknown-variable":
    "A name is neither `method`, `headers` or `body`, nor a global, nor set where it is read.",
  "unknown-template": "The host gives no template of that name.",
  "minus-in-name": "`body.friendly-name` is a subtraction; a key with a minus needs `body['friendly-name']`.",
  "method-name": "`body.items` is the dict's method, not the key; `body['items']` is the key.",
  "prefect-limit": "Prefect Cloud would refuse the template.",
  "json-syntax": "What is rendered is no JSON, on some branch.",
  "missing-comma": "No comma between two fields or items, on some branch.",
  "trailing-comma": "A comma after the last field or item, on some branch.",
  "missing-value": "A colon with no value after it, on some branch.",
  unclosed: "A brace, bracket or quote is never closed, on some branch.",
  "empty-output": "Nothing is rendered, on some branch.",
  "unescaped-in-string":
    "A value between quotes that may hold a quote, a backslash or a newline: it can break the JSON.",
  "tojson-in-string":
    '`tojson` between quotes, be it those that `escape: "json"` puts around text: it brings quotes of its own.',
  "unquoted-value": "A value is printed as it is where JSON is wanted.",
  "unquoted-key": "A key is printed without quotes.",
  "python-literal": "`True`, `False` or `None` where JSON is wanted.",
  "python-repr": "A list or dict is printed in Python's spelling.",
  "misplaced-value": "A value stands where JSON has no place for one.",
  "missing-event": "The event has no `event`, on some branch.",
  "event-name": "The event's name is empty, or begins or ends with a dot, on some branch.",
  "missing-resource-id": "The event has no `resource` with a `prefect.resource.id`, on some branch.",
  "missing-role": "A related resource lacks its id or its `prefect.resource.role`, on some branch.",
  "event-shape": "A field of the event has a value of the wrong kind.",
  "label-not-string": "A label of a resource is no string.",
  "duplicate-key": "An object has the same key twice: only the last one counts.",
  "dynamic-key": "A key that the request chooses can replace a field of the event or a label.",
  "ambiguous-position":
    'With `escape: "json"`, what a value is escaped for must be the same on all branches.',
  "too-complex": "The template has too many branches to follow as JSON.",
  "unknown-rule": "A comment silences a rule that does not exist or cannot be silenced.",
};
