import { describe, expect, test } from "vitest";
import { type Catalogue, type HumanizeOptions, humanize } from "../../src/humanize/index.js";
import { german, japanese, spanish } from "../../src/humanize/locales/index.js";
import { parsePluralForms } from "../../src/humanize/plural.js";
import { readPo } from "../../src/humanize/po.js";
import { createWebhook, isHookloomError } from "../../src/index.js";
import { Environment } from "../../src/jinja/index.js";

const filters = humanize({ catalogues: [german, japanese] });
const environment = new Environment({ filters });

/** The code of the error that something fails with. */
function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return isHookloomError(error) ? error.code : String(error);
  }
  return undefined;
}

const render = (source: string) => environment.fromString(source).render();

describe("the language of a render", () => {
  test("lasts to its end, through macros, loops and blocks", () => {
    const source =
      "{% macro m() %}{% set _ = 'de_DE'|humanize_activate %}{% endmacro %}{{ 5|humanize_apnumber }} {{ m() }}{{ 5|humanize_apnumber }}";
    expect(render(source)).toBe("five fünf");
  });

  test("is its own: no render changes that of another, not even one inside of it", () => {
    const own = new Environment({ filters });
    const inner = own.fromString("{% set _ = 'ja_JP'|humanize_activate %}{{ 5|humanize_apnumber }}");
    own.addFilters({ inner: () => inner.render() });
    const outer = own.fromString(
      "{% set _ = 'de_DE'|humanize_activate %}{{ ''|inner }} {{ 5|humanize_apnumber }}",
    );
    expect(outer.render()).toBe("五 fünf");
    expect(own.fromString("{{ 5|humanize_apnumber }}").render()).toBe("five");
  });

  test("is English where the host has given no other", () => {
    const english = new Environment({ filters: humanize });
    expect(english.fromString("{{ 1000|humanize_intcomma }}").render()).toBe("1,000");
    const german = english.fromString("{% set _ = 'de_DE'|humanize_activate %}");
    expect(codeOf(() => german.render())).toBe("language_unknown");
    expect(new Environment().addFilters(humanize).fromString("{{ 2|humanize_ordinal }}").render()).toBe(
      "2nd",
    );
  });

  test.each([
    ["de", "5 Tage"],
    ["german", "5 Tage"],
    ["DE_de.UTF-8", "5 Tage"],
    ["de_DE@euro", "5 Tage"],
    ["jp_JP", "5日"],
    ["en_XX", "5 days"],
    ["englisch", "5 days"],
  ])("is found by the name %s", (name, days) => {
    expect(render(`{% set _ = '${name}'|humanize_activate %}{{ 432000|humanize_naturaldelta }}`)).toBe(days);
  });

  test.each(["de-DE", "de_AT", "deu", "", " ", "EN", "../de_DE", "de_DE/", "german.ISO8859-1", "__proto__"])(
    "is not found by the name %j",
    (name) => {
      expect(codeOf(() => render(`{% set _ = '${name}'|humanize_activate %}`))).toBe("language_unknown");
    },
  );

  test("decides on the marks of numbers by its exact name", () => {
    const source = (name: string) =>
      `{% set _ = '${name}'|humanize_activate %}{{ 1234.5|humanize_intcomma }}{{ 0|humanize_decimal_separator }}`;
    expect(render(source("de_DE"))).toBe("1.234,5,");
    expect(render(source("de"))).toBe("1,234.5.");
  });

  test("is there in webhooks", () => {
    const webhook = createWebhook(
      {
        id: "w",
        name: "w",
        template:
          '{% set _ = "de_DE"|humanize_activate %}{"event": "{{ 3|humanize_apnumber }}", "resource": {"prefect.resource.id": "r"}}',
      },
      { filters },
    );
    const outcome = webhook.receive({ method: "POST", headers: {}, body: "{}" });
    expect(outcome.ok && outcome.event.event).toBe("drei");
  });
});

describe("catalogues", () => {
  test.each([
    ["no list of messages", { locale: "xx", messages: null }],
    ["no name", { messages: {} }],
    ["a message that is no text", { locale: "xx", messages: { now: 5 } }],
    ["plural forms that are no rule", { locale: "xx", pluralForms: "nplurals=2", messages: {} }],
    ["plural forms with code", { locale: "xx", pluralForms: "plural=process.exit()", messages: {} }],
  ])("are refused with %s", (_what, catalogue) => {
    expect(codeOf(() => humanize({ catalogues: [catalogue as unknown as Catalogue] }))).toBe(
      "option_invalid",
    );
  });

  test.each([
    ["no object", null],
    ["one catalogue instead of a list", { catalogues: german }],
    ["no list", { catalogues: 5 }],
    ["an option that does not exist", { catalogs: [] }],
  ])("are refused in options that are %s", (_what, options) => {
    expect(codeOf(() => humanize(options as unknown as HumanizeOptions))).toBe("option_invalid");
  });

  test("may lack messages, which are English then", () => {
    const own = humanize({ catalogues: [{ locale: "xx_YY", messages: { "%d second": ["%d s"] } }] });
    const template = (seconds: number) =>
      new Environment({ filters: own })
        .fromString(`{% set _ = 'xx_YY'|humanize_activate %}{{ ${seconds}|humanize_precisedelta }}`)
        .render();
    expect(template(1)).toBe("1 s");
    expect(template(62)).toBe("1 minute and 2 seconds");
  });

  test("have what python-humanize has, also where the language says otherwise", () => {
    const own = new Environment({ filters: humanize({ catalogues: [spanish] }) });
    const template = "{% set _ = 'es_ES'|humanize_activate %}{{ (3 * 10 ** 100)|humanize_intword }}";
    expect(own.fromString(template).render()).toBe("3.0 gúgol");
  });
});

describe("plural forms", () => {
  const rules: [string, string, number[]][] = [
    ["Japanese", "nplurals=1; plural=0;", [0, 0, 0, 0, 0, 0, 0, 0]],
    ["German", "nplurals=2; plural=(n != 1);", [1, 0, 1, 1, 1, 1, 1, 1]],
    ["French", "nplurals=2; plural=n>1", [0, 0, 1, 1, 1, 1, 1, 1]],
    [
      "Polish",
      "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
      [2, 0, 1, 2, 2, 2, 1, 2],
    ],
    [
      "Slovenian",
      "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
      [3, 0, 1, 3, 3, 3, 3, 0],
    ],
    ["Latvian", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);", [2, 0, 1, 1, 1, 0, 1, 0]],
    [
      "Arabic",
      "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
      [0, 1, 2, 3, 4, 4, 4, 5],
    ],
    ["arithmetic", "plural=!(n*2+1-n/2==n) - 1", [0, 0, 0, 0, 0, 0, 0, 0]],
  ];
  test.each(rules)("%s", (_name, header, forms) => {
    const rule = parsePluralForms(header);
    expect([0, 1, 2, 5, 11, 21, 22, 101].map(rule)).toEqual(forms);
  });

  test.each([
    "",
    "plural",
    "plural=",
    "plural=n n",
    "plural=(n",
    "plural=n)",
    "plural=m",
    "plural=n?1",
    "plural=1:2",
  ])("%j is no rule", (header) => {
    expect(codeOf(() => parsePluralForms(header))).toBe("option_invalid");
  });

  test("are bounded in length and depth", () => {
    expect(codeOf(() => parsePluralForms(`plural=${"(".repeat(400)}n${")".repeat(400)}`))).toBe(
      "option_invalid",
    );
    expect(codeOf(() => parsePluralForms(`plural=${"!".repeat(2000)}n`))).toBe("option_invalid");
  });
});

describe("readPo", () => {
  const file = `# A comment
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 "
"|| n%100>=20) ? 1 : 2);\\n"

#: src/humanize/time.py:1
msgid "a day"
msgstr "jeden "
"dzień"

#, python-format
msgid "%d day"
msgid_plural "%d days"
msgstr[0] "%d dzień"
msgstr[1] "%d dni"
msgstr[2] "%d dni"

msgctxt "1 (male)"
msgid "st"
msgstr "-szy"

#, python-format, fuzzy
msgid "%s ago"
msgstr "dawno"

msgid "now"
msgstr ""

#~ msgid "today"
#~ msgstr "dziś"
`;

  test("takes what is translated, and leaves out what is fuzzy, empty or obsolete", () => {
    expect(readPo(file, "pl_PL")).toEqual({
      locale: "pl_PL",
      pluralForms: "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
      messages: {
        "a day": "jeden dzień",
        "%d day": ["%d dzień", "%d dni", "%d dni"],
        "1 (male)\u0004st": "-szy",
      },
    });
  });

  test("makes a catalogue that can be spoken", () => {
    const polish = new Environment({ filters: humanize({ catalogues: [readPo(file, "pl_PL")] }) });
    const source =
      "{% set _ = 'polish'|humanize_activate %}{{ 86400|humanize_naturaltime }}, {{ 345600|humanize_naturaldelta }}, {{ 1|humanize_ordinal }}";
    expect(polish.fromString(source).render()).toBe("jeden dzień ago, 4 dni, 1-szy");
  });

  test("refuses what is no text", () => {
    expect(codeOf(() => readPo(undefined as unknown as string, "pl_PL"))).toBe("option_invalid");
  });
});
