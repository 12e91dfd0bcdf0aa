import { escaped, Markup } from "../../values/markup.js";
import { isNumber } from "../../values/number.js";
import { truth } from "../../values/truth.js";
import type { Value } from "../../values/value.js";
import { binaryOperations, compareOperations, negative, positive } from "../runtime/operators.js";
import type { State } from "../runtime/state.js";
import type { Evaluate } from "../runtime/template-code.js";
import type { Binary, Compare, Concat, Logic, Unary } from "../syntax/nodes.js";
import type { Compiler } from "./compiler.js";
import { isConstant } from "./constant.js";
import type { Frame } from "./frame.js";

export function compileBinary(node: Binary, frame: Frame, compiler: Compiler): Evaluate {
  const left = compiler.expression(node.left, frame);
  const right = compiler.expression(node.right, frame);
  const operate = hasWrittenBase(node, frame, compiler) ? powerOfWritten : binaryOperations[node.operator];
  const place = compiler.place(node.span);
  return (state) => {
    const a = left(state);
    const b = right(state);
    state.render.at = place;
    return operate(a, b, state);
  };
}

/**
 * A power whose base Jinja2 works out while compiling, but not the power: what it writes into Python then is `-2 ** x`,
 * which is `-(2 ** x)`, also for `(-2) ** x`.
 */
function powerOfWritten(base: Value, exponent: Value, state: State): Value {
  const isNegative = isNumber(base) && state.text(base).startsWith("-");
  if (!isNegative) return binaryOperations.pow(base, exponent, state);
  return negative(binaryOperations.pow(negative(base, state), exponent, state), state);
}

function hasWrittenBase({ operator, left, right }: Binary, frame: Frame, compiler: Compiler): boolean {
  if (operator !== "pow" || frame.escaping.volatile || isConstant(right, frame, compiler)) return false;
  // Of a chain, the right operands are looked at first: the next link has looked at what is left of them.
  let base = left;
  for (; base.kind === "Binary"; base = base.left) {
    if (!isConstant(base.right, frame, compiler)) return false;
  }
  return isConstant(base, frame, compiler);
}

export function compileCompare(node: Compare, frame: Frame, compiler: Compiler): Evaluate {
  const first = compiler.expression(node.node, frame);
  const place = compiler.place(node.span);
  const operands = compiler.each(node.operands, frame, (operand, scope, own) => ({
    evaluate: own.expression(operand.node, scope),
    compare: compareOperations[operand.operator],
  }));
  const [only] = operands;
  if (only !== undefined && operands.length === 1) {
    const { evaluate, compare } = only;
    return (state) => {
      const a = first(state);
      const b = evaluate(state);
      state.render.at = place;
      return compare(a, b, state);
    };
  }
  return (state) => {
    let a = first(state);
    for (const { evaluate, compare } of operands) {
      const b = evaluate(state);
      state.render.at = place;
      if (!compare(a, b, state)) return false;
      a = b;
    }
    return true;
  };
}

export function compileLogic(node: Logic, frame: Frame, compiler: Compiler): Evaluate {
  const operands = compiler.expressions(node.nodes, frame);
  const last = operands.pop() as Evaluate;
  // "and" ends at the first false operand, "or" at the first true one.
  const end = node.kind === "Or";
  const place = compiler.place(node.span);
  return (state) => {
    for (let index = 0; index < operands.length; index += 1) {
      const value = (operands[index] as Evaluate)(state);
      state.render.at = place;
      if (truth(value) === end) return value;
    }
    return last(state);
  };
}

export function compileUnary(node: Unary, frame: Frame, compiler: Compiler): Evaluate {
  const operand = compiler.expression(node.node, frame);
  const place = compiler.place(node.span);
  const operate: (value: Value, state: State) => Value =
    node.kind === "Not" ? (value) => !truth(value) : node.kind === "Neg" ? negative : positive;
  return (state) => {
    const value = operand(state);
    state.render.at = place;
    return operate(value, state);
  };
}

/**
 * `a ~ b`: with autoescape known to be on, Markup among the operands escapes the others. Not so where all of
 * them are constant, since Jinja2 joins those while compiling, as plain text.
 */
export function compileConcat(node: Concat, frame: Frame, compiler: Compiler): Evaluate {
  const parts = compiler.expressions(node.nodes, frame);
  const place = compiler.place(node.span);
  const { autoescape, volatile } = frame.escaping;
  const marks = autoescape && !volatile && !isConstant(node, frame, compiler);
  return (state) => {
    const values: Value[] = [];
    for (let index = 0; index < parts.length; index += 1) values.push((parts[index] as Evaluate)(state));
    state.render.at = place;
    const markup = marks && values.some((value) => value instanceof Markup);
    let text = "";
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] as Value;
      text +=
        markup && !(value instanceof Markup) ? escaped(state.text(value), state.meter) : state.text(value);
    }
    state.meter.reserve(text.length);
    return markup ? new Markup(text) : text;
  };
}
