/** One start in a process of its own: `node start.mjs CASE VARIANT DIST`. Tells how many nanoseconds it took. */
const [caseName, variant, dist] = process.argv.slice(2);

const source = "Hello {{ name }}!";
const context = { name: "World" };

const starts = {
  engine: {
    async hookloom() {
      const { Environment } = await import(`${dist}/node/jinja/index.js`);
      return new Environment().fromString(source).render(context);
    },
    async nunjucks() {
      const { default: nunjucks } = await import("nunjucks");
      return new nunjucks.Environment(null).renderString(source, context);
    },
    async huggingface() {
      const { Template } = await import("@huggingface/jinja");
      return new Template(source).render(context);
    },
    async minijinja() {
      const { Environment } = await import("minijinja-js");
      return new Environment().renderStr(source, context);
    },
    async liquid() {
      const { Liquid } = await import("liquidjs");
      return new Liquid().parseAndRenderSync(source, context);
    },
  },
  webhook: {
    async hookloom() {
      const { createWebhook } = await import(`${dist}/node/index.js`);
      const template = `{"event": "${source}", "resource": {"prefect.resource.id": "r"}}`;
      const webhook = createWebhook({ id: "w", name: "w", template: template.replace("name", "body.name") });
      return webhook.receive({ method: "POST", headers: {}, body: JSON.stringify(context) }).event.event;
    },
    async nunjucks() {
      const [{ default: nunjucks }, z] = [await import("nunjucks"), await import("zod")];
      const schema = z.object({ event: z.string() });
      const rendered = new nunjucks.Environment(null).renderString(`{"event": "${source}"}`, context);
      return schema.parse(JSON.parse(rendered)).event;
    },
  },
};

const from = performance.now();
const answer = await starts[caseName][variant]();
const took = performance.now() - from;
if (answer !== "Hello World!") throw new Error(`${caseName}/${variant} answers ${answer}`);
process.send(Math.round(took * 1e6));
