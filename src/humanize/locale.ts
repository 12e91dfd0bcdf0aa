import { HookloomError } from "../errors/error.js";
import { noAttribute } from "../jinja/builtins/arguments.js";
import { defineFilter, type FilterDefinition } from "../jinja/builtins/define.js";
import { any, given } from "../jinja/builtins/parameters.js";
import { asText } from "../values/markup.js";
import { Instance, type Value } from "../values/value.js";
import type { Catalogue } from "./catalogue.js";
import { english, Language, speak, Translation } from "./language.js";
import { catalogueNames } from "./locale-name.js";

/**
 * The filters that switch the language.
 * @throws HookloomError `option_invalid` for a rule for plurals that gettext does not know
 */
export function localeFilters(catalogues: readonly Catalogue[]): FilterDefinition[] {
  const translations = new Map<string, Translation>();
  for (const catalogue of catalogues) {
    const translation = new Translation(catalogue);
    translations.set(translation.locale, translation);
  }
  return [
    defineFilter({
      name: "humanize_activate",
      params: [any("locale"), given("path")],
      run(state, locale, path = null) {
        if (path !== null) {
          throw new HookloomError("security", "humanize_activate() takes no path: the host gives catalogues");
        }
        const name = nameOf(locale);
        if (name === undefined || name.startsWith("en")) {
          speak(english, state);
          return new TranslationValue("gettext.NullTranslations");
        }
        // The name is read from start to end, several times.
        state.meter.spend(name.length >> 3);
        const found = catalogueNames(name).flatMap((known) => translations.get(known) ?? []);
        if (found.length === 0) {
          throw new HookloomError("language_unknown", "There is no catalogue for the language");
        }
        speak(new Language(name, found), state);
        return new TranslationValue("gettext.GNUTranslations");
      },
    }),
    defineFilter({
      name: "humanize_deactivate",
      params: [any("value")],
      run(state) {
        speak(english, state);
        return null;
      },
    }),
  ];
}

function nameOf(locale: Value): string | undefined {
  return locale === null ? undefined : (asText(locale) ?? noAttribute(locale, "startswith"));
}

/** What switching the language gives: nothing that a template can use. */
class TranslationValue extends Instance {
  readonly typeName: string;

  constructor(typeName: string) {
    super();
    this.typeName = typeName;
  }

  repr(): string {
    return `<${this.typeName} object>`;
  }
}
