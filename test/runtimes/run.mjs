// Builds the package, and runs the suite in every runtime that is installed: npm run test:runtimes
import { execFile, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { cases } from "./cases.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const built = join(here, ".dist");
const patience = 60_000;
const run = promisify(execFile);
/** Whether npm has every runtime but the browser for this machine. */
const packaged = process.platform === "linux" && process.arch === "x64";

/** Every runtime: the program that it is, if it is there, and how the suite is run in it. */
const runtimes = [
  ...["20", "22", "24"].map((version) => ({
    name: `Node ${version}`,
    program: installed(`node${version}/bin/node`),
    start: (program) => inProcess(program, ["main.mjs"]),
  })),
  {
    name: "Bun",
    program: installed("bun/bin/bun.exe"),
    start: (program) => inProcess(program, ["main.mjs"]),
  },
  {
    name: "Deno",
    program: installed("deno/bin.cjs"),
    // What a library of pure computation needs: no permission but to read its own files.
    start: (program) =>
      inProcess(process.execPath, [program, "run", "--no-prompt", `--allow-read=${root}`, "main.mjs"]),
  },
  { name: "workerd", program: workerd(), start: inWorkerd },
  {
    name: "Chromium",
    program: [
      process.env.CHROMIUM,
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome",
    ].find((path) => path && existsSync(path)),
    start: inChromium,
  },
];

await prepare();
for (const { name, program, start } of runtimes) {
  if (program === undefined) {
    const missing = packaged && start !== inChromium;
    console.log(`${name}: ${missing ? "FAILED, npm did not install it" : "SKIPPED, not installed here"}`);
    if (missing) process.exitCode = 1;
    continue;
  }
  try {
    const { passed, failures } = await start(program);
    // A suite that ends early must not pass.
    if (passed < 2 * cases.length && failures.length === 0) failures.push("not every case was run");
    console.log(`${name}: ${passed} passed${failures.map((text) => `\n  FAILED ${text}`).join("")}`);
    if (failures.length > 0) process.exitCode = 1;
  } catch (error) {
    console.log(`${name}: FAILED to run: ${error.stderr || error.stack}`);
    process.exitCode = 1;
  }
}

/** A file of a package in node_modules, if it is there. */
function installed(path) {
  const file = join(here, "node_modules", path);
  return existsSync(file) ? file : undefined;
}

/** The server itself: what node_modules/.bin has may be a script, whose end leaves the server running. */
function workerd() {
  const { platform, arch } = process;
  const [system, machine] = [platform === "win32" ? "windows" : platform, arch === "x64" ? "64" : arch];
  return installed(
    `@cloudflare/workerd-${system}-${machine}/bin/workerd${platform === "win32" ? ".exe" : ""}`,
  );
}

/** Builds the package beside this file, where the suite finds it by its name and its exports. */
async function prepare() {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built);
  const tsc = createRequire(join(root, "package.json")).resolve("typescript/package.json");
  await run(
    process.execPath,
    [join(tsc, "../bin/tsc"), "-p", "tsconfig.json", "--outDir", join(built, "dist")],
    {
      cwd: root,
    },
  );
  await run(process.execPath, [join(root, "scripts/bundle.mjs"), join(built, "dist")]);
  copyFileSync(join(root, "package.json"), join(built, "package.json"));
  const link = join(here, "node_modules/hookloom");
  rmSync(link, { recursive: true, force: true });
  symlinkSync(built, link, "junction");
  await build({
    absWorkingDir: here,
    entryPoints: ["worker.mjs", "page.mjs"],
    bundle: true,
    format: "esm",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    outdir: built,
    outExtension: { ".js": ".mjs" },
    logLevel: "error",
  });
}

/** Runs the suite in a process that prints its report. */
async function inProcess(program, args) {
  const { stdout } = await run(program, args, { cwd: here, timeout: patience });
  return JSON.parse(stdout);
}

/** Serves the suite with workerd, which picks a free port and tells it, and asks once. */
async function inWorkerd(program) {
  const config = join(built, "workerd.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
    compatibilityDate = "2026-10-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`,
  );
  const server = spawn(program, ["serve", "--control-fd=3", config], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
    timeout: patience,
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    const port = await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.once("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
      server.stdio[3].on("data", (line) => resolve(JSON.parse(line).port));
    });
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(patience) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text);
  } finally {
    server.kill();
    await ended;
  }
}

/** Opens the page under a policy that forbids code made out of text. */
async function inChromium(executablePath) {
  const files = {
    "/": [
      "text/html",
      '<!doctype html><meta charset="utf-8"><title>hookloom</title><h1>The event</h1><pre></pre><script type="module" src="/page.mjs"></script>',
    ],
    "/page.mjs": ["text/javascript", readFileSync(join(built, "page.mjs"))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? [];
    if (type === undefined) return response.writeHead(404).end();
    return response
      .writeHead(200, { "content-type": type, "content-security-policy": "script-src 'self'" })
      .end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const args =
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  let browser;
  try {
    browser = await chromium.launch({ executablePath, args: args.split(" ") });
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(`the page threw ${error.stack}`));
    // Before any script of the page, whose imports are evaluated first.
    await page.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
        globalThis.violations.push(violatedDirective),
      );
    });
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const handle = await Promise.race([
      page.waitForFunction(() => globalThis.report, undefined, { timeout: patience }),
      new Promise((_, reject) => page.once("pageerror", reject)),
    ]);
    const { passed, failures, violations, enforced, event } = await handle.jsonValue();
    await page.screenshot({ path: join(built, "page.png") });
    const shown = await page.textContent("pre");
    if (JSON.parse(shown).event !== event.event) failures.push(`the page shows ${shown}`);
    if (!enforced) failures.push("the policy is not in force");
    failures.push(...errors, ...violations.map((directive) => `the page violates ${directive}`));
    return { passed, failures };
  } finally {
    await browser?.close();
    server.close();
  }
}
