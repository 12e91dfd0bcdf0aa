import minijinja from "minijinja-js";
import { plainContext } from "../cases/cases.mjs";

/** `minijinja-js`, MiniJinja as WebAssembly, its templates added before they are timed. */
export async function create() {
  const environment = new minijinja.Environment();
  let count = 0;
  const compile = (source) => {
    // A name is replaced each time, so that what was compiled before can go.
    const name = `t${count++ % 16}`;
    environment.removeTemplate(name);
    environment.addTemplate(name, source);
    return (context) => environment.renderTemplate(name, context);
  };
  return { language: "jinja", compile, input: plainContext };
}
