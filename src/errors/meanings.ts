import type { ErrorCode } from "./codes.js";

/**
 * What each error means: one sentence for the person who has to act on it. It is apart from the codes, so that
 * only who asks for it has to load it. `docs/errors.md` is printed from both.
 *
 * @example errorMeanings[error.code]
 */
export const errorMeanings: Readonly<Record<ErrorCode, string>> = {
  // options
  option_invalid: "An option has a name or a value that is not allowed.",
  definition_invalid: "A webhook definition lacks a field or has a wrong one.",
  case_invalid: "A file of a case for tests is not as it should be: a manifest, settings, or a request.",
  host_value:
    "A value given by the host is not plain data (functions, accessors, class instances, proxies, cycles …).",
  replay_impossible:
    "A failed event does not hold enough of its request to be run again: it was cut, or had none.",
  host_error:
    "Something of the host's failed: a filter, test or function, a body reader, its clock, or the request it gave.",

  // request
  webhook_disabled: "The webhook is switched off.",
  method_not_allowed: "The request's method is not one that webhooks take.",
  request_invalid: "The request is not of the shape { method, headers, body }.",
  header_invalid: "A header's name or value holds a character that HTTP forbids.",
  header_limit: "The request has more headers, or larger ones, than allowed.",
  body_limit: "The request's body is larger than allowed.",
  body_charset: "The body's charset is not known, and its bytes are not UTF-8.",
  body_encoding: "The body is compressed (Content-Encoding) and the host has not inflated it.",
  body_consumed: "Something before the adapter has read the request's body, and not kept it.",
  form_limit: "The form has more fields, or deeper ones, than allowed.",
  form_invalid: "The form has a field whose name cannot be nested.",

  // compile
  template_syntax: "The template is not valid Jinja2.",
  template_assertion: "The template is valid Jinja2, but says something that cannot be compiled.",
  template_invalid:
    "The template says something that Python would not compile: a repeated argument, a stray break.",
  unknown_filter: "The template uses a filter that does not exist.",
  unknown_test: "The template uses a test that does not exist.",
  json_position:
    'With `escape: "json"`, the place in the JSON where a value stands cannot be told, or differs between branches.',
  template_limit: "The template is longer, larger or deeper than allowed, or has more loops.",
  engine_compile: "The engine that the host has given could not compile the template.",

  // render
  undefined_value: "The template works with a value that is not there.",
  type_error: "An operator, filter, test or method was given a value of a type it does not take.",
  value_error: "An operator, filter, test or method was given a value it cannot work with.",
  assertion_error:
    "A filter was given arguments that contradict one another, or that of a set block reads a name that nothing else reads.",
  key_error: "A key that is required is not there.",
  index_error: "An index that is required is not there.",
  attribute_error: "An attribute that is required is not there.",
  zero_division: "A number was divided by zero.",
  overflow: "A number is too large for the operation.",
  runtime_error: "The template did something that Jinja2 does not allow while rendering.",
  python_runtime_error:
    "A function was called in a way that it cannot work at all, such as cycler() without items.",
  filter_argument: "A filter was given arguments, or a value, that it can make nothing of.",
  security: "The template reached for something that the sandbox keeps from it.",
  template_not_found: "The template includes, imports or extends a template that the host has not given.",
  templates_not_found: "The template includes one of several templates, none of which the host has given.",
  language_unknown: "The template switches to a language that the host has given no catalogue of.",
  fuel_limit: "The render did more work than allowed.",
  time_limit: "The render took longer than allowed.",
  allocation_limit: "The render built more data than allowed.",
  output_limit: "The render printed more text than allowed.",
  depth_limit: "Calls, includes or data are nested deeper than allowed.",
  range_limit: "A range() is longer than allowed.",
  engine_render: "The engine that the host has given could not render the template, or gave no text.",

  // JSON, of the request or of what was rendered
  json_syntax: "A text that should be JSON is not.",
  json_depth: "A JSON text is nested deeper than allowed.",
  json_number: "A JSON text holds a number longer than allowed.",

  // events
  event_invalid: "The rendered JSON is not a valid event.",
  event_limit: "The event is larger than allowed.",
  cloud_event_invalid: "The request is not a valid CloudEvent.",
};
