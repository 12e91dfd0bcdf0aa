/**
 * The names that a locale goes by, as Python's `locale.normalize` and `gettext` know them: `fr`, `FR_fr`,
 * `french` and `fr_FR.UTF-8` are all `fr_FR`, and `fr-FR` is not.
 */

/** The country that a language is taken to be of, where none is said. */
const homes = new Map(
  `af_ZA am_ET ar_AA as_IN az_AZ be_BY bg_BG br_FR bs_BA ca_ES cs_CZ cy_GB da_DK de_DE ee_EE el_GR en_US eo_XX es_ES
  et_EE eu_ES fa_IR fi_FI fo_FO fr_FR ga_IE gd_GB gl_ES gv_GB he_IL hi_IN hne_IN hr_HR hu_HU id_ID is_IS it_IT iu_CA
  ja_JP ka_GE kl_GL kn_IN ko_KR ks_IN kw_GB ky_KG lo_LA lt_LT lv_LV mai_IN mi_NZ mk_MK ml_IN mr_IN ms_MY mt_MT nb_NO
  nl_NL nn_NO no_NO nr_ZA nso_ZA oc_FR or_IN pa_IN pl_PL pt_PT ro_RO ru_RU rw_RW sd_IN si_LK sk_SK sl_SI sq_AL sr_RS
  ss_ZA st_ZA sv_SE ta_IN te_IN tg_TJ th_TH tl_PH tn_ZA tr_TR ts_ZA tt_RU uk_UA ur_PK uz_UZ ve_ZA vi_VN wa_BE xh_ZA
  yi_US zh_CN zu_ZA`
    .split(/\s+/)
    .map((name) => [name.slice(0, name.indexOf("_")), name] as const),
);

/** Names of languages and old codes. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["arabic", "ar_AA"],
  ["bokmal", "nb_NO"],
  ["bokmål", "nb_NO"],
  ["bulgarian", "bg_BG"],
  ["catalan", "ca_ES"],
  ["chinese-s", "zh_CN"],
  ["chinese-t", "zh_TW"],
  ["croatian", "hr_HR"],
  ["cz", "cs_CZ"],
  ["cz_cz", "cs_CZ"],
  ["czech", "cs_CZ"],
  ["danish", "da_DK"],
  ["dansk", "da_DK"],
  ["deutsch", "de_DE"],
  ["dutch", "nl_NL"],
  ["eesti", "et_EE"],
  ["estonian", "et_EE"],
  ["finnish", "fi_FI"],
  ["français", "fr_FR"],
  ["fre_fr", "fr_FR"],
  ["french", "fr_FR"],
  ["french_france", "fr_FR"],
  ["galego", "gl_ES"],
  ["galician", "gl_ES"],
  ["ger_de", "de_DE"],
  ["german", "de_DE"],
  ["german_germany", "de_DE"],
  ["greek", "el_GR"],
  ["hebrew", "he_IL"],
  ["hrvatski", "hr_HR"],
  ["hungarian", "hu_HU"],
  ["icelandic", "is_IS"],
  ["in", "id_ID"],
  ["in_id", "id_ID"],
  ["italian", "it_IT"],
  ["iw", "he_IL"],
  ["iw_il", "he_IL"],
  ["japan", "ja_JP"],
  ["japanese", "ja_JP"],
  ["japanese-euc", "ja_JP"],
  ["jp_jp", "ja_JP"],
  ["korean", "ko_KR"],
  ["lithuanian", "lt_LT"],
  ["norwegian", "no_NO"],
  ["nynorsk", "nn_NO"],
  ["polish", "pl_PL"],
  ["portuguese", "pt_PT"],
  ["portuguese_brazil", "pt_BR"],
  ["romanian", "ro_RO"],
  ["rumanian", "ro_RO"],
  ["russian", "ru_RU"],
  ["sinhala", "si_LK"],
  ["slovak", "sk_SK"],
  ["slovene", "sl_SI"],
  ["slovenian", "sl_SI"],
  ["spanish", "es_ES"],
  ["spanish_spain", "es_ES"],
  ["swedish", "sv_SE"],
  ["thai", "th_TH"],
  ["turkish", "tr_TR"],
]);

/** Names that mean another country with an encoding than without. */
const encodedNames: ReadonlyMap<string, string> = new Map([
  ["dutch.iso88591", "nl_BE"],
  ["french.iso88591", "fr_CH"],
  ["german.iso88591", "de_CH"],
  ["iw_il.utf8", "iw_IL"],
  ["zh_cn.big5", "zh_TW"],
]);

/** The names of catalogues that a locale's name leads to, the nearest first. */
export function catalogueNames(name: string): string[] {
  const [plain = "", encoding = ""] = (name.split("@", 1)[0] as string).split(".", 2);
  const known = fullName(plain.toLowerCase(), encoding.toLowerCase().replaceAll(/[-_]/g, ""));
  const names = known === undefined ? [plain] : [known];
  return names.flatMap((full) => [full, full.split("_", 1)[0] as string]);
}

/** `ll_CC` of a name in small letters, if it is one that Python knows. */
function fullName(name: string, encoding: string): string | undefined {
  const other = encodedNames.get(`${name}.${encoding}`) ?? otherNames.get(name) ?? homes.get(name);
  if (other !== undefined) return other;
  const [, language, country] = /^([a-z]{2,3})_([a-z]{2})$/.exec(name) ?? [];
  return language === undefined ? undefined : `${language}_${(country as string).toUpperCase()}`;
}
