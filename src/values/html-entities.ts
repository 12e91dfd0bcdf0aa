import { HookloomError } from "../errors/error.js";
import type { Budget } from "./value.js";

/*
 * The character references of HTML. A number sets the code point of the next name; each name after it is
 * that of the next code point.
 */

// Those that browsers also read without the semicolon.
const legacyNames =
  "#22 quot #26 amp #3c lt #3e gt #a0 nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not " +
  "shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 " +
  "iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc " +
  "Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig " +
  "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth " +
  "ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml #22 QUOT " +
  "#26 AMP #3c LT #3e GT #a9 COPY #ae REG";

// The other names of HTML 4, and all of characters below U+0180: ASCII punctuation and Latin letters.
const modernNames =
  "#9 Tab NewLine #21 excl #23 num dollar percnt #27 apos lpar rpar ast plus comma #2e period sol #3a colon " +
  "semi #3d equals #3f quest commat #5b lbrack bsol rbrack Hat lowbar grave #7b lbrace verbar rbrace #a0 " +
  "NonBreakingSpace #a8 die #ae circledR strns #b1 pm #b4 DiacriticalAcute #b7 centerdot Cedilla #bd half " +
  "#c5 angst #f7 div #100 Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron " +
  "ccaron Dcaron dcaron Dstrok dstrok Emacr emacr #116 Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc " +
  "Gbreve gbreve Gdot gdot Gcedil #124 Hcirc hcirc Hstrok hstrok Itilde itilde Imacr imacr #12e Iogon iogon " +
  "Idot imath IJlig ijlig Jcirc jcirc Kcedil kcedil kgreen Lacute lacute Lcedil lcedil Lcaron lcaron Lmidot " +
  "lmidot Lstrok lstrok Nacute nacute Ncedil ncedil Ncaron ncaron napos ENG eng Omacr omacr #150 Odblac " +
  "odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute sacute Scirc scirc Scedil scedil " +
  "Scaron scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde utilde Umacr umacr Ubreve ubreve Uring " +
  "uring Udblac udblac Uogon uogon Wcirc wcirc Ycirc ycirc Yuml Zacute zacute Zdot zdot Zcaron zcaron #192 " +
  "fnof #2c6 circ #2dc tilde #391 Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi " +
  "Omicron Pi Rho #3a3 Sigma Tau Upsilon Phi Chi Psi Omega #3b1 alpha beta gamma delta epsilon zeta eta " +
  "theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega #3d1 thetasym " +
  "upsih #3d6 piv #2002 ensp emsp #2009 thinsp #200c zwnj zwj lrm rlm #2013 ndash mdash #2018 lsquo rsquo " +
  "sbquo #201c ldquo rdquo bdquo #2020 dagger Dagger bull #2026 hellip #2030 permil #2032 prime Prime #2039 " +
  "lsaquo rsaquo #203e oline #2044 frasl #20ac euro #2111 image #2118 weierp #211c real #2122 trade #2135 " +
  "alefsym #2190 larr uarr rarr darr harr #21b5 crarr #21d0 lArr uArr rArr dArr hArr #2200 forall #2202 " +
  "part exist #2205 empty #2207 nabla isin notin #220b ni #220f prod #2211 sum minus #2217 lowast #221a " +
  "radic #221d prop infin #2220 ang #2227 and or cap cup int #2234 there4 #223c sim #2245 cong #2248 asymp " +
  "#2260 ne equiv #2264 le ge #2282 sub sup nsub #2286 sube supe #2295 oplus #2297 otimes #22a5 perp #22c5 " +
  "sdot #2308 lceil rceil lfloor rfloor #25ca loz #2660 spades #2663 clubs #2665 hearts diams #27e8 lang " +
  "rang #2a midast #5b lsqb #5d rsqb #5f UnderBar DiacriticalGrave #7b lcub vert rcub #a8 Dot #b1 PlusMinus " +
  "#b7 CenterDot #131 inodot #7c VerticalLine #a8 DoubleDot";

/** The characters by name; a name that needs the semicolon ends in one. */
let named: Map<string, string> | undefined;

function names(): Map<string, string> {
  if (named !== undefined) return named;
  named = new Map();
  for (const [list, isLegacy] of [
    [legacyNames, true],
    [modernNames, false],
  ] as const) {
    let code = 0;
    for (const token of list.split(" ")) {
      if (token.startsWith("#")) {
        code = Number.parseInt(token.slice(1), 16);
        continue;
      }
      const character = String.fromCharCode(code);
      if (isLegacy) named.set(token, character);
      named.set(`${token};`, character);
      code += 1;
    }
  }
  return named;
}

const reference = /&(?:#([0-9]+);?|#[xX]([0-9a-fA-F]+);?|([^\t\n\f <&#;]{1,32};?))/gu;

/**
 * Python's `html.unescape(text)`: replaces character references by the characters, as browsers do.
 *
 * Of HTML's 2,125 names it knows those of HTML 4 and those of characters below U+0180. The others (mostly
 * mathematical symbols, Cyrillic and script letters) would weigh as much as half the engine's filters, and
 * stay as they are.
 */
export function unescapeHtml(text: string, budget: Budget): string {
  if (!text.includes("&")) return text;
  // No reference is shorter than what it stands for.
  budget.reserve(text.length);
  return text.replace(reference, (_all, decimal?: string, hex?: string, name?: string) => {
    budget.spend(1 + (name?.length ?? 0));
    if (name !== undefined) return characterNamed(name);
    if (hex !== undefined) return characterNumbered(Number.parseInt(hex, 16));
    return characterNumbered(readDecimal(decimal as string, budget));
  });
}

/** The longest name that the text starts with counts; one that needs the semicolon has to be all of it. */
function characterNamed(text: string): string {
  const known = names();
  const character = known.get(text);
  if (character !== undefined) return character;
  for (let length = text.length - 1; length > 1; length -= 1) {
    const start = known.get(text.slice(0, length));
    if (start !== undefined) return start + text.slice(length);
  }
  return `&${text}`;
}

function readDecimal(digits: string, budget: Budget): number {
  if (digits.length > budget.limits.intDigits) {
    throw new HookloomError("value_error", `An int has more than ${budget.limits.intDigits} digits`);
  }
  return Number(digits);
}

// What pages of Windows-1252 mean by the numbers 0x80 to 0x9f.
const windows =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** The character of a number, by HTML's rules for those that are no characters. */
function characterNumbered(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return windows.charAt(code - 0x80);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  const isControl = (code < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(code)) || code === 0x7f;
  const isNoCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return isControl || isNoCharacter ? "" : String.fromCodePoint(code);
}
