import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findCase, readTemplate } from "./cases/cases.mjs";

const worker = fileURLToPath(new URL("./worker.mjs", import.meta.url));
const python = fileURLToPath(new URL("./jinja2_worker.py", import.meta.url));

/** Runs one job in a process of its own. @returns what it printed */
export async function runJob(job) {
  if (job.variant !== "jinja2") {
    const flags = job.group === "compile" ? ["--expose-gc"] : [];
    return run(process.execPath, [...flags, worker, JSON.stringify(job)]);
  }
  const { headers, isForm, text, template } = findCase(job.group === "compile" ? "push" : job.case);
  const source = readTemplate({ template }, "jinja");
  return run("python3", [python], JSON.stringify({ ...job, headers, isForm, text, source }));
}

/** The version of the real Jinja2; undefined where there is none. */
export async function jinja2Version() {
  try {
    return await run("python3", ["-c", "import jinja2, json; print(json.dumps(jinja2.__version__))"]);
  } catch {
    return undefined;
  }
}

function run(command, args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    const out = [];
    const errors = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const text = Buffer.concat(out).toString();
      if (code !== 0) reject(new Error(`${args.at(-1).slice(0, 300)}\n${Buffer.concat(errors).toString()}`));
      else resolve(JSON.parse(text));
    });
    child.stdin.end(input);
  });
}
