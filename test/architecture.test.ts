import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../src/", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

interface Import {
  readonly from: string;
  /** A file of src/, or the name of a package. */
  readonly to: string;
  /** Whether only types are imported, which leaves no trace in JavaScript. */
  readonly typeOnly: boolean;
}

const pattern = /^(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm;

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(pattern)].map(([, type, specifier]) => ({
    from: file,
    to: (specifier as string).startsWith(".")
      ? relative(root, join(root, dirname(file), (specifier as string).replace(/\.js$/, ".ts")))
      : (specifier as string),
    typeOnly: type !== undefined,
  }));
});

/** The room a file is in: `values`, `jinja/syntax`, or the file itself at the top. */
function room(file: string): string {
  const parts = file.split("/");
  if (parts.length === 1) return file;
  return parts[0] === "jinja" && parts.length > 2 ? `jinja/${parts[1]}` : (parts[0] as string);
}

/** What each room may import, besides itself. Leaves know nobody; stages know the leaves. */
const allowed: Record<string, string[]> = {
  errors: [],
  "options.ts": ["errors"],
  "limits.ts": ["errors", "options.ts"],
  values: ["errors", "limits.ts"],
  request: ["errors", "limits.ts", "options.ts", "values"],
  "jinja/syntax": ["errors", "limits.ts", "options.ts", "values"],
  "jinja/sandbox": ["errors", "limits.ts", "values", "jinja/runtime", "jinja/builtins", "jinja/syntax"],
  "jinja/builtins": ["errors", "options.ts", "limits.ts", "values", "jinja/runtime", "jinja/sandbox"],
  "jinja/runtime": ["errors", "limits.ts", "values", "jinja/sandbox", "jinja/builtins", "jinja/syntax"],
  "jinja/compile": [
    "errors",
    "limits.ts",
    "values",
    "jinja/syntax",
    "jinja/runtime",
    "jinja/sandbox",
    "jinja/builtins",
  ],
  "jinja/tags": [
    "errors",
    "values",
    "jinja/syntax",
    "jinja/compile",
    "jinja/runtime",
    "jinja/sandbox",
    "jinja/builtins",
  ],
  jinja: [
    "errors",
    "limits.ts",
    "options.ts",
    "values",
    "jinja/syntax",
    "jinja/compile",
    "jinja/runtime",
    "jinja/sandbox",
    "jinja/tags",
    "jinja/builtins",
  ],
  event: ["errors", "limits.ts", "options.ts", "values", "request", "jinja", "jinja/builtins"],
  humanize: ["errors", "options.ts", "values", "jinja/builtins", "jinja/runtime"],
  "slug.ts": [],
  "definition.ts": ["errors", "values", "slug.ts"],
  check: ["errors", "limits.ts", "values", "jinja", "jinja/syntax", "jinja/builtins", "jinja/runtime"],
  engines: ["errors", "limits.ts", "options.ts", "values"],
  "render.ts": [
    "errors",
    "options.ts",
    "jinja",
    "jinja/compile",
    "request",
    "event",
    "humanize",
    "check",
    "engines",
  ],
  explain: [
    "errors",
    "limits.ts",
    "options.ts",
    "values",
    "jinja",
    "jinja/syntax",
    "jinja/compile",
    "jinja/runtime",
    "request",
    "event",
    "check",
    "render.ts",
  ],
  analyze: ["errors", "options.ts", "jinja", "jinja/syntax", "jinja/builtins", "check", "render.ts"],
  "check-template.ts": ["errors", "options.ts", "jinja", "check", "render.ts"],
  "replay.ts": ["errors", "event", "request", "webhook.ts"],
  "nested-form.ts": ["errors", "request"],
  "cloudevents.ts": ["errors", "options.ts", "event", "values"],
  "webhook.ts": [
    "errors",
    "limits.ts",
    "options.ts",
    "definition.ts",
    "render.ts",
    "request",
    "event",
    "jinja",
  ],
  testing: [
    "errors",
    "limits.ts",
    "options.ts",
    "values",
    "definition.ts",
    "request",
    "event",
    "explain",
    "webhook.ts",
  ],
  adapters: [
    "errors",
    "limits.ts",
    "options.ts",
    "values",
    "definition.ts",
    "slug.ts",
    "request",
    "event",
    "webhook.ts",
  ],
  cli: [
    "errors",
    "limits.ts",
    "values",
    "jinja/syntax",
    "request",
    "event",
    "explain",
    "check",
    "analyze",
    "render.ts",
    "index.ts",
    "testing",
    "adapters",
  ],
};

/** The largest groups of files of which each reaches every other by imports. */
function knots(among: readonly Import[]): string[][] {
  const next = new Map(
    files.map((file) => [file, among.filter(({ from }) => from === file).map(({ to }) => to)]),
  );
  const reached = new Map(files.map((file) => [file, reach(file)]));
  function reach(from: string): Set<string> {
    const seen = new Set<string>();
    const open = [...(next.get(from) ?? [])];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (!seen.has(file)) open.push(...(next.get(file) ?? []));
      seen.add(file);
    }
    return seen;
  }
  const inCircle = files.filter((file) => reached.get(file)?.has(file)).sort();
  const groups = inCircle.map((file) =>
    inCircle.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)),
  );
  return groups.filter((group, index) => group[0] === inCircle[index]);
}

describe("the structure of src/", () => {
  test("has files, and imports that were found", () => {
    expect(files.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(300);
    for (const { to } of imports) if (to.endsWith(".ts")) expect(files).toContain(to);
  });

  test("has no import cycles", () => {
    expect(knots(imports.filter(({ typeOnly }) => !typeOnly))).toEqual([]);
  });

  test("has types that know each other in a few places only", () => {
    expect(knots(imports)).toEqual([
      // What a scope holds are meanings, one of which is a macro with its scope.
      ["analyze/meaning.ts", "analyze/scope.ts"],
      // One render: what is called is given its state, and the state knows what is called.
      [
        "jinja/builtins/define.ts",
        "jinja/runtime/callable.ts",
        "jinja/runtime/context.ts",
        "jinja/runtime/render-environment.ts",
        "jinja/runtime/render.ts",
        "jinja/runtime/state.ts",
        "jinja/runtime/template-code.ts",
      ],
    ]);
  });

  test("lets rooms import only the rooms before them", () => {
    const strangers = imports
      .filter(({ from, to }) => from !== "index.ts" && to.endsWith(".ts") && room(from) !== room(to))
      .filter(({ from, to }) => !(allowed[room(from)] ?? []).includes(room(to)))
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(strangers, "imports that the table `allowed` above does not have").toEqual([]);
  });

  test("uses Node built-ins only at the edges, and no package but the two", () => {
    const packages = imports.filter(({ to }) => !to.endsWith(".ts"));
    const strange = packages.filter(({ from, to }) => {
      if (to.startsWith("node:")) {
        return !(["adapters/node.ts", "testing/case-folder.ts"].includes(from) || from.startsWith("cli/"));
      }
      if (to === "qs") return from !== "nested-form.ts";
      if (to === "cloudevents") return from !== "cloudevents.ts";
      if (to === "nunjucks") return from !== "engines/nunjucks.ts";
      if (to === "pofile") return from !== "humanize/po.ts";
      return to !== "zod/mini" && to !== "content-type";
    });
    const foreign = strange.map(({ from, to }) => `${from} -> ${to}`);
    expect(foreign, "packages and Node built-ins belong to the few files named above").toEqual([]);
    for (const file of files) {
      const text = readFileSync(join(root, file), "utf8");
      expect(text).not.toMatch(/\beval\s*\(|new Function\b|\brequire\s*\(|\bimport\s*\(/);
    }
  });
});
