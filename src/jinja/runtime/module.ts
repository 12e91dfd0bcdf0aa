import { quoted } from "../../values/print.js";
import { Instance, unmetered, type Value } from "../../values/value.js";

/** An imported template: what it exports, and what it printed. */
export class Module extends Instance {
  readonly typeName = "jinja2.environment.TemplateModule";
  /** What the template printed. */
  readonly body: string;
  readonly #name: string | null;
  readonly #exports: ReadonlyMap<string, Value>;

  constructor(name: string | null, exports: ReadonlyMap<string, Value>, body: string) {
    super();
    this.#name = name;
    this.#exports = exports;
    this.body = body;
  }

  /** The template's name as messages quote it. */
  get label(): string {
    return this.#name === null ? "None" : quoted(this.#name, unmetered);
  }

  exported(name: string): Value | undefined {
    return this.#exports.get(name);
  }

  override attribute(name: string): Value | undefined {
    return this.exported(name);
  }

  override text(): string {
    return this.body;
  }

  override html(): string {
    return this.body;
  }

  repr(): string {
    return `<TemplateModule ${this.#name === null ? "memory" : this.label}>`;
  }
}
