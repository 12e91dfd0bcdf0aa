import { describe, expect, test } from "vitest";
import { humanize } from "../../src/humanize/index.js";
import { german } from "../../src/humanize/locales/index.js";
import { isHookloomError } from "../../src/index.js";
import { Environment } from "../../src/jinja/index.js";
import { countPaid } from "../support/work.js";

// Without the clock, which may be faster than the counting where the machine is busy.
const limits = { renderMilliseconds: Number.POSITIVE_INFINITY };
const environment = new Environment({ filters: humanize({ catalogues: [german] }), limits });

function codeOf(source: string): string | undefined {
  try {
    environment.fromString(source).render({ big: 10n ** 300n });
  } catch (error) {
    return isHookloomError(error) ? error.code : String(error);
  }
  return undefined;
}

describe("what a template asks for is paid before it is built", () => {
  test.each([
    "{{ 1|humanize_intcomma(999999999) }}",
    "{{ 1|humanize_scientific(999999999) }}",
    "{{ 1|humanize_metric('m', 999999999) }}",
    "{{ 1000|humanize_naturalsize(format='%999999999f') }}",
    "{{ 1000|humanize_intword(format='%.999999999f') }}",
    "{{ 1.5|humanize_precisedelta(format='%.999999999f') }}",
    "{{ 1|humanize_clamp(format='{:999999999}') }}",
    "{% for i in range(50000) %}{{ big|humanize_intcomma }}{% endfor %}",
    "{% set s = 'x' * 1000000 %}{% for i in range(50) %}{% set _ = 1|humanize_metric(s) %}{% endfor %}",
    "{% set s = 'de_DE.' ~ 'x' * 1000000 %}{% for i in range(50) %}{% set _ = s|humanize_activate %}{% endfor %}",
  ])("%s", (source) => {
    expect(["allocation_limit", "output_limit", "fuel_limit"]).toContain(codeOf(source));
  });

  test("text that is full of separators is paid for", () => {
    const template = environment.fromString("{{ ('a.' * 5000)|humanize_intcomma }}");
    expect(countPaid(() => template.render()).fuel).toBeGreaterThan(2500);
  });

  test("the names of units to leave out are counted", () => {
    const names = "{% set names = ['days'] * 100000 %}";
    const source = "{% for i in range(20) %}{{ 1|humanize_precisedelta(suppress=names) }}{% endfor %}";
    expect(codeOf(names + source)).toBe("fuel_limit");
  });
});

test("specifications inside one another are gone into as deep as formatting goes", () => {
  const format = "'{0:' * 3000 ~ 'x' * 100000 ~ '}' * 3000";
  expect(codeOf(`{{ 1|humanize_clamp(format=${format}) }}`)).toBe("value_error");
});

describe("what is left out, is refused", () => {
  test.each([
    ["{{ 5|humanize_clamp(format='{0.real}') }}", "security"],
    ["{{ 5|humanize_clamp(format='{[0]}') }}", "security"],
    ["{{ 5|humanize_clamp(format='{:{0.__class__}}') }}", "security"],
    ["{{ 5|humanize_clamp(format='a {0} {} {0.x') }}", "value_error"],
    ["{% macro f(x) %}{% endmacro %}{{ 5|humanize_clamp(format=f) }}", "value_error"],
    ["{% set _ = 'de_DE'|humanize_activate(path='/etc') %}", "security"],
    ["{% set _ = 'en'|humanize_activate('/etc') %}", "security"],
  ])("%s", (source, code) => {
    expect(codeOf(source)).toBe(code);
  });

  test("a path of none is none", () => {
    expect(codeOf("{% set _ = 'en'|humanize_activate(none) %}")).toBeUndefined();
  });
});

describe("the host's clock", () => {
  const clocks: [string, () => Date][] = [
    ["that throws", () => JSON.parse("{")],
    ["that gives no time", () => new Date(Number.NaN)],
  ];
  test.each(clocks)("%s is named", (_what, now) => {
    const template = new Environment({ filters: humanize, now }).fromString("{{ 5|humanize_naturaltime }}");
    expect(() => template.render()).toThrow(expect.objectContaining({ code: "host_error" }));
  });

  test("and zone say what is today", () => {
    const now = () => new Date("2024-03-15T23:30:00Z");
    const source = "{% set moment, _ = 0|humanize_date_and_delta %}{{ moment }}";
    const render = (timeZone: string) =>
      new Environment({ filters: humanize, now, timeZone }).fromString(source).render();
    expect(render("UTC")).toBe("2024-03-15 23:30:00");
    expect(render("Asia/Tokyo")).toBe("2024-03-16 08:30:00");
  });
});
