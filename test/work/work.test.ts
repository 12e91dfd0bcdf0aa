import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileTemplate, createWebhook, parseRequest } from "../../src/index.js";
import { readHttpFile } from "../support/http-file.js";
import { countCalls, countCompiled, countPaid } from "../support/work.js";

/**
 * Work is counted, not timed, so a regression shows on any machine, however busy. A number that grows fails.
 * If it has to grow, or has shrunk for good: HOOKLOOM_UPDATE=1 npx vitest run test/work
 */
const update = process.env.HOOKLOOM_UPDATE === "1";

type Counts = Record<string, number>;

const file = new URL("./work.json", import.meta.url);
const known = JSON.parse(readFileSync(file, "utf8")) as Record<string, Counts>;
const counted: Record<string, Counts> = {};

/** The platform counts calls of new closures a little differently from one process to the next. */
function isMore(what: string, count: number, before: number): boolean {
  return what.toLowerCase().endsWith("calls") ? count > before * 1.01 + 2 : count > before;
}

function hold(name: string, counts: Counts): void {
  counted[name] = counts;
  if (update) return;
  const grown = Object.entries(counts).filter(([what, count]) =>
    isMore(what, count, known[name]?.[what] ?? Number.NEGATIVE_INFINITY),
  );
  expect(grown.map(([what, count]) => `${what}: ${count} instead of ${known[name]?.[what]}`)).toEqual([]);
}

const rows = Array.from({ length: 100 }, (_, index) => ({
  name: `row ${index}`,
  price: index + 0.25,
  tags: ["a", "b"],
}));

/** Templates that each work one part hard, over a hundred rows. */
const templates: Record<string, string> = {
  loop: "{% for row in body %}{{ loop.index }}{{ row.name }}{% endfor %}",
  filters: "{% for row in body %}{{ row.name|upper|replace('R', 'r')|default('x') }}{% endfor %}",
  macro:
    "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{% for row in body %}{{ m(row.name) }}{% endfor %}",
  arithmetic: "{% for row in body %}{{ (row.price * 2 + 1) // 3 > 4 and row.price != 5 }}{% endfor %}",
  methods: "{% for row in body %}{{ row.name.split(' ')[1].zfill(4) }}{% endfor %}",
  sequences:
    "{{ body|map(attribute='price')|select('gt', 5)|sort|join(',') }}{{ body|groupby('tags')|length }}",
  scoping:
    "{% set ns = namespace(n=0) %}{% for row in body %}{% set x = row %}{% set ns.n = ns.n + 1 %}{{ x.name }}{% endfor %}",
  json: "{{ body|tojson }}",
};

describe("the work of a template does not grow", () => {
  test.each(Object.entries(templates))("%s", async (name, source) => {
    const request = { method: "POST", headers: {}, body: JSON.stringify(rows) };
    const compiled = countCompiled(() => compileTemplate(source));
    const template = compileTemplate(source);
    const paid = countPaid(() => template.render(parseRequest(request)));
    const context = parseRequest(request);
    const calls = await countCalls(() => template.render(context));
    hold(`template ${name}`, { ...compiled, ...paid, calls });
  });
});

const stamps = { now: () => new Date(0), generateId: () => "00000000-0000-4000-8000-000000000000" };

const hooks = new URL("../../examples/hooks/", import.meta.url);

describe("the work of a webhook does not grow", () => {
  test.each(readdirSync(hooks).sort())("%s", async (name) => {
    const template = readFileSync(new URL(`${name}/template.jinja`, hooks), "utf8");
    const request = readHttpFile(readFileSync(new URL(`${name}/request.http`, hooks), "utf8"));
    const definition = { id: "w", name, template };
    const compiled = countCompiled(() => createWebhook(definition));
    createWebhook(definition);
    const compileCalls = await countCalls(() => createWebhook(definition));
    const webhook = createWebhook(definition, stamps);
    // What is made at first use is there.
    expect(webhook.receive(request).ok).toBe(true);
    const calls = await countCalls(() => webhook.receive(request));
    hold(`webhook ${name}`, { ...compiled, compileCalls, calls });
  });
});

test("work is counted the same each time, and more work is more", async () => {
  const template = compileTemplate(templates.loop as string);
  const count = (size: number) => {
    const context = parseRequest({ method: "POST", headers: {}, body: JSON.stringify(rows.slice(0, size)) });
    return countCalls(() => template.render(context));
  };
  // What is made at first use is there.
  await count(1);
  const [first, again, half] = [await count(100), await count(100), await count(50)];
  expect(Math.abs(again - first)).toBeLessThan(first * 0.01);
  expect(half).toBeLessThan(first * 0.6);
  expect(half).toBeGreaterThan(100);
});

test.runIf(update)("the numbers are written down", () => {
  writeFileSync(file, `${JSON.stringify(counted, null, 2)}\n`);
});
