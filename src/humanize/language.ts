import type { Render } from "../jinja/runtime/render.js";
import type { State } from "../jinja/runtime/state.js";
import type { Catalogue } from "./catalogue.js";
import { germanic, type PluralRule, parsePluralForms } from "./plural.js";

/** What gettext puts between the context of a message and the message. */
export const contextEnd = "\u0004";

/** The marks of numbers, by the name of the locale as it was given; all others have English ones. */
const separators: ReadonlyMap<string, readonly [thousands: string, decimal: string]> = new Map([
  ["de_DE", [".", ","]],
  ["fr_FR", [" ", "."]],
  ["hu_HU", [" ", ","]],
  ["it_IT", [".", ","]],
  ["lv", [" ", ","]],
  ["pt_BR", [".", ","]],
]);

/** The messages of a language, looked up as gettext does. */
export class Translation {
  readonly locale: string;
  readonly #messages: ReadonlyMap<string, string | readonly string[]>;
  readonly #plural: PluralRule;

  /** @throws HookloomError `option_invalid` for plural forms that are no rule */
  constructor({ locale, pluralForms, messages }: Catalogue) {
    this.locale = locale;
    this.#messages = new Map(Object.entries(messages));
    this.#plural = pluralForms === undefined ? germanic : parsePluralForms(pluralForms);
  }

  /** The translation of a message; of one with several forms, that for one. */
  single(message: string): string | undefined {
    const found = this.#messages.get(message);
    return typeof found === "string" || found === undefined ? found : found[this.#plural(1)];
  }

  /** The form of a message for so many. */
  counted(message: string, count: number): string | undefined {
    const found = this.#messages.get(message);
    return typeof found === "string" || found === undefined ? undefined : found[this.#plural(count)];
  }
}

/** What a render speaks: words and the marks of numbers. What is not translated is English. */
export class Language {
  readonly thousandsSeparator: string;
  readonly decimalSeparator: string;
  readonly #translations: readonly Translation[];

  /**
   * @param locale the name that the template gave
   * @param translations those to look in, the first first
   */
  constructor(locale: string, translations: readonly Translation[]) {
    const [thousands, decimal] = separators.get(locale) ?? [",", "."];
    this.thousandsSeparator = thousands;
    this.decimalSeparator = decimal;
    this.#translations = translations;
  }

  /** gettext's `gettext` */
  say(message: string): string {
    return this.#find((translation) => translation.single(message)) ?? message;
  }

  /** gettext's `ngettext` */
  count(one: string, many: string, count: number): string {
    return this.#find((translation) => translation.counted(one, count)) ?? (count === 1 ? one : many);
  }

  /** gettext's `pgettext` */
  sayIn(context: string, message: string): string {
    return this.#find((translation) => translation.single(context + contextEnd + message)) ?? message;
  }

  #find(look: (translation: Translation) => string | undefined): string | undefined {
    for (const translation of this.#translations) {
      const found = look(translation);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

export const english = new Language("en", []);

/** The languages that renders have switched to. It ends with each, and none sees that of another. */
const spoken = new WeakMap<Render, Language>();

/** The language of the render. */
export function languageOf(state: State): Language {
  return spoken.get(state.render) ?? english;
}

/** Switches the render to a language, wherever in it the template says so: to its end, or the next switch. */
export function speak(language: Language, state: State): void {
  spoken.set(state.render, language);
}
