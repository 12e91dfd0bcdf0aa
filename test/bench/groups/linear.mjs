import { jsonHeaders, recordsBody, reportBody } from "../cases/data.mjs";

const steps = [1, 2, 4];

const families = {
  body: {
    title: "read a body of 100 kB",
    template: "{{ body.records|length }}",
    text: (n) => recordsBody(100_000 * n),
  },
  // V8 keeps text of more than 128 kB apart, where each byte costs twice as much: all three are past that.
  tojson: {
    title: "`tojson` of 200 kB",
    template: "{{ body|tojson }}",
    text: (n) => recordsBody(200_000 * n),
  },
  loop: {
    title: "loop of 200 rounds",
    template:
      "{% for x in body.rows %}{{ loop.index }} {{ x.name|upper }}{% if x.tags %}, {{ x.tags|join('-') }}{% endif %}\n{% endfor %}",
    text: (n) => reportBody(200 * n),
  },
  source: {
    title: "compile 2 kB",
    source: (n) => '{{ body.name|upper }}, "{{ body.x }}": {% if a %}1{% endif %}\n'.repeat(40 * n),
  },
};

/** The same with n, 2n and 4n of what it works on: time has to grow as that does. */
export const linear = {
  title: "Growth",
  note: "Time for n, 2n and 4n of what is worked on, as parts of the time for n. Linear is 2 and 4.",
  jobs: Object.keys(families).flatMap((family) => steps.map((step) => [`${family} x${step}`, "hookloom"])),
  renderers: { hookloom: { title: "hookloom" } },
  titleOf: (name) => families[name.split(" ")[0]].title,
  async prepare(caseName, _variant, dist) {
    const [name, times] = caseName.split(" x");
    const { compileTemplate, parseRequest } = await import(`${dist}/index.js`);
    const family = families[name];
    const step = Number(times);
    if (family.source !== undefined) {
      const source = family.source(step);
      return { input: () => source, run: compileTemplate, weight: source.length * 100 };
    }
    const text = JSON.stringify(family.text(step));
    const template = compileTemplate(family.template, { limits: { renderMilliseconds: 60_000 } });
    const read = () => parseRequest({ method: "POST", headers: jsonHeaders, body: text });
    const weight = text.length * 4;
    return name === "body"
      ? { input: () => 0, run: () => template.render(read()), weight }
      : { input: read, run: (context) => template.render(context), weight };
  },
};
