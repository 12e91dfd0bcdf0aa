// Packs the package as npm publishes it, installs it into an empty project, and uses every entry there: from ESM,
// from CommonJS, from TypeScript, and its command. Needs dist (npm run build), and no network.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const maxBytes = 1_000_000;
/** Type names that a consumer needs beside the values of an entry; found missing, the declarations are broken. */
const types = {
  ".": ["Event", "HookRequest", "Outcome", "Webhook", "WebhookDefinition", "WebhookOptions"],
  "./analyze": ["AnalyzeOptions", "RequestSchema", "TemplateAnalysis"],
  "./fetch": ["AdapterOptions", "FetchHandler", "Webhooks"],
  "./jinja": ["EnvironmentOptions"],
  "./testing": ["CaseResult", "TemplateCase"],
};

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries = Object.keys(manifest.exports).filter((entry) => entry !== "./package.json");
const specifiers = entries.map((entry) => manifest.name + entry.slice(1));

const project = mkdtempSync(join(tmpdir(), "hookloom-tarball-"));
// npm hands its settings on to what it runs, such as a prefix or a dry run: none of them is meant here.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
const windows = process.platform === "win32";
const run = (command, args, cwd = project) =>
  execFileSync(command, args, { cwd, env, encoding: "utf8", shell: windows && command === "npm" });
const node = (...args) => run(process.execPath, args);
const write = (name, text) => writeFileSync(join(project, name), text);

function fail(message) {
  throw new Error(message);
}

/** Packs, and looks at what is in the package. */
function pack() {
  const [packed] = Object.values(
    JSON.parse(run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], root)),
  );
  const allowed =
    /^(?:dist\/.*\.(?:js|d\.ts)|dist\/node\/zod\.LICENSE|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
  const paths = packed.files.map(({ path }) => path);
  const strange = paths.filter((path) => !allowed.test(path) || /\.(?:test|bench)\./.test(path));
  if (strange.length > 0) fail(`The package should not hold ${strange.join(", ")}`);
  if (packed.size > maxBytes) fail(`The package has ${packed.size} bytes, more than ${maxBytes}`);
  console.log(`${packed.filename}: ${paths.length} files, ${Math.round(packed.size / 1000)} kB`);
  return packed.filename;
}

/** Installs the package; what it depends on is linked from here, so that nothing is fetched. */
function install(filename) {
  const linked = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  const links = [...linked, "@types/nunjucks", "@types/express", "@types/node"].map((name) => [
    name,
    `file:${join(root, "node_modules", name)}`,
  ]);
  const dependencies = Object.fromEntries([["hookloom", `file:./${filename}`], ...links]);
  write("package.json", JSON.stringify({ name: "consumer", private: true, dependencies }));
  run("npm", ["install", "--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Uses every entry; a webhook has to make an event, through ESM and through CommonJS. */
function useEntries() {
  const use = `
    const webhook = hookloom.createWebhook({ id: "1", name: "w", template: '{{ body|tojson }}' });
    const body = '{"event": "came", "resource": {"prefect.resource.id": "r"}}';
    const outcome = webhook.receive({ method: "POST", headers: {}, body });
    if (outcome.event?.event !== "came") throw new Error("no event came");`;
  const isEmpty = `if (Object.keys(entry).length === 0) throw new Error(name + " has no exports");`;
  // What Node loads are bundles: module by module, it takes twice as long to start.
  const isBundle = `if (!import.meta.resolve(name).includes("/dist/node/")) throw new Error(name + " is no bundle");`;
  // The zod in the bundles is not the host's, but the two work as one, descriptions included.
  const isOneZod = `const schema = z.toJSONSchema(z.object({ it: hookloom.eventSchema }), { io: "input" });
    if (schema.properties.it.properties.event.maxLength !== 1024) throw new Error("the host's zod does not know ours");`;
  write(
    "use.mjs",
    `import * as hookloom from "hookloom";
    import * as z from "zod";
    for (const name of ${JSON.stringify(specifiers)}) { const entry = await import(name); ${isEmpty} ${isBundle} }${use}
    ${isOneZod}`,
  );
  write(
    "use.cjs",
    `const hookloom = require("hookloom");
    for (const name of ${JSON.stringify(specifiers)}) { const entry = require(name); ${isEmpty} }${use}`,
  );
  node("use.mjs");
  node("--no-warnings", "use.cjs");
  console.log(`${entries.length} entries work from ESM and from CommonJS`);
}

/** Type-checks every entry as a consumer sees it, declarations included. */
function checkTypes() {
  const source = entries
    .map((entry, index) => {
      const names = types[entry] ?? [];
      const aliased = names.map((name) => `${name} as ${name}${index}`);
      const imports =
        aliased.length === 0 ? "" : `import type { ${aliased.join(", ")} } from "${specifiers[index]}";\n`;
      const uses = names.map((name) => `${name}${index}`);
      return `import * as entry${index} from "${specifiers[index]}";\n${imports}export type Types${index} = [typeof entry${index}${uses.map((name) => `, ${name}`).join("")}];`;
    })
    .join("\n");
  const call = `
const webhook: Webhook0 = entry0.createWebhook({ id: "1", name: "w", template: "" });
const outcome: Outcome0 = webhook.receive({ method: "POST", headers: {}, body: "" });
export const id: string = outcome.ok ? outcome.event.id : outcome.failure.id;
// @ts-expect-error: a definition needs a template, so types are not any
entry0.createWebhook({ id: "1", name: "w" });
`;
  write("types.mts", source + call);
  write("types.cts", source + call);
  const options = { module: "nodenext", target: "es2022", strict: true, noEmit: true, skipLibCheck: false };
  const libraries = { lib: ["es2023", "dom", "dom.iterable"], types: ["node"] };
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { ...options, ...libraries }, files: ["types.mts", "types.cts"] }),
  );
  node(join(root, "node_modules/typescript/bin/tsc"), "-p", ".");
  console.log("types resolve from ESM and from CommonJS");
}

/** Runs the command that the package brings. */
function useCommand() {
  mkdirSync(join(project, "hooks"));
  write(
    "hooks/template.jinja",
    '{"event": "came", "resource": {"prefect.resource.id": {{ body.id|tojson }}}}',
  );
  const out = run("npx", ["--offline", "hookloom", "event", "hooks/template.jinja", "-d", "id=7"]);
  if (!out.includes('"prefect.resource.id": "7"')) fail(`The command made no event:\n${out}`);
  console.log("the command makes an event");
}

try {
  install(pack());
  useEntries();
  checkTypes();
  useCommand();
} catch (error) {
  console.error(error.message, error.stdout ?? "");
  process.exitCode = 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}
