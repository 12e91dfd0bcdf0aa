import { Template } from "@huggingface/jinja";
import { plainContext } from "../cases/cases.mjs";

/** `@huggingface/jinja`, which walks the tree of a template that was parsed before it is timed. */
export async function create() {
  const compile = (source) => {
    const template = new Template(source);
    return (context) => template.render(context);
  };
  return { language: "huggingface", compile, input: plainContext };
}
