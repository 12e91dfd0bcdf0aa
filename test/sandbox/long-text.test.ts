import { describe, expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import { Environment } from "../../src/jinja/index.js";
import { datetime } from "../../src/values/construct.js";

/**
 * Long text where little is awaited: in a directive, a date, a name. A template can have it looked at again and
 * again without building anything, so a loop around it has to run out of fuel, or fail at the first look.
 */
const length = 2 ** 15;
const environment = new Environment({
  undefined: "chainable",
  filters: humanizeFilters,
  limits: { fuel: 60_000, renderMilliseconds: Number.POSITIVE_INFINITY },
});
const variables = {
  moment: datetime("2024-03-14T09:05:07.123456+00:00"),
  paris: datetime("2024-03-14T09:05:07", "Europe/Paris"),
  letters: "x".repeat(length),
  digits: "1".repeat(length),
  blanks: " ".repeat(length),
};

function outcome(text: string, call: string): string {
  // Not stopped are calls that pay less than a unit of fuel for 160 characters.
  const source = `{% set s = ${text} %}{% for _ in range(300) %}{% set x = ${call} %}{% endfor %}`;
  try {
    environment.fromString(source).render(variables);
    return "finished";
  } catch (error) {
    if (isHookloomError(error)) return error.code;
    throw error;
  }
}

const printf = ["s|format(1)", "s|format(a=1)", "s % 1", "s % (1,)"];
const fields = ["s.format(1)", "s.format(a=1)", "s.format_map({'a': 1})", "(s|safe).format(1)"];
const reads = [
  "moment.strptime(s, '%Y-%m-%d')",
  "moment.strptime('2024', s)",
  "moment.strptime(s, s)",
  "moment.fromisoformat(s)",
  "moment.date().fromisoformat(s)",
  "moment.time().fromisoformat(s)",
];
const writes = [
  "moment.strftime(s)",
  "paris.strftime(s)",
  "moment.date().strftime(s)",
  "moment.time().strftime(s)",
  "('{:' ~ s ~ '}').format(moment)",
];
const humanized = [
  "s|humanize_ordinal",
  "s|humanize_fractional",
  "s|humanize_scientific",
  "s|humanize_metric",
  "s|humanize_clamp",
  "5|humanize_intcomma(s)",
  "5000|humanize_intword(s)",
  "5000|humanize_naturalsize(format=s)",
  "5.5|humanize_precisedelta(format=s)",
  "5.5|humanize_precisedelta(suppress=s)",
  "5|humanize_scientific(s)",
  "5|humanize_metric(s,3)",
  "5|humanize_metric('',s)",
  "5|humanize_clamp(1,2,'{}',s,s)",
  "5|humanize_clamp(format=s)",
  "s|humanize_activate",
];
const names = [
  "{'a': 1}|attr(s)",
  "{'a': 1}[s]",
  "{'a': 1}.get(s)",
  "[{'a': 1}]|map(attribute=s)|list",
  "[{'a': 1}]|sum(s, 0)",
  "[{'a': 1}]|sort(attribute=s)",
  "[{'a': 1}]|groupby(s)|list",
  "[{'a': 1}]|map(s)|list",
  "{}|dictsort(by=s)",
  "1|round(0, s)",
  "'x'|urlize(extra_schemes=[s])",
  "[1]|tojson(s)",
  "{s: none}|xmlattr",
  "'%s'|format(s)",
  "'%.1r'|format(s)",
  "s|int",
  "s|float",
  "s|filesizeformat",
];

const families: Record<string, { readonly texts: readonly string[]; readonly calls: readonly string[] }> = {
  "printf templates": {
    texts: [
      "'%' ~ '0' * 32768 ~ 's'",
      "'%(' ~ letters ~ ')s'",
      "'%' ~ digits ~ 'd'",
      "'%.' ~ digits ~ 'f'",
      "'%' * 32768",
      "letters ~ '%s'",
    ],
    calls: printf,
  },
  fields: {
    texts: [
      "'{0.' ~ letters ~ '}'",
      "'{0[' ~ letters ~ ']}'",
      "'{a.a' ~ letters ~ '}'",
      "'{0!' ~ letters ~ '}'",
      "'{0:' ~ blanks ~ '}'",
      "'{' * 32768",
      "letters ~ '{0}'",
    ],
    calls: fields,
  },
  "times that are written": {
    texts: [
      "letters",
      "'%-' ~ '0' * 32768 ~ 'd'",
      "'%' ~ '_' * 32768 ~ 'Y'",
      "'%' ~ 'E' * 32768",
      "'%' ~ digits ~ 'd'",
      "'%%' * 16384",
      "'%Z' * 16384",
      "'%c' * 8192",
      "'%d ' * 10000",
    ],
    calls: writes,
  },
  "times that are read": {
    texts: [
      "letters",
      "digits",
      "blanks",
      "'%Y%m%d' * 1000",
      "' %d' * 10000",
      "'%f' * 10000",
      "'2024-03-14T09:05:07.' ~ digits",
      "'2024-03-14T09:05:07+' ~ '0' * 32768",
      "'%%' * 16384",
    ],
    calls: reads,
  },
  "humanize filters": {
    texts: ["letters", "digits", "blanks", "'%' ~ '0' * 32768 ~ 'd'", "'%' * 32768"],
    calls: humanized,
  },
  names: { texts: ["letters", "digits", "blanks", "'a.' * 16384"], calls: names },
};

describe.each(Object.entries(families))("%s", (_family, { texts, calls }) => {
  test.each(calls)("%s", (call) => {
    const finished = texts.filter((text) => outcome(text, call) === "finished");
    expect(finished).toEqual([]);
  });
});

test.each(["1_", "1", "1_1"])(
  "text like a number is read in time in proportion: %s, again and again",
  (part) => {
    const roomy = new Environment({
      limits: { fuel: 1e9, renderMilliseconds: Number.POSITIVE_INFINITY, allocation: 1e9 },
    });
    const template = roomy.fromString("{{ s|float }} {{ (s ~ '.' ~ s)|float }} {{ (s ~ '!')|int }}");
    const read = (units: number) => {
      const start = performance.now();
      template.render({ s: `${part.repeat(units / part.length)}1` });
      return performance.now() - start;
    };
    read(1000);
    expect(read(400_000)).toBeLessThan(500 + 40 * read(20_000));
  },
);
