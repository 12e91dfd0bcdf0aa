import type { Source } from "../../errors/source.js";
import type { Limits } from "../../limits.js";
import { quoted } from "../../values/print.js";
import { unmetered } from "../../values/value.js";
import { constants, ExpressionParser, type TupleOptions } from "./expression.js";
import type { Lexer } from "./lexer.js";
import type { Expression, Name, Output, Statement, Target, TemplateData, TemplateNode } from "./nodes.js";
import { survey } from "./survey.js";
import type { Token } from "./token.js";

/** How a tag is read; the parser knows tags only through a table of these. */
export interface TagGrammar {
  /** The first word in the tag. */
  readonly name: string;
  /**
   * Reads the statement. The current token is the tag's name; afterwards it must be the end of the block.
   */
  parse(parser: Parser): Statement;
}

/** The tags that an environment knows. */
export interface TagTable {
  readonly names: readonly string[];
  get(name: string): TagGrammar | undefined;
  /** What may help whoever wrote a tag that there is not, where one of the end tags may have been meant, too. */
  helpFor(name: string, endTags: EndTags): string | undefined;
}

/** A closing or dividing tag, such as `endfor` or `else`. */
type EndTags = readonly string[];

/** Reads a template's tokens into nodes, with Jinja2's grammar, precedence and messages. */
export class Parser extends ExpressionParser {
  readonly #tags: TagTable;
  /** The tags being read, outermost first, and the tags that would end each of them. */
  readonly #open: string[] = [];
  readonly #endTags: EndTags[] = [];
  #loops = 0;
  #loopDepth = 0;

  constructor(lexer: Lexer, source: Source, tags: TagTable, limits: Limits) {
    super(lexer, source, limits);
    this.#tags = tags;
  }

  parse(): TemplateNode {
    const body = this.#subparse(undefined);
    // The template itself is a level, too.
    const { kinds, names, tooDeep } = survey(body, this.limits.syntaxDepth - 1);
    if (tooDeep !== undefined) {
      this.failLimit(`The syntax tree is deeper than ${this.limits.syntaxDepth} levels`, tooDeep.span);
    }
    const span = { start: 0, end: this.source.text.length };
    return this.node({ kind: "Template", body, kinds, names, span });
  }

  /**
   * Reads the body of a tag up to one of the end tags, whose name is then the current token.
   * A colon before the end of the block is allowed, as in Python.
   */
  statements(...endTags: string[]): Statement[] {
    this.skipIf("colon");
    this.expect("block_end");
    if (this.#endTags.length >= this.limits.blockDepth) {
      this.failLimit(`Blocks are nested deeper than ${this.limits.blockDepth} levels`);
    }
    const body = this.#subparse(endTags);
    if (this.current.type === "eof") this.#failUnknownTag(undefined, [...this.#endTags, endTags]);
    return body;
  }

  /** As {@link statements}, and goes past the end tag. */
  statementsThrough(endTag: string): Statement[] {
    const body = this.statements(endTag);
    this.advance();
    return body;
  }

  /** The target of an assignment: names, tuples of names, and `namespace.attribute` if allowed. */
  target(options: TupleOptions = {}, context: "store" | "param" = "store"): Target {
    const start = this.current;
    const parsed = this.tuple({ ...options, simplified: true });
    const target = asTarget(parsed, context);
    if (target === undefined) {
      this.fail(`can't assign to ${quoted(className(parsed), unmetered)}`, start);
    }
    return target;
  }

  /** A name that is assigned to. */
  targetName(context: "store" | "param" = "store"): Name {
    const token = this.expect("name");
    const name = token.text;
    if (constants.has(name)) this.fail("can't assign to 'name'", token);
    return this.node({ kind: "Name", name, context, span: this.spanFrom(token) });
  }

  /** Counts a loop, around the reading of its body. */
  loop<Result>(read: () => Result): Result {
    this.#loops += 1;
    this.#loopDepth += 1;
    const { loops, loopDepth } = this.limits;
    if (this.#loops > loops) this.failLimit(`The template has more than ${loops} loops`);
    if (this.#loopDepth > loopDepth) this.failLimit(`Loops are nested deeper than ${loopDepth} levels`);
    const result = read();
    this.#loopDepth -= 1;
    return result;
  }

  #subparse(endTags: EndTags | undefined): Statement[] {
    const body: Statement[] = [];
    let texts: (Expression | TemplateData)[] = [];
    const flush = () => {
      const [first] = texts;
      if (first !== undefined) {
        const last = texts[texts.length - 1] as Expression | TemplateData;
        const span = { start: first.span.start, end: last.span.end };
        body.push(this.node<Output>({ kind: "Output", nodes: texts, span }));
        texts = [];
      }
    };
    if (endTags !== undefined) this.#endTags.push(endTags);
    while (this.current.type !== "eof") {
      const token = this.current;
      if (token.type === "data") {
        this.advance();
        texts.push(this.node({ kind: "TemplateData", data: token.text, span: this.spanFrom(token) }));
      } else if (token.type === "variable_begin") {
        this.advance();
        texts.push(this.tuple({}));
        this.expect("variable_end");
      } else {
        flush();
        this.expect("block_begin");
        if (endTags?.some((name) => this.isName(name)) === true) {
          this.#endTags.pop();
          return body;
        }
        body.push(this.#statement());
        this.expect("block_end");
      }
    }
    flush();
    if (endTags !== undefined) this.#endTags.pop();
    return body;
  }

  #statement(): Statement {
    const token = this.current;
    if (token.type !== "name") this.fail("tag name expected", token);
    const name = token.text;
    const tag = this.#tags.get(name);
    if (tag === undefined) this.#failUnknownTag(token, this.#endTags);
    this.#open.push(name);
    const statement = tag.parse(this);
    this.#open.pop();
    return statement;
  }

  /** Fails on an unknown tag, or without a token on the end of the template, with what was expected. */
  #failUnknownTag(token: Token | undefined, endTags: readonly EndTags[]): never {
    const name = token === undefined ? undefined : token.text;
    const sentences = [
      name === undefined
        ? "Unexpected end of template."
        : `Encountered unknown tag ${quoted(name, unmetered)}.`,
    ];
    const innermost = endTags.at(-1);
    const isNesting = name !== undefined && endTags.some((tags) => tags.includes(name));
    if (innermost !== undefined) {
      const tags = innermost.map((tag) => quoted(tag, unmetered)).join(" or ");
      sentences.push(
        isNesting
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${tags}.`
          : `Jinja was looking for the following tags: ${tags}.`,
      );
    }
    const open = this.#open.at(-1);
    if (open !== undefined) {
      sentences.push(`The innermost block that needs to be closed is ${quoted(open, unmetered)}.`);
    }
    const help = name === undefined || isNesting ? undefined : this.#tags.helpFor(name, innermost ?? []);
    this.fail(sentences.join(" "), token ?? this.current, "template_syntax", help);
  }
}

/** Makes of a parsed expression a target to assign to, if it is one. */
function asTarget(node: Expression, context: "store" | "param"): Target | undefined {
  if (node.kind === "NSRef") return node;
  if (node.kind === "Name") return { ...node, context };
  if (node.kind !== "Tuple") return undefined;
  const items = node.items.map((item) => asTarget(item, context));
  return items.every((item) => item !== undefined) ? { ...node, items } : undefined;
}

/** The name that Jinja2 has for a kind of node, as "can't assign to …" spells it. */
function className(node: Expression): string {
  return node.kind === "Binary" ? node.operator : node.kind.toLowerCase();
}
