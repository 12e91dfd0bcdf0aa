import { plainContext } from "../cases/cases.mjs";

/**
 * hookloom in its shapes: as webhooks use it, over requests that were parsed; as an engine alone, over plain
 * data that is copied at the border; and as webhooks use nunjucks through it.
 */
export async function create(shape, dist) {
  const { compileTemplate, parseRequest } = await import(`${dist}/index.js`);
  const { Environment } = await import(`${dist}/jinja/index.js`);
  const input = (one) => parseRequest({ method: one.method, headers: one.headers, body: one.text });
  // A machine that is busy with something else must not end what is only slow.
  const limits = { renderMilliseconds: 60_000 };
  if (shape === "request") {
    const compile = (source) => {
      const template = compileTemplate(source, { limits });
      return (context) => template.render(context);
    };
    return { language: "jinja", compile, input };
  }
  if (shape === "plain") {
    const environment = new Environment({ undefined: "chainable", limits });
    const compile = (source) => {
      const template = environment.fromString(source);
      return (context) => template.render(context);
    };
    return { language: "jinja", compile, input: plainContext };
  }
  const { nunjucksEngine } = await import(`${dist}/engines/nunjucks.js`);
  const { default: nunjucks } = await import("nunjucks");
  const engine = nunjucksEngine(new nunjucks.Environment(null, { autoescape: false }));
  const compile = (source) => {
    const template = compileTemplate(source, { engine });
    return (context) => template.render(context);
  };
  return { language: "nunjucks", compile, input };
}
