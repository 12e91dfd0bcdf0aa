import type { Span } from "../errors/source.js";
import { checkClosed, checkDynamicKey, checkKey, checkType, type JsonType } from "./event-rules.js";
import { JsonScanner, notFinite, printed } from "./json-scanner.js";
import { type Frame, type JsonState, nextRole } from "./json-state.js";

/** Deepest nesting that is followed. */
export const maxDepth = 64;

const words: Record<string, { rest: string; type: JsonType }> = {
  t: { rest: "rue", type: "boolean" },
  f: { rest: "alse", type: "boolean" },
  n: { rest: "ull", type: "none" },
};

/** Reads JSON text, from the state of a path on, and checks on the way that it is the JSON of an event. */
export class JsonReader extends JsonScanner {
  #frame: Frame | undefined;
  #comma: Span;
  #quote: Span;
  readonly #from: JsonState;
  /** Sets of keys that this reader has made, and nobody else has seen yet. */
  readonly #own = new Set<ReadonlySet<string>>();
  /** How many keys it has copied. */
  copied = 0;

  constructor(state: JsonState) {
    super(state.mode, state.isKey, state.text);
    this.#from = state;
    this.#frame = state.frame;
    this.#comma = state.comma;
    this.#quote = state.quote;
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  /** The state of the path now. */
  state(): JsonState {
    this.#own.clear();
    return {
      mode: this.mode,
      isKey: this.isKey,
      text: this.text,
      frame: this.#frame,
      facts: this.#from.facts,
      comma: this.#comma,
      quote: this.#quote,
      trail: this.#from.trail,
    };
  }

  // --- values that the render prints --------------------------------------------------------------------

  /** A value was printed into the string being read. */
  printInString(): void {
    this.append(this.isKey ? printed : "…");
  }

  /** A whole value was printed where one belongs. */
  printValue(type: JsonType, span: Span): void {
    this.#beginValue(type, span);
    this.endValue();
  }

  /** A whole key was printed where one belongs. */
  printKey(span: Span): void {
    this.#endKey("", true, span);
  }

  /** Ends the path. */
  die(): void {
    this.isDead = true;
  }

  /** The end of the template. */
  finish(place: Span): void {
    const frame = this.#frame;
    if (this.mode === "string" || this.mode === "escape" || this.mode.startsWith("hex")) {
      this.fatal("unclosed", this.#quote, "The string that begins here is never closed");
    } else if (frame !== undefined) {
      const [what, sign] = frame.kind === "object" ? ["brace", "}"] : ["bracket", "]"];
      this.fatal("unclosed", frame.open, `The ${what} that opens here is never closed`, `'${sign}'`);
    } else if (this.mode === "value") {
      this.fatal("empty-output", place, "Nothing is rendered");
    } else if (this.mode !== "after" && !this.isNumberComplete) {
      this.fatal("json-syntax", place, "The JSON ends too early");
    }
  }

  protected endString(span: Span): void {
    if (this.isKey) {
      const [before = "", rest] = (this.text ?? printed).split(printed);
      const key = JSON.parse(`"${before}"`) as string;
      this.#endKey(key, rest !== undefined, { start: this.#quote.start, end: span.end });
      return;
    }
    const role = nextRole(this.#frame);
    const quotes = { start: this.#quote.start, end: span.end };
    if (this.text === "" && role === "label" && this.#frame?.key === "prefect.resource.id") {
      this.fault("missing-resource-id", quotes, "The label 'prefect.resource.id' is empty");
    }
    if (role === "name" && /^\.|\.$|^$/.test(this.text as string)) {
      const fault = this.text === "" ? "is empty" : "begins or ends with a dot";
      this.fault("event-name", quotes, `The event's name ${fault}`);
    }
    this.endValue();
  }

  /** @param isPrefix whether the key goes on with what only the render knows */
  #endKey(key: string, isPrefix: boolean, span: Span): void {
    const frame = this.#frame as Frame;
    const known = isPrefix
      ? checkDynamicKey(frame, key, span, this.faults)
      : checkKey(frame, key, span, this.faults, (keys, name) => this.#add(keys, name));
    this.#frame = { ...frame, ...known, key: isPrefix ? null : key };
    this.mode = "colon";
    this.isKey = false;
    this.text = "";
  }

  /** A set with one more key: objects can have thousands, so what is this reader's own is not copied for each. */
  #add(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
    if (this.#own.has(keys)) return (keys as Set<string>).add(key);
    const copy = new Set(keys).add(key);
    this.copied += keys.size;
    this.#own.add(copy);
    return copy;
  }

  protected structure(character: string, span: Span, word: () => string): void {
    switch (this.mode) {
      case "value":
      case "valueOrEnd":
        if (character === "]" && this.#frame?.kind === "array") this.#closeArray(span);
        else this.#openValue(character, span, word);
        break;
      case "key":
      case "keyOrEnd":
        this.#openKey(character, span);
        break;
      case "colon":
        if (character === ":") this.mode = "value";
        else this.fatal("json-syntax", span, "A colon is missing between a key and its value", "':'");
        break;
      default:
        this.#afterValue(character, span);
    }
  }

  #openValue(character: string, span: Span, word: () => string): void {
    if (character === '"') {
      this.#beginValue("string", span);
      this.#openString(span, false);
    } else if (character === "{" || character === "[") {
      this.#open(character, span);
    } else if (character === "-" || /[0-9]/.test(character)) {
      this.#beginValue("number", span);
      this.mode = character === "-" ? "minus" : character === "0" ? "zero" : "int";
    } else if (Object.hasOwn(words, character)) {
      const { rest, type } = words[character] as { rest: string; type: JsonType };
      this.#beginValue(type, span);
      this.mode = `word:${rest}`;
    } else if (word() === character + notFinite[character]) {
      this.fault("json-syntax", span, `An event cannot hold '${word()}'`, "'null'");
      this.#beginValue("number", span);
      this.mode = `word:${notFinite[character] as string}`;
    } else this.#failValue(character, span, word());
  }

  #failValue(character: string, span: Span, word: string): void {
    const json = { True: "true", False: "false", None: "null" }[word];
    if (json !== undefined) {
      const whole = { start: span.start, end: span.end + word.length - 1 };
      this.fatal("python-literal", whole, `'${word}' is Python; JSON has '${json}'`, `'${json}'`);
    } else if (this.#frame?.kind === "object" && (character === "," || character === "}")) {
      const key = this.#frame.key ?? "…";
      this.fatal("missing-value", span, `The key '${key}' has no value`, "a value, or 'null'");
    } else if (this.#frame === undefined && this.#from.mode === "value") {
      this.fatal("json-syntax", span, "What is rendered is no JSON", "an object: '{\"event\": …}'");
    } else if (Object.hasOwn(strangers, character)) {
      this.fatal("json-syntax", span, strangers[character] as string);
    } else {
      this.fatal("json-syntax", span, `A value was expected here, not '${character}'`);
    }
  }

  #openKey(character: string, span: Span): void {
    if (character === '"') this.#openString(span, true);
    else if (character === "}" && this.mode === "keyOrEnd") this.#close(span);
    else if (character === "}") {
      this.fault("trailing-comma", this.#comma, trailing("field"), withoutLast);
      this.#close(span);
    } else if (Object.hasOwn(strangers, character)) {
      this.fatal("json-syntax", span, strangers[character] as string);
    } else this.fatal("json-syntax", span, `A key in double quotes was expected here, not '${character}'`);
  }

  #afterValue(character: string, span: Span): void {
    const frame = this.#frame;
    if (frame === undefined) {
      this.fatal("json-syntax", span, "Something follows after the end of the JSON");
    } else if (character === ",") {
      this.#comma = span;
      this.mode = frame.kind === "object" ? "key" : "value";
    } else if (character === (frame.kind === "object" ? "}" : "]")) {
      this.#close(span);
    } else if (character === "}" || character === "]") {
      const open = frame.kind === "object" ? "brace" : "bracket";
      this.fatal("unclosed", frame.open, `The ${open} that opens here is closed by '${character}'`);
    } else if (character === '"' || character === "{" || character === "[") {
      const what = frame.kind === "object" ? "fields" : "items";
      this.fault("missing-comma", span, `A comma is missing between two ${what}`, "','");
      this.mode = frame.kind === "object" ? "key" : "value";
      this.structure(character, span, () => character);
    } else {
      this.fatal("json-syntax", span, `A comma or the end was expected here, not '${character}'`);
    }
  }

  #closeArray(span: Span): void {
    if (this.mode === "value") this.fault("trailing-comma", this.#comma, trailing("item"), withoutLast);
    this.#close(span);
  }

  #openString(span: Span, isKey: boolean): void {
    this.mode = "string";
    this.isKey = isKey;
    this.text = "";
    this.#quote = span;
  }

  #open(character: "{" | "[", span: Span): void {
    const role = nextRole(this.#frame);
    const type = character === "{" ? "dict" : "list";
    const fits = this.#beginValue(type, span);
    this.#frame = {
      kind: character === "{" ? "object" : "array",
      role: fits ? role : "other",
      parent: this.#frame,
      depth: (this.#frame?.depth ?? 0) + 1,
      open: span,
      must: none,
      may: none,
      dynamic: false,
      key: undefined,
    };
    this.mode = character === "{" ? "keyOrEnd" : "valueOrEnd";
  }

  #close(span: Span): void {
    const frame = this.#frame as Frame;
    checkClosed(frame, { start: frame.open.start, end: span.end }, this.faults);
    this.#frame = frame.parent;
    this.endValue();
  }

  /** A value of that type begins; tells whether it fits. The key it belongs to has had its turn. */
  #beginValue(type: JsonType, span: Span): boolean {
    const fits = checkType(nextRole(this.#frame), this.#frame?.key, type, span, this.faults);
    // A string is looked at again when it ends; numbers end only with what follows them.
    if (type !== "string") this.#forgetKey();
    return fits;
  }

  protected endValue(): void {
    this.#forgetKey();
    this.mode = "after";
    this.text = "";
    this.isKey = false;
  }

  #forgetKey(): void {
    if (this.#frame?.key !== undefined) this.#frame = { ...this.#frame, key: undefined };
  }
}

const none: ReadonlySet<string> = new Set();

/** Characters that people write where JSON begins something, and what to tell them. */
const strangers: Record<string, string> = {
  "'": "JSON wants double quotes",
  "/": "JSON has no comments; {# … #} is one of the template",
  "#": "A template with neither '{{' nor '{%' is printed as it is, comments and all",
  ",": "A comma with nothing before it",
};
const withoutLast = "the comma only where something follows; in a loop, {{ ',' if not loop.last }}";
const trailing = (what: string) => `A comma follows the last ${what}`;
