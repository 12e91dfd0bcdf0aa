// Runs the cases with nothing but the package and what every runtime has.
import { createWebhook } from "hookloom";
import { toFetchHandler } from "hookloom/fetch";
import { cases } from "./cases.mjs";

/**
 * @returns how many checks passed, what failed, and the last event that was made
 */
export async function runSuite() {
  const report = { passed: 0, failures: [], event: undefined };
  const check = async (name, run) => {
    try {
      const wrong = await run();
      if (wrong === undefined) report.passed += 1;
      else report.failures.push(`${name}: ${wrong}`);
    } catch (error) {
      report.failures.push(`${name}: ${error.stack ?? error}`);
    }
  };

  for (const given of cases) {
    const webhook = createWebhook({ id: "1", name: "Orders", slug: "orders", template: given.template });
    await check(`${given.name}, received`, () => {
      const outcome = webhook.receive(given.request);
      if (outcome.ok) report.event = outcome.event;
      return judge(given, outcome.status, outcome.ok ? outcome : { ...outcome, event: outcome.failure });
    });
    if (typeof Request === "undefined") continue;
    await check(`${given.name}, fetched`, async () => {
      let seen = {};
      const handler = toFetchHandler([webhook], {
        onEvent: (event) => {
          seen = { event };
        },
        onFailure: (event, { error }) => {
          seen = { event, error };
        },
      });
      const { status } = await handler(new Request("http://localhost/hooks/orders", given.request));
      return judge(given, status, seen);
    });
  }
  return report;
}

/** What is wrong with an outcome, if anything. */
function judge(given, status, { event, error }) {
  const wanted = given.error === undefined ? 204 : 400;
  if (status !== wanted) return `status ${status}, not ${wanted}: ${error?.message ?? ""}`;
  if (error?.code !== given.error) return `error ${error?.code}, not ${given.error}`;
  if (typeof event?.id !== "string") return "no event";
  for (const [key, value] of Object.entries(given.event ?? {})) {
    const [is, should] = [JSON.stringify(event[key]), JSON.stringify(value)];
    if (is !== should) return `${key} is ${is}, not ${should}`;
  }
  return undefined;
}
