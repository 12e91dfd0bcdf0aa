/**
 * The attributes of CPython's and Jinja2's own types that start with an underscore, and the few others that the sandbox
 * hides. It hides all that start so; the table is there to tell an attribute that is hidden from one that does not exist,
 * which may be a key of a dict.
 *
 * Names are written without the underscores on both sides; those that have them only in front, with them; those that
 * have none, with a dot.
 */
const common = names(
  "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le " +
    "lt ne new reduce reduce_ex repr setattr sizeof str subclasshook",
);

const ofUndefined =
  "add aiter bool call complex div float floordiv getattr getitem int iter len mod module mul neg pos pow radd rdiv " +
  "rfloordiv rmod rmul rpow rsub rtruediv slots sub truediv _fail_with_undefined_error _undefined_exception " +
  "_undefined_hint _undefined_message _undefined_name _undefined_obj";

const own: readonly (readonly [types: string, attributes: string])[] = [
  ["ChainableUndefined", `${ofUndefined} html`],
  ["DebugUndefined Undefined", ofUndefined],
  ["Markup", "add contains getitem getnewargs html html_format iter len mod module mul radd rmod rmul slots"],
  ["NoneType", "bool"],
  [
    "bool int",
    "abs add and bool ceil divmod float floor floordiv getnewargs index int invert lshift mod " +
      "mul neg or pos pow radd rand rdivmod rfloordiv rlshift rmod rmul ror round rpow rrshift " +
      "rshift rsub rtruediv rxor sub truediv trunc xor",
  ],
  ["StrictUndefined", `${ofUndefined} contains`],
  ["datetime.IsoCalendarDate tuple", "add class_getitem contains getitem getnewargs iter len mul rmul"],
  ["datetime.date datetime.datetime", "add radd rsub sub"],
  [
    "datetime.timedelta",
    "abs add bool divmod floordiv mod mul neg pos radd rdivmod rfloordiv rmod rmul rsub " +
      "rtruediv sub truediv",
  ],
  ["datetime.timezone", "getinitargs"],
  ["dict", "class_getitem contains delitem getitem ior iter len or reversed ror setitem"],
  ["builtin_function_or_method", "call module name qualname self text_signature"],
  ["dict_items dict_keys", "and contains iter len or rand reversed ror rsub rxor sub xor"],
  ["dict_values", "iter len reversed"],
  [
    "float",
    "abs add bool ceil divmod float floor floordiv getformat getnewargs int mod mul neg pos " +
      "pow radd rdivmod rfloordiv rmod rmul round rpow rsub rtruediv sub truediv trunc",
  ],
  [
    "function",
    "annotations builtins call closure code defaults dict get globals kwdefaults module name qualname",
  ],
  ["generator", "del iter name next qualname .gi_code .gi_frame"],
  [
    "jinja2.filters._GroupTuple",
    "add annotations class_getitem contains getitem getnewargs iter len match_args module mul orig_bases " +
      "rmul slots _asdict _field_defaults _fields _make _replace",
  ],
  ["jinja2.environment.TemplateModule", "dict html module name weakref _body_stream"],
  ["jinja2.runtime.BlockReference", "call dict module weakref _async_call _context _depth _stack"],
  [
    "jinja2.runtime.LoopContext",
    "annotations call dict iter len module next weakref _after _before _current _iterable _iterator " +
      "_last_changed_value _length _peek_next _recurse _to_iterator _undefined",
  ],
  [
    "jinja2.runtime.Macro",
    "call dict module weakref _argument_count _async_invoke _default_autoescape _environment _func _invoke",
  ],
  ["jinja2.runtime.TemplateReference", "dict getitem module weakref _TemplateReference__context"],
  ["jinja2.utils.Cycler", "dict module next weakref"],
  ["jinja2.utils.Joiner", "call dict module weakref"],
  ["list", "add class_getitem contains delitem getitem iadd imul iter len mul reversed rmul setitem"],
  ["dict_reverseitemiterator dict_reversekeyiterator dict_reversevalueiterator", "iter length_hint next"],
  ["list_reverseiterator range_iterator reversed", "iter length_hint next setstate"],
  [
    "method",
    "annotations builtins call closure code defaults dict func globals kwdefaults module name qualname self",
  ],
  ["method_descriptor", "call get name objclass qualname text_signature"],
  ["range", "bool contains getitem iter len reversed"],
  ["str", "add contains getitem getnewargs iter len mod mul rmod rmul"],
  ["time.struct_time", "add class_getitem contains getitem getnewargs iter len match_args module mul rmul"],
  [
    "type",
    "annotations base bases basicsize call dict dictoffset flags instancecheck itemsize module mro name or prepare " +
      "qualname ror subclasscheck subclasses text_signature weakref weakrefoffset .mro",
  ],
  ["zoneinfo.ZoneInfo", "_unpickle"],
];

const tables = new Map<string, ReadonlySet<string>>([
  ...own.flatMap(([types, attributes]) =>
    types.split(" ").map((type) => [type, new Set([...common, ...names(attributes)])] as const),
  ),
  // It answers for nothing but what it was given, and these two.
  ["jinja2.utils.Namespace", new Set(["__class__", "_Namespace__attrs"])],
]);
const commonTable: ReadonlySet<string> = new Set(common);

/** Whether values of a Python type have an attribute by that name, and the sandbox hides it. */
export function hasInternal(type: string, name: string): boolean {
  return (tables.get(type) ?? commonTable).has(name);
}

function names(text: string): string[] {
  return text.split(" ").map((name) => {
    if (name.startsWith(".")) return name.slice(1);
    return name.startsWith("_") ? name : `__${name}__`;
  });
}
