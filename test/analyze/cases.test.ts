import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  analyzeTemplate,
  requestSchema,
  requestType,
  type TemplateAnalysis,
} from "../../src/analyze/index.js";

/** Writes what is expected anew: HOOKLOOM_UPDATE=1 npx vitest run test/analyze/cases.test.ts */
const update = process.env.HOOKLOOM_UPDATE === "1";

const folder = new URL("cases/", import.meta.url);
const names = readdirSync(folder);

/** The template of a case, those it may include, and what is expected. */
function readCase(name: string) {
  const text = readFileSync(new URL(name, folder), "utf8");
  const [given = "", expected = ""] = text.split(/(?<=\n)(?===== paths\n)/);
  const [template = "", ...others] = given.split(/^---- (.*)\n/m);
  const templates = others.flatMap((other, index) => (index % 2 === 0 ? [[other, others[index + 1]]] : []));
  return { given, template, templates: Object.fromEntries(templates) as Record<string, string>, expected };
}

/** What was found out, a path a line: `?` if it is optional, `*` if all of it is used, its types, its place. */
function report(analysis: TemplateAnalysis): string {
  const paths = analysis.paths.map(({ path, optional, whole, types, template, line, column }) => {
    const place = `${template === undefined ? "" : `${template}:`}${line}:${column}`;
    return [`${path}${optional ? "?" : ""}${whole ? " *" : ""}`, types.join("|"), place]
      .filter((part) => part !== "")
      .join("  ");
  });
  const parts = [
    "==== paths",
    ...paths,
    ...(analysis.complete ? [] : ["and maybe more"]),
    "==== type",
    requestType(analysis).trimEnd(),
    "==== schema",
    JSON.stringify(requestSchema(analysis), null, 2),
  ];
  return `${parts.join("\n")}\n`;
}

test.each(names)("%s", (name) => {
  const { given, template, templates, expected } = readCase(name);
  const found = report(analyzeTemplate(template, { templates, extensions: ["debug", "do", "loopcontrols"] }));
  if (update) writeFileSync(new URL(name, folder), given + found);
  else expect(found).toBe(expected);
});

test("there are many", () => expect(names.length).toBeGreaterThanOrEqual(40));
