import type { Environment as EnvironmentClass, EnvironmentOptions } from "../../src/jinja/index.js";
import type { Render as RenderClass } from "../../src/jinja/runtime/render.js";
import type { readJson as readJsonFunction } from "../../src/values/json-read.js";
import type { Value } from "../../src/values/value.js";

/** What the checks of the guards are run against: the engine of this tree, or one with a guard taken out. */
export interface Engine {
  readonly Environment: typeof EnvironmentClass;
  readonly Render: typeof RenderClass;
  readonly readJson: typeof readJsonFunction;
}

/** A template over a value of a size, and what it must pay for each item or character more, at least and at most. */
export interface Charge {
  readonly source: string;
  readonly pays: "fuel" | "bytes";
  readonly least: number;
  readonly most?: number;
  readonly env?: EnvironmentOptions;
}

/** A template, the code of the error or the output that it must come to, options, and `body` as JSON. */
export type Verdict = readonly [source: string, expected: string, env?: EnvironmentOptions, json?: string];

/** Plain functions of a host: one that takes data and gives none, and those that give as much as they are told. */
const host = {
  filters: { kind: (value: unknown) => typeof value },
  globals: {
    made_text: (length: number) => "a".repeat(length),
    made_list: (length: number) => Array.from({ length }, () => 1),
    made_dict: (length: number) => new Map(Array.from({ length }, (_, index) => [index, 1])),
  },
};

const clockless = { renderMilliseconds: Number.POSITIVE_INFINITY };

/** What each render pays, in fuel and bytes. */
export function paid(
  { Environment, Render }: Engine,
  source: string,
  variables: Readonly<Record<string, unknown>>,
  options: EnvironmentOptions = {},
): { fuel: number; bytes: number } {
  const environment = new Environment({
    undefined: "chainable",
    ...host,
    ...options,
    limits: { ...clockless, fuel: 1e9, allocation: 1e9, output: 1e9, range: 1e6, ...options.limits },
  });
  const template = environment.fromString(source);
  const { context } = Render.prototype;
  let meter: InstanceType<typeof RenderClass>["meter"] | undefined;
  Render.prototype.context = function spied(...args) {
    meter ??= this.meter;
    return context.apply(this, args);
  };
  try {
    template.render(variables);
  } finally {
    Render.prototype.context = context;
  }
  return { fuel: meter?.spent ?? 0, bytes: meter?.allocated ?? 0 };
}

/** Values of a size, by the names that templates of {@link Charge} know them by. */
function valuesOf(n: number): Record<string, unknown> {
  const list = Array.from({ length: n }, (_, index) => index);
  return {
    n,
    s: "a".repeat(n),
    t: `${"a".repeat(n)}b`,
    blanks: " ".repeat(n),
    words: "ab ".repeat(n),
    lines: "a\n".repeat(n),
    dots: "a.".repeat(n),
    html: "<".repeat(n),
    tags: "<b>".repeat(n),
    wide: "é".repeat(n),
    pairs: "😀".repeat(n),
    quotes: "'\"".repeat(n),
    marks: "\ue000".repeat(n),
    digits: "7".repeat(n),
    under: "_".repeat(n),
    big: 10n ** BigInt(n),
    moment: new Date(0),
    l: list,
    twin: list.map((item) => item),
    texts: list.map(String),
    dicts: list.map((k) => ({ k })),
    rows: list.map((k) => [k, k]),
    d: Object.fromEntries(list.map((item) => [`k${item}`, item])),
    twins: Object.fromEntries(list.map((item) => [`k${item}`, item])),
    kw: Object.fromEntries(list.map((item) => [`k${item}`, item])),
  };
}

const small = 512;

/** Whether the template pays its due; if not, what it pays. */
export function unpaid(engine: Engine, { source, pays, least, most = 40, env }: Charge): string | undefined {
  const [one, two, four] = [1, 2, 4].map(
    (times) => paid(engine, source, valuesOf(small * times), env)[pays],
  ) as [number, number, number];
  const first = (two - one) / small;
  const second = (four - two) / (2 * small);
  if (Math.min(first, second) < least)
    return `${source}: pays ${first}, ${second} ${pays}, less than ${least}`;
  if (second > first * 1.2 + 0.05 || second > most * Math.max(1, least)) {
    return `${source}: pays ${first}, then ${second} ${pays}: more than in proportion`;
  }
  return undefined;
}

/** The code of the error that a template comes to, or its output. */
export function verdict({ Environment, readJson }: Engine, [source, , env = {}, json]: Verdict): string {
  const variables = new Map<string, Value>(json === undefined ? [] : [["body", readJson(json)]]);
  // JSON has no Infinity.
  const limits = Object.fromEntries(
    Object.entries({ ...clockless, ...env.limits }).map(([name, limit]) => [
      name,
      (limit as number | null) ?? Number.POSITIVE_INFINITY,
    ]),
  );
  const options = { undefined: "chainable" as const, ...host, ...env, limits };
  try {
    return new Environment(options).fromString(source).render(variables);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
