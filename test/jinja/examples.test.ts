import { describe, expect, test } from "vitest";
import { webhookFilters } from "../../src/event/filters.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import { date, datetime, Environment, time, timedelta } from "../../src/jinja/index.js";
import { builtins } from "../support/builtins.js";

const environment = new Environment({
  undefined: "chainable",
  filters: { ...webhookFilters, ...humanizeFilters },
  random: () => 0.5,
});

/** What JavaScript and templates cannot say. */
const variables = {
  moment: datetime("2024-03-14T09:05:07+00:00"),
  day: date("2024-03-14"),
  clock: time("12:30:00"),
  span: timedelta(90_000),
};

/** Everything that a template can call carries an example that is true. */
describe.each(Object.entries(builtins))("%s", (_family, definitions) => {
  test.each(definitions.map(({ name, summary, example }) => [name, summary, example] as const))(
    "%s",
    (_name, summary, [template, output]) => {
      expect(summary).toMatch(/^[A-Z`].*\.$/);
      expect(environment.fromString(template).render(variables)).toBe(output);
    },
  );
});
