/** What there is to know of an error by its code. */
export interface ErrorInfo {
  /** The stage of the flow that raises it; of `host_error` and `host_value` the usual one, as each error tells its own. */
  readonly stage: "options" | "request" | "json" | "compile" | "render" | "event";
  /**
   * Jinja2's or Python's own exception class for the same fault, where there is one.
   * @see https://jinja.palletsprojects.com/en/stable/api/#exceptions
   * @see https://docs.python.org/3/library/exceptions.html
   */
  readonly exception?: string;
  /** One sentence for the person who has to act on it. */
  readonly meaning: string;
  /** The limits of which it tells, by their names in the option `limits`. */
  readonly limits?: readonly string[];
}

/**
 * Every error that hookloom raises, one row each: the stage that raises it, the exception that Jinja2 or
 * Python would raise for it, and what it means. `docs/errors.md` is printed from this table.
 */
export const errorCodes = {
  // options
  option_invalid: { stage: "options", meaning: "An option has a name or a value that is not allowed." },
  definition_invalid: { stage: "options", meaning: "A webhook definition lacks a field or has a wrong one." },
  case_invalid: {
    stage: "options",
    meaning: "A file of a case for tests is not as it should be: a manifest, settings, or a request.",
  },
  host_value: {
    stage: "options",
    meaning:
      "A value given by the host is not plain data (functions, accessors, class instances, proxies, cycles …).",
  },
  replay_impossible: {
    stage: "options",
    meaning: "A failed event does not hold enough of its request to be run again: it was cut, or had none.",
  },
  host_error: {
    stage: "render",
    meaning:
      "Something of the host's failed: a filter, test or function, a body reader, its clock, or the request it gave.",
  },

  // request
  webhook_disabled: { stage: "request", meaning: "The webhook is switched off." },
  method_not_allowed: { stage: "request", meaning: "The request's method is not one that webhooks take." },
  request_invalid: {
    stage: "request",
    meaning: "The request is not of the shape { method, headers, body }.",
  },
  header_invalid: {
    stage: "request",
    meaning: "A header's name or value holds a character that HTTP forbids.",
  },
  header_limit: {
    stage: "request",
    meaning: "The request has more headers, or larger ones, than allowed.",
    limits: ["headers", "headerSize"],
  },
  body_limit: { stage: "request", meaning: "The request's body is larger than allowed.", limits: ["body"] },
  body_charset: {
    stage: "request",
    meaning: "The body's charset is not known, and its bytes are not UTF-8.",
  },
  body_encoding: {
    stage: "request",
    meaning: "The body is compressed (Content-Encoding) and the host has not inflated it.",
  },
  body_consumed: {
    stage: "request",
    meaning: "Something before the adapter has read the request's body, and not kept it.",
  },
  form_limit: {
    stage: "request",
    meaning: "The form has more fields, or deeper ones, than allowed.",
    limits: ["formFields"],
  },
  form_invalid: { stage: "request", meaning: "The form has a field whose name cannot be nested." },

  // compile
  template_syntax: {
    stage: "compile",
    exception: "TemplateSyntaxError",
    meaning: "The template is not valid Jinja2.",
  },
  template_assertion: {
    stage: "compile",
    exception: "TemplateAssertionError",
    meaning: "The template is valid Jinja2, but says something that cannot be compiled.",
  },
  template_invalid: {
    stage: "compile",
    exception: "SyntaxError",
    meaning: "The template says something that Python would not compile: a repeated argument, a stray break.",
  },
  unknown_filter: {
    stage: "compile",
    exception: "TemplateAssertionError",
    meaning: "The template uses a filter that does not exist.",
  },
  unknown_test: {
    stage: "compile",
    exception: "TemplateAssertionError",
    meaning: "The template uses a test that does not exist.",
  },
  json_position: {
    stage: "compile",
    meaning:
      'With `escape: "json"`, the place in the JSON where a value stands cannot be told, or differs between branches.',
  },
  template_limit: {
    stage: "compile",
    meaning: "The template is longer, larger or deeper than allowed, or has more loops.",
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

  engine_compile: {
    stage: "compile",
    meaning: "The engine that the host has given could not compile the template.",
  },

  // render
  undefined_value: {
    stage: "render",
    exception: "UndefinedError",
    meaning: "The template works with a value that is not there.",
  },
  type_error: {
    stage: "render",
    exception: "TypeError",
    meaning: "An operator, filter, test or method was given a value of a type it does not take.",
  },
  value_error: {
    stage: "render",
    exception: "ValueError",
    meaning: "An operator, filter, test or method was given a value it cannot work with.",
  },
  assertion_error: {
    stage: "render",
    exception: "AssertionError",
    meaning: "A filter was given arguments that contradict one another.",
  },
  key_error: { stage: "render", exception: "KeyError", meaning: "A key that is required is not there." },
  index_error: {
    stage: "render",
    exception: "IndexError",
    meaning: "An index that is required is not there.",
  },
  attribute_error: {
    stage: "render",
    exception: "AttributeError",
    meaning: "An attribute that is required is not there.",
  },
  zero_division: {
    stage: "render",
    exception: "ZeroDivisionError",
    meaning: "A number was divided by zero.",
  },
  overflow: {
    stage: "render",
    exception: "OverflowError",
    meaning: "A number is too large for the operation.",
  },
  runtime_error: {
    stage: "render",
    exception: "TemplateRuntimeError",
    meaning: "The template did something that Jinja2 does not allow while rendering.",
  },
  python_runtime_error: {
    stage: "render",
    exception: "RuntimeError",
    meaning: "A function was called in a way that it cannot work at all, such as cycler() without items.",
  },
  filter_argument: {
    stage: "render",
    exception: "FilterArgumentError",
    meaning: "A filter was given arguments, or a value, that it can make nothing of.",
  },
  security: {
    stage: "render",
    exception: "SecurityError",
    meaning: "The template reached for something that the sandbox keeps from it.",
  },
  template_not_found: {
    stage: "render",
    exception: "TemplateNotFound",
    meaning: "The template includes, imports or extends a template that the host has not given.",
  },
  templates_not_found: {
    stage: "render",
    exception: "TemplatesNotFound",
    meaning: "The template includes one of several templates, none of which the host has given.",
  },
  language_unknown: {
    stage: "render",
    exception: "FileNotFoundError",
    meaning: "The template switches to a language that the host has given no catalogue of.",
  },
  fuel_limit: { stage: "render", meaning: "The render did more work than allowed.", limits: ["fuel"] },
  time_limit: {
    stage: "render",
    meaning: "The render took longer than allowed.",
    limits: ["renderMilliseconds"],
  },
  allocation_limit: {
    stage: "render",
    meaning: "The render built more data than allowed.",
    limits: ["allocation", "intDigits"],
  },
  output_limit: {
    stage: "render",
    meaning: "The render printed more text than allowed.",
    limits: ["output"],
  },
  depth_limit: {
    stage: "render",
    exception: "RecursionError",
    meaning: "Calls, includes or data are nested deeper than allowed.",
    limits: ["callDepth", "stackDepth", "dataDepth"],
  },
  range_limit: {
    stage: "render",
    exception: "OverflowError",
    meaning: "A range() is longer than allowed.",
    limits: ["range"],
  },

  engine_render: {
    stage: "render",
    meaning: "The engine that the host has given could not render the template, or gave no text.",
  },

  // JSON, of the request or of what was rendered
  json_syntax: { stage: "json", meaning: "A text that should be JSON is not." },
  json_depth: { stage: "json", meaning: "A JSON text is nested deeper than allowed.", limits: ["jsonDepth"] },
  json_number: {
    stage: "json",
    meaning: "A JSON text holds a number longer than allowed.",
    limits: ["intDigits"],
  },

  // events
  event_invalid: { stage: "event", meaning: "The rendered JSON is not a valid event." },
  event_limit: { stage: "event", meaning: "The event is larger than allowed.", limits: ["eventSize"] },
  cloud_event_invalid: { stage: "event", meaning: "The request is not a valid CloudEvent." },
} as const satisfies Record<string, ErrorInfo>;

/** The code of an error: the name of a row of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;
