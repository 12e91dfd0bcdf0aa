import { existsSync, readFileSync } from "node:fs";
import { eventBody, formHeaders, formText, jsonHeaders, pushBody, recordsBody, reportBody } from "./data.mjs";

/**
 * What is rendered: a request, and templates that say the same in each language. `answer` says what has to be
 * the same: the text, or the JSON that the text says, because languages differ in how they space it.
 */
const table = {
  static: { title: "small static event", answer: "json", headers: jsonHeaders, body: () => ({}) },
  form: { title: "form", answer: "json", headers: formHeaders, text: () => formText },
  push: { title: "GitHub push, 7 kB", answer: "json", headers: jsonHeaders, body: () => pushBody() },
  report: { title: "50 rows with macros", answer: "text", headers: jsonHeaders, body: () => reportBody() },
  tojson: {
    title: "1 MB `tojson`",
    answer: "json",
    headers: jsonHeaders,
    body: () => recordsBody(1_000_000),
  },
  event: {
    title: "event passed through",
    answer: "json",
    template: "tojson",
    headers: jsonHeaders,
    body: () => eventBody,
  },
};

/** A case by its name, with its request as text. */
export function findCase(name) {
  const { body, text = () => JSON.stringify(body()), template = name, ...rest } = table[name];
  return { name, template, method: "POST", isForm: rest.headers === formHeaders, text: text(), ...rest };
}

export const caseTitle = (name) => table[name]?.title ?? name;

/**
 * The template of a case in a language; undefined where the language cannot say it. `@huggingface/jinja` reads
 * Jinja2's, but always trims blocks: it has a template of its own where lines count.
 */
export function readTemplate({ template }, language) {
  for (const kind of language === "huggingface" ? [language, "jinja"] : [language]) {
    const file = new URL(`../templates/${template}.${kind}`, import.meta.url);
    if (existsSync(file)) return readFileSync(file, "utf8").trimEnd();
  }
  return undefined;
}

/** The body as whoever has no request reader of its own reads it. */
export function readBody({ isForm, text }) {
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
}

/** What a template is given, read anew for each render. */
export function plainContext(one) {
  return { method: one.method, headers: { ...one.headers }, body: readBody(one) };
}
