/**
 * The attributes of CPython's own types that start with an underscore. The sandbox hides them all; the table
 * is there to tell an attribute that is hidden from one that does not exist, which may be a key of a dict.
 *
 * Names are written without the underscores on both sides; those that have them only in front, with them.
 */
const common = names(
  "class delattr dir doc eq format ge getattribute getstate gt hash init init_subclass le " +
    "lt ne new reduce reduce_ex repr setattr sizeof str subclasshook",
);

const own: readonly (readonly [types: string, attributes: string])[] = [
  ["Markup", "add contains getitem getnewargs html html_format iter len mod module mul radd rmod rmul slots"],
  ["NoneType", "bool"],
  [
    "bool int",
    "abs add and bool ceil divmod float floor floordiv getnewargs index int invert lshift mod " +
      "mul neg or pos pow radd rand rdivmod rfloordiv rlshift rmod rmul ror round rpow rrshift " +
      "rshift rsub rtruediv rxor sub truediv trunc xor",
  ],
  ["datetime.IsoCalendarDate tuple", "add class_getitem contains getitem getnewargs iter len mul rmul"],
  ["datetime.date datetime.datetime", "add radd rsub sub"],
  [
    "datetime.timedelta",
    "abs add bool divmod floordiv mod mul neg pos radd rdivmod rfloordiv rmod rmul rsub " +
      "rtruediv sub truediv",
  ],
  ["datetime.timezone", "getinitargs"],
  ["dict", "class_getitem contains delitem getitem ior iter len or reversed ror setitem"],
  ["dict_items dict_keys", "and contains iter len or rand reversed ror rsub rxor sub xor"],
  ["dict_values", "iter len reversed"],
  [
    "float",
    "abs add bool ceil divmod float floor floordiv getformat getnewargs int mod mul neg pos " +
      "pow radd rdivmod rfloordiv rmod rmul round rpow rsub rtruediv sub truediv trunc",
  ],
  ["generator", "del iter name next qualname"],
  [
    "jinja2.filters._GroupTuple",
    "add class_getitem contains getitem getnewargs iter len match_args module mul orig_bases " +
      "rmul slots _asdict _field_defaults _fields _make _replace",
  ],
  ["list", "add class_getitem contains delitem getitem iadd imul iter len mul reversed rmul setitem"],
  ["range", "bool contains getitem iter len reversed"],
  ["str", "add contains getitem getnewargs iter len mod mul rmod rmul"],
  ["time.struct_time", "add class_getitem contains getitem getnewargs iter len match_args module mul rmul"],
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

/** Whether values of a Python type have an attribute by that name, which starts with an underscore. */
export function hasInternal(type: string, name: string): boolean {
  return (tables.get(type) ?? commonTable).has(name);
}

function names(text: string): string[] {
  return text.split(" ").map((name) => (name.startsWith("_") ? name : `__${name}__`));
}
