/** What there is to know of an error by its code. */
export interface ErrorInfo {
  /**
   * The stage of the flow that raises it; of `assertion_error`, `host_error` and `host_value` the usual one, as each error
   * tells its own.
   */
  readonly stage: "options" | "request" | "json" | "compile" | "render" | "event";
  /**
   * Jinja2's or Python's own exception class for the same fault, where there is one.
   * @see https://jinja.palletsprojects.com/en/stable/api/#exceptions
   * @see https://docs.python.org/3/library/exceptions.html
   */
  readonly exception?: string;
  /** The limits of which it tells, by their names in the option `limits`. */
  readonly limits?: readonly string[];
}

/**
 * Every error that hookloom raises, one row each: the stage that raises it, and the exception that Jinja2 or
 * Python would raise for it. What it means is in {@link errorMeanings}.
 */
export const errorCodes = {
  // options
  option_invalid: { stage: "options" },
  definition_invalid: { stage: "options" },
  case_invalid: { stage: "options" },
  host_value: { stage: "options" },
  replay_impossible: { stage: "options" },
  host_error: { stage: "render" },

  // request
  webhook_disabled: { stage: "request" },
  method_not_allowed: { stage: "request" },
  request_invalid: { stage: "request" },
  header_invalid: { stage: "request" },
  header_limit: { stage: "request", limits: ["headers", "headerSize"] },
  body_limit: { stage: "request", limits: ["body"] },
  body_charset: { stage: "request" },
  body_encoding: { stage: "request" },
  body_consumed: { stage: "request" },
  form_limit: { stage: "request", limits: ["formFields"] },
  form_invalid: { stage: "request" },

  // compile
  template_syntax: { stage: "compile", exception: "TemplateSyntaxError" },
  template_assertion: { stage: "compile", exception: "TemplateAssertionError" },
  template_invalid: { stage: "compile", exception: "SyntaxError" },
  unknown_filter: { stage: "compile", exception: "TemplateAssertionError" },
  unknown_test: { stage: "compile", exception: "TemplateAssertionError" },
  json_position: { stage: "compile" },
  template_limit: {
    stage: "compile",
    limits: [
      "templateLength",
      "templateNodes",
      "expressionDepth",
      "syntaxDepth",
      "blockDepth",
      "loops",
      "loopDepth",
    ],
  },

  engine_compile: { stage: "compile" },

  // render
  undefined_value: { stage: "render", exception: "UndefinedError" },
  type_error: { stage: "render", exception: "TypeError" },
  value_error: { stage: "render", exception: "ValueError" },
  assertion_error: { stage: "render", exception: "AssertionError" },
  key_error: { stage: "render", exception: "KeyError" },
  index_error: { stage: "render", exception: "IndexError" },
  attribute_error: { stage: "render", exception: "AttributeError" },
  zero_division: { stage: "render", exception: "ZeroDivisionError" },
  overflow: { stage: "render", exception: "OverflowError" },
  runtime_error: { stage: "render", exception: "TemplateRuntimeError" },
  python_runtime_error: { stage: "render", exception: "RuntimeError" },
  filter_argument: { stage: "render", exception: "FilterArgumentError" },
  security: { stage: "render", exception: "SecurityError" },
  template_not_found: { stage: "render", exception: "TemplateNotFound" },
  templates_not_found: { stage: "render", exception: "TemplatesNotFound" },
  language_unknown: { stage: "render", exception: "FileNotFoundError" },
  fuel_limit: { stage: "render", limits: ["fuel"] },
  time_limit: { stage: "render", limits: ["renderMilliseconds"] },
  allocation_limit: { stage: "render", limits: ["allocation", "intDigits"] },
  output_limit: { stage: "render", limits: ["output"] },
  depth_limit: {
    stage: "render",
    exception: "RecursionError",
    limits: ["callDepth", "stackDepth", "dataDepth"],
  },
  range_limit: { stage: "render", exception: "OverflowError", limits: ["range"] },

  engine_render: { stage: "render" },

  // JSON, of the request or of what was rendered
  json_syntax: { stage: "json" },
  json_depth: { stage: "json", limits: ["jsonDepth"] },
  json_number: { stage: "json", limits: ["intDigits"] },

  // events
  event_invalid: { stage: "event" },
  event_limit: { stage: "event", limits: ["eventSize"] },
  cloud_event_invalid: { stage: "event" },
} as const satisfies Record<string, ErrorInfo>;

/** The code of an error: the name of a row of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;
