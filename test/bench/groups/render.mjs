import { findCase, readTemplate } from "../cases/cases.mjs";
import { renderers } from "../variants/variants.mjs";

const all = Object.keys(renderers);
const names = (cases, variants) => cases.flatMap((one) => variants.map((variant) => [one, variant]));

/** Renders of templates that were compiled before, over data that was read just before and never rendered yet. */
export const warm = {
  title: "Warm render",
  note: "One render of a compiled template, over data that was parsed before the clock started and is used once.",
  jobs: names(["static", "form", "push", "report", "tojson"], all),
  renderers,
  async prepare(caseName, variant, dist) {
    const { language, compile, input } = await renderers[variant].create(dist);
    const one = findCase(caseName);
    mix(language, compile, input, caseName);
    const render = compile(readTemplate(one, language));
    return { input: () => input(one), run: render, weight: one.text.length * 4 };
  },
};

/** Compile and first render of templates of which no two are the same, so that no cache knows them. */
export const cold = {
  title: "Cold render",
  note: "Compile and first render of a template that was never seen before, in a process that is warm.",
  jobs: names(
    ["static", "form", "push", "report"],
    all.filter((name) => name !== "nunjucks-exact"),
  ),
  renderers,
  async prepare(caseName, variant, dist) {
    const { language, compile, input } = await renderers[variant].create(dist);
    const one = findCase(caseName);
    mix(language, compile, input, caseName);
    const source = readTemplate(one, language);
    let count = 0;
    return {
      input: () => ({ context: input(one), text: `${source}${String(count++)}` }),
      run: ({ context, text }) => compile(text)(context),
      weight: one.text.length * 4 + 200_000,
    };
  },
};

/** A process renders more than one template: the others run first, so that nothing is tuned to one alone. */
function mix(language, compile, input, except) {
  for (const name of ["static", "form", "push", "report", "event"]) {
    const one = findCase(name);
    const source = readTemplate(one, language);
    if (name === except || source === undefined) continue;
    const render = compile(source);
    const until = performance.now() + 30;
    for (let count = 0; count < 500 && performance.now() < until; count += 1) render(input(one));
  }
}

/** What a renderer prints for a case, for checking; undefined where it cannot say it. */
export async function renderAnswer(caseName, variant, dist) {
  const { language, compile, input } = await renderers[variant].create(dist);
  const one = findCase(caseName);
  const source = readTemplate(one, language);
  return source === undefined ? undefined : compile(source)(input(one));
}
