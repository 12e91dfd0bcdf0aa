import { expect, test } from "vitest";
import { createWebhook } from "../../src/index.js";

/** What is rendered, and the place of the first fault in it. */
const faults: [rendered: string, code: string, line: number, column: number][] = [
  ["{", "json_syntax", 1, 2],
  ['{\n  "event": "a",\n  "resource": {}\n}', "event_invalid", 3, 15],
  ['{\n "resource": {"prefect.resource.id": "x"}}', "event_invalid", 1, 1],
  [' \n {"event": 5, "resource": {"prefect.resource.id": "x"}}', "event_invalid", 2, 12],
  ['{"event": "a", "resource": {"prefect.resource.id": "x", "é": [1]}}', "event_invalid", 1, 62],
  [
    '{"event": "a", "related": [{"prefect.resource.id": "y", "prefect.resource.role": "z"}, {}],\n"resource": {"prefect.resource.id": "x"}}',
    "event_invalid",
    1,
    88,
  ],
  ['{"event": "a", "event": 1, "resource": {"prefect.resource.id": "x"}}', "event_invalid", 1, 25],
  ['{"resource": {"prefect.resource.id": "x\\"}"}, "event": null}', "event_invalid", 1, 56],
  ['{"event": "a", "resource": {"prefect.resource.id": "x"}, "id": "no"}', "event_invalid", 1, 64],
  ["[]", "event_invalid", 1, 1],
  ["17", "event_invalid", 1, 1],
];

test.each(faults)("%s", (rendered, code, line, column) => {
  const template = `{{ body }}`;
  const webhook = createWebhook({ id: "w", name: "W", template });
  const outcome = webhook.receive({ method: "POST", headers: {}, body: JSON.stringify(rendered) });
  expect(outcome).toMatchObject({ ok: false, error: { code, line, column } });
  if (!outcome.ok) expect(outcome.failure.payload).toMatchObject({ error: { code, line, column }, rendered });
});
