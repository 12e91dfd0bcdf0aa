import type {
  Arguments,
  BinaryOperator,
  Call,
  CompareOperator,
  Expression,
  Filter,
  Getitem,
  Keyword,
  Operand,
  Pair,
  Slice,
} from "./nodes.js";
import { describeToken, type Token, type TokenType } from "./token.js";
import { isName, TokenStream } from "./token-stream.js";

export interface TupleOptions {
  /** Reads names and literals only, as the targets of assignments are. */
  simplified?: boolean;
  /** Whether `a if b else c` is read; on by default. */
  conditional?: boolean;
  /** Whether it stands in parentheses, where it may be empty. */
  parenthesized?: boolean;
  /** Whether `namespace.attribute` is read. */
  namespace?: boolean;
}

const comparisons: ReadonlySet<string> = new Set(["eq", "ne", "lt", "lteq", "gt", "gteq"]);

/**
 * Reads expressions with Jinja2's precedence, from loose to tight:
 *
 *     if else · or · and · not · == != < <= > >= in, not in · + - · ~ · * / // % · ** · unary - + ·
 *     x.y x[y] x(y) · x|filter, x is test
 *
 * Every level is left-associative, `**` too.
 */
export class ExpressionParser extends TokenStream {
  #depth = 0;

  expression(conditional = true): Expression {
    return conditional ? this.#conditional() : this.#or();
  }

  /** One expression, or several with commas between them, which make a tuple. */
  tuple(options: TupleOptions): Expression {
    const { simplified = false, conditional = true, parenthesized = false } = options;
    const start = this.current;
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) this.expect("comma");
      if (this.#isTupleEnd()) break;
      items.push(simplified ? this.#primary(options.namespace) : this.expression(conditional));
      if (!this.is("comma")) break;
      isTuple = true;
    }
    const [only] = items;
    if (!isTuple && only !== undefined) return only;
    if (!isTuple && !parenthesized) {
      this.fail(`Expected an expression, got '${describeToken(this.current)}'`);
    }
    return this.node({ kind: "Tuple", items, span: this.spanFrom(start) });
  }

  #isTupleEnd(): boolean {
    const { type } = this.current;
    return type === "variable_end" || type === "block_end" || type === "rparen";
  }

  #conditional(): Expression {
    const start = this.current;
    let node = this.#or();
    while (this.skipIf("name", "if")) {
      const test = this.#or();
      const otherwise = this.skipIf("name", "else") ? this.#nested(() => this.#conditional()) : undefined;
      node = this.node({ kind: "CondExpr", test, value: node, otherwise, span: this.spanFrom(start) });
    }
    return node;
  }

  #or(): Expression {
    const start = this.current;
    const first = this.#and();
    if (!this.isName("or")) return first;
    const nodes = [first];
    while (this.skipIf("name", "or")) nodes.push(this.#and());
    return this.node({ kind: "Or", nodes, span: this.spanFrom(start) });
  }

  #and(): Expression {
    const start = this.current;
    const first = this.#not();
    if (!this.isName("and")) return first;
    const nodes = [first];
    while (this.skipIf("name", "and")) nodes.push(this.#not());
    return this.node({ kind: "And", nodes, span: this.spanFrom(start) });
  }

  #not(): Expression {
    const start = this.current;
    if (!this.skipIf("name", "not")) return this.#compare();
    const node = this.#nested(() => this.#not());
    return this.node({ kind: "Not", node, span: this.spanFrom(start) });
  }

  #compare(): Expression {
    const start = this.current;
    const node = this.#sum();
    let operator = this.#compareOperator();
    if (operator === undefined) return node;
    const operands: Operand[] = [];
    for (; operator !== undefined; operator = this.#compareOperator()) {
      const at = this.current;
      const operand = this.#sum();
      operands.push(this.node({ kind: "Operand", operator, node: operand, span: this.spanFrom(at) }));
    }
    return this.node({ kind: "Compare", node, operands, span: this.spanFrom(start) });
  }

  /** Passes an operator that compares, if there is one. */
  #compareOperator(): CompareOperator | undefined {
    const { type } = this.current;
    if (comparisons.has(type)) {
      this.advance();
      return type as CompareOperator;
    }
    if (this.skipIf("name", "in")) return "in";
    if (this.isName("not") && isName(this.following, "in")) {
      this.advance();
      this.advance();
      return "notin";
    }
    return undefined;
  }

  #sum(): Expression {
    const start = this.current;
    let left = this.#concat();
    while (this.is("add") || this.is("sub")) {
      left = this.#operation(start, left, this.advance(), this.#concat());
    }
    return left;
  }

  #concat(): Expression {
    const start = this.current;
    const first = this.#product();
    if (!this.is("tilde")) return first;
    const nodes = [first];
    while (this.skipIf("tilde")) nodes.push(this.#product());
    return this.node({ kind: "Concat", nodes, span: this.spanFrom(start) });
  }

  #product(): Expression {
    const start = this.current;
    let left = this.#power();
    while (this.is("mul") || this.is("div") || this.is("floordiv") || this.is("mod")) {
      left = this.#operation(start, left, this.advance(), this.#power());
    }
    return left;
  }

  #power(): Expression {
    const start = this.current;
    let left = this.#unary(true);
    while (this.is("pow")) left = this.#operation(start, left, this.advance(), this.#unary(true));
    return left;
  }

  #operation(start: Token, left: Expression, operator: Token, right: Expression): Expression {
    const span = this.spanFrom(start);
    return this.node({ kind: "Binary", operator: operator.type as BinaryOperator, left, right, span });
  }

  #unary(withFilters: boolean): Expression {
    this.#enter();
    const start = this.current;
    let node: Expression;
    if (start.type === "sub" || start.type === "add") {
      this.advance();
      const operand = this.#unary(false);
      const kind = start.type === "sub" ? "Neg" : "Pos";
      node = this.node({ kind, node: operand, span: this.spanFrom(start) });
    } else {
      node = this.#primary();
    }
    node = this.#postfix(node);
    if (withFilters) node = this.#filters(node);
    this.#leave();
    return node;
  }

  #primary(namespace = false): Expression {
    const token = this.current;
    switch (token.type) {
      case "name":
        return this.#nameOrConstant(namespace);
      case "string": {
        let value = "";
        while (this.is("string")) value += this.advance().text;
        return this.node({ kind: "Const", value, span: this.spanFrom(token) });
      }
      case "integer":
      case "float":
        this.advance();
        return this.node({ kind: "Const", value: token.number ?? null, span: this.spanFrom(token) });
      case "lparen": {
        this.advance();
        const node = this.tuple({ parenthesized: true });
        this.expect("rparen");
        return node;
      }
      case "lbracket":
        return this.#list();
      case "lbrace":
        return this.#dict();
      default:
        return this.fail(`unexpected '${describeToken(token)}'`, token);
    }
  }

  #nameOrConstant(namespace: boolean): Expression {
    const token = this.advance();
    const name = token.text;
    const span = this.spanFrom(token);
    if (constants.has(name)) {
      return this.node({ kind: "Const", value: constants.get(name) as boolean | null, span });
    }
    if (namespace && this.skipIf("dot")) {
      const attribute = this.expect("name").text;
      return this.node({ kind: "NSRef", name, attribute, span: this.spanFrom(token) });
    }
    return this.node({ kind: "Name", name, context: "load", span });
  }

  #list(): Expression {
    const start = this.expect("lbracket");
    const items = this.#series("rbracket", () => this.expression());
    return this.node({ kind: "List", items, span: this.spanFrom(start) });
  }

  #dict(): Expression {
    const start = this.expect("lbrace");
    const items = this.#series("rbrace", (): Pair => {
      const at = this.current;
      const key = this.expression();
      this.expect("colon");
      const value = this.expression();
      return this.node({ kind: "Pair", key, value, span: this.spanFrom(at) });
    });
    return this.node({ kind: "Dict", items, span: this.spanFrom(start) });
  }

  /** Items with commas between them, and maybe one after the last, up to a closing bracket. */
  #series<Item>(close: TokenType, item: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.is(close)) {
      if (items.length > 0) this.expect("comma");
      if (this.is(close)) break;
      items.push(item());
    }
    this.expect(close);
    return items;
  }

  /** Attributes, items and calls behind an expression. */
  #postfix(node: Expression): Expression {
    let result = node;
    for (;;) {
      if (this.is("dot")) result = this.#attribute(result);
      else if (this.is("lbracket")) result = this.#subscript(result);
      else if (this.is("lparen")) result = this.#call(result);
      else return result;
    }
  }

  /** Filters, tests and calls of what they give. */
  #filters(node: Expression): Expression {
    let result = node;
    for (;;) {
      if (this.skipIf("pipe")) result = this.#filter(result);
      else if (this.isName("is")) result = this.#test(result);
      else if (this.is("lparen")) result = this.#call(result);
      else return result;
    }
  }

  #attribute(node: Expression): Expression {
    this.expect("dot");
    const token = this.current;
    if (token.type === "name") {
      this.advance();
      const attribute = token.text;
      return this.node({ kind: "Getattr", node, attribute, span: this.spanFrom(node.span) });
    }
    // The next token is passed before it is looked at, so an error of the lexer's comes first.
    this.advance();
    if (token.type !== "integer") this.fail("expected name or number", token);
    const span = { start: token.start, end: token.end };
    const argument = this.node({ kind: "Const" as const, value: token.number ?? null, span });
    return this.node({ kind: "Getitem", node, argument, span: this.spanFrom(node.span) });
  }

  #subscript(node: Expression): Expression {
    const open = this.expect("lbracket");
    const items: (Expression | Slice)[] = [];
    while (!this.is("rbracket")) {
      if (items.length > 0) this.expect("comma");
      items.push(this.#subscribed());
    }
    this.expect("rbracket");
    const span = this.spanFrom(node.span);
    const [only] = items;
    if (items.length === 1 && only !== undefined) {
      return this.node<Getitem>({ kind: "Getitem", node, argument: only, span });
    }
    const expressions = items.filter((item): item is Expression => item.kind !== "Slice");
    if (expressions.length < items.length)
      this.fail("a slice cannot stand in a tuple", open, "template_invalid");
    const argument = this.node({ kind: "Tuple" as const, items: expressions, span: this.spanFrom(open) });
    return this.node({ kind: "Getitem", node, argument, span });
  }

  #subscribed(): Expression | Slice {
    const start = this.current;
    const first = this.is("colon") ? undefined : this.expression();
    if (first !== undefined && !this.is("colon")) return first;
    this.expect("colon");
    const bound = () => (this.is("rbracket") || this.is("comma") ? undefined : this.expression());
    const stop = this.is("colon") ? undefined : bound();
    const step = this.skipIf("colon") ? bound() : undefined;
    return this.node({ kind: "Slice", start: first, stop, step, span: this.spanFrom(start) });
  }

  #call(node: Expression): Call {
    const args = this.#arguments();
    return this.node({ kind: "Call", node, ...args, span: this.spanFrom(node.span) });
  }

  #arguments(): Arguments {
    const open = this.expect("lparen");
    const args: Expression[] = [];
    const kwargs: Keyword[] = [];
    let dynArgs: Expression | undefined;
    let dynKwargs: Expression | undefined;
    const ensure = (valid: boolean) => {
      if (!valid) this.fail("invalid syntax for function call expression", open);
    };
    for (let first = true; !this.is("rparen"); first = false) {
      if (!first) {
        this.expect("comma");
        if (this.is("rparen")) break;
      }
      if (this.is("mul")) {
        ensure(dynArgs === undefined && dynKwargs === undefined);
        this.advance();
        dynArgs = this.expression();
      } else if (this.is("pow")) {
        ensure(dynKwargs === undefined);
        this.advance();
        dynKwargs = this.expression();
      } else if (this.is("name") && this.following.type === "assign") {
        ensure(dynKwargs === undefined);
        const name = this.advance();
        this.advance();
        const value = this.expression();
        kwargs.push(this.node({ kind: "Keyword", key: name.text, value, span: this.spanFrom(name) }));
      } else {
        ensure(dynArgs === undefined && dynKwargs === undefined && kwargs.length === 0);
        args.push(this.expression());
      }
    }
    this.expect("rparen");
    return { args, kwargs, dynArgs, dynKwargs };
  }

  #optionalArguments(): Arguments {
    return this.is("lparen") ? this.#arguments() : noArguments;
  }

  /** The filters of a tag, whose input is what the tag captures: `| first | second`, if there are any. */
  filters(): Filter | undefined {
    return this.#moreFilters(undefined);
  }

  /** As {@link filters}, but there is one, without a `|` before the first. */
  inlineFilters(): Filter {
    return this.#moreFilters(this.#filter(undefined));
  }

  #moreFilters<First extends Filter | undefined>(first: First): Filter | First {
    let result: Filter | First = first;
    while (this.skipIf("pipe")) result = this.#filter(result);
    return result;
  }

  #filter(node: Expression | undefined): Filter {
    const start = this.current;
    const name = this.#dottedName();
    const args = this.#optionalArguments();
    return this.node<Filter>({ kind: "Filter", node, name, ...args, span: this.spanFrom(start) });
  }

  #test(node: Expression): Expression {
    const start = this.advance();
    const negated = this.skipIf("name", "not");
    const name = this.#dottedName();
    const args = this.#startsTestArgument()
      ? { ...noArguments, args: [this.#testArgument()] }
      : this.#optionalArguments();
    const span = this.spanFrom(start);
    const test = this.node({ kind: "Test" as const, node, name, ...args, span });
    return negated ? this.node({ kind: "Not", node: test, span }) : test;
  }

  /** Whether an argument without parentheses follows, as in `is divisibleby 3`. */
  #startsTestArgument(): boolean {
    if (!argumentStarts.has(this.current.type)) return false;
    return !this.isName("else") && !this.isName("or") && !this.isName("and");
  }

  #testArgument(): Expression {
    if (this.isName("is")) this.fail("You cannot chain multiple tests with is");
    return this.#postfix(this.#primary());
  }

  #dottedName(): string {
    let name = this.expect("name").text;
    while (this.skipIf("dot")) name += `.${this.expect("name").text}`;
    return name;
  }

  #nested<Result>(read: () => Result): Result {
    this.#enter();
    const result = read();
    this.#leave();
    return result;
  }

  #enter(): void {
    this.#depth += 1;
    if (this.#depth > this.limits.expressionDepth) {
      this.failLimit(`Expressions are nested deeper than ${this.limits.expressionDepth} levels`);
    }
  }

  #leave(): void {
    this.#depth -= 1;
  }
}

const noArguments: Arguments = { args: [], kwargs: [], dynArgs: undefined, dynKwargs: undefined };

/** The names that stand for a value, and can be assigned nothing. */
export const constants: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

const argumentStarts: ReadonlySet<TokenType> = new Set<TokenType>([
  "name",
  "string",
  "integer",
  "float",
  "lbracket",
  "lbrace",
]);
