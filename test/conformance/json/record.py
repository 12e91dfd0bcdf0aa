"""Writes cases.json and writer.json. The first: texts that RFC 8259 allows (y), forbids (n) and leaves open (i), and what CPython makes of them, up to 3.12:
later ones have another place for a comma at the end.
The second: values as json.dumps writes them with its parameters.

Run it as `python3 test/conformance/json/record.py`. It fails where CPython, told to refuse NaN and Infinity,
does not agree with a y or n.
"""

import json
import pathlib

cases = []


def add(kind, group, text, **more):
    cases.append({"kind": kind, "group": group, **({"text": text} if isinstance(text, str) else {"hex": text.hex()}), **more})


def each(kind, group, *texts):
    for text in texts:
        add(kind, group, text)


# --- y: section 2, the grammar; any value may stand at the top -------------------------------------------
each("y", "literal", "true", "false", "null", "[true,false,null]", " true ", "\ttrue\r\n")
each("y", "blank", "[ ]", "[\n]", "{\t}", "\r\n[1]\r\n", ' { "a" : 1 , "b" : 2 } ', "[1\n,\r2\t, 3]", "   []", "[]   ", '{\n"a"\n:\n1\n}')
each("y", "array", "[]", "[[]]", "[[],[]]", "[{}]", "[1]", "[1,2,3]", '["a","b"]', "[null,1,\"1\",{}]", "[[[[[[[[[[]]]]]]]]]]", "[" + "1," * 300 + "1]")
each("y", "object", "{}", '{"a":1}', '{"":0}', '{"a":{"b":{"c":{}}}}', '{"a":[]}', '{"a":1,"b":2}', '{"b":1,"a":2}', '{"2":1,"1":2}', '{"10":1,"9":2,"x":3}', '{"a":1,"a":2}', '{"a":1,"b":2,"a":3}', '{"a":{},"a":[]}', '{"__proto__":1}', '{"constructor":{"prototype":{}}}', '{"toString":1,"valueOf":2,"hasOwnProperty":3}', '{"a\\u0000b":1}', '{"\\u0031":1,"\\u0030":2}', '{"1":1,"\\u0031":2}', '{"a b":1}', '{"\\"":1}', '{"4294967294":1,"4294967295":2,"0":3}', '{"-1":1,"01":2,"1.0":3}', '{"length":1}', '{"then":1}')
each("y", "number", "0", "-0", "1", "-1", "10", "123", "9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993", "12345678901234567890", "123456789012345", "1234567890123456", "999999999999999", "-999999999999999", "1" * 100, "-" + "9" * 400)
each("y", "fraction", "0.0", "-0.0", "1.0", "-1.0", "0.5", "1.5", "3.14159", "0.1", "0.30000000000000004", "1.10", "100.00", "123456789.123456789", "0.000001", "0.00000000000000000000001", "9007199254740993.0", "0." + "3" * 200)
each("y", "exponent", "1e0", "1E0", "1e5", "1E5", "1e+5", "1e-5", "1.5e3", "1.5E-3", "0e0", "0E+0", "-0e1", "1e22", "1e21", "1e16", "123e-2", "123e-20", "1e-400", "-1e-400", "5e-324", "1.7976931348623157e308", "0e999999", "1e00005")
each("y", "string", '""', '"a"', '"abc def"', '"\\""', '"\\\\"', '"\\/"', '"/"', '"\\b\\f\\n\\r\\t"', '"\\u0041"', '"\\u00e9"', '"\\u00E9"', '"\u00e9"', '"\\u20ac"', '"\u20ac"', '"\\ud83d\\ude00"', '"\\uD83D\\uDE00"', '"\U0001f600"', '"\\u0000"', '"\\u001f"', '"\x7f"', '"\u2028\u2029"', '"\ufeff"', '"\ufffe\uffff"', '"\\uffff"', '"\\\\u0041"', '"\\\\\\""', '"\\\\\\\\"', '"a\\\\"', '["a\\\\","b"]', '["\\\\\\"","x"]', '"[{,:"', '"1.0"', '"\'"', '"\\u0022"', '"\\u005c"', '"' + "x" * 5000 + '"', '"' + "\\n" * 500 + '"', '"\u00a0"', '"\U0010ffff"')

# --- n: everything else ----------------------------------------------------------------------------------
each("n", "empty", "", " ", "\n", "\t\t")
each("n", "literal", "True", "False", "None", "TRUE", "nul", "nulll", "tru", "truee", "fals", "t", "f", "n", "undefined", "nil", "yes", "[nul]", "[tru]", "[fals]", "true false", "truefalse", "[true false]", "nulltrue", "[n]", "\u0430")
each("n", "not-a-number", "NaN", "-NaN", "Infinity", "-Infinity", "inf", "-inf", "[NaN]", "[Infinity]", "[-Infinity]", '{"a":NaN}', "nan", "+Infinity", "1.#INF")
each("n", "number", "+1", "+0", "--1", "-", "[-]", "- 1", "[- 1]", "01", "-01", "00", "-00", "012", "0x1", "0X1F", "0b1", "0o7", "1_000", "1,000", "1 000", "[1 2]", "1a", "-a", "-foo", "1n", "1l", "1f", "$1", "\u0661", "\uff11", "1\u00a0", "0123", "[1-2]", "[1+2]", "-0x1", "1-", "1+", "++1", "0-", "\u22121")
each("n", "fraction", ".5", "-.5", "5.", "-5.", "0.", "1..2", "1.2.3", ".", "-.", "1.a", "1. 5", "1 .5", "0.e1", "2.e3", "2.e-3", "2.e+3", "1,5", "[.123]", "[1.]")
each("n", "exponent", "1e", "1E", "1e+", "1e-", "1E+", "e1", "E1", "1ee1", "1e1e1", "1e1.5", "1e 1", "1 e1", "1e+ 1", "0e", "0e+", "0E", "1.0e", "1.0e+", "1eE2", "9.3e+", "0.3e+", "-e1", "1e--1", "1e++1", "1e0x1")
each("n", "array", "[", "]", "[1", "1]", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1,,]", "[,", "[[]", "[]]", "[][]", "[1:2]", "[1;2]", "[\"a\":1]", "[}", "[1}", "(1)", "[1,2", "[*]", "[\n1,\n", "[...1]", "[1]x", "[1]]", "x[1]", "[\"\"", "[\"a", "[1,\n1\n,1", "[{}", "[a]", "[\\u0031]", "[\x0c]", "[\x0b1]", "[\u00a0]", "[\u2060]")
each("n", "object", "{", "}", "{]", "{1}", "{a:1}", "{'a':1}", '{"a"}', '{"a":}', '{"a":1', '{"a"', '{"a', '{"a":1,}', '{,"a":1}', '{"a":1,,"b":2}', '{"a" 1}', '{"a"::1}', '{"a"=1}', '{"a":1 "b":2}', '{"a":1;"b":2}', "{1:1}", "{null:1}", "{true:1}", "{[]:1}", "{{}:1}", '{"a":1}}', '{"a":1}{', '{}{}', '{"a":1}x', '{"a":"b"]', '{"a":1,"b"}', '{"a":1,b:2}', '{:1}', '{"a":1/**/}', '{"a":1}/**/', '{"a":1}//', '{"a":1}#', '{"a",1}', '{"a":a}', '{9:"b"}', "{\u201ca\u201d:1}", '{"a":.}', '{"a\':1}', '{"a":1,"b":', '{"x"', '{"a":(1)}', '{"a":1} {"b":2}', "{*}", '{"\\u12":1}', "{ ,", '{"a": true false}')
each("n", "string", '"', '"a', 'a"', "'a'", "a", "abc", '"a""', '"a" "b"', '"a"b', "\"\\\"", '"\\', '"\\a"', '"\\x41"', '"\\0"', '"\\1"', "\"\\'\"", '"\\ "', '"\\U0041"', '"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u123g"', '"\\u{41}"', '"\\u 041"', '"\\u+041"', '"\\u004"', '"\\u00"', '"\\uD83D\\u"', '"\\uD83D\\uDE0"', '"\\\\\\"', '"\n"', '"\r"', '"\t"', '"\0"', '"\x01"', '"\x1f"', '"a\nb"', '["\x00"]', '"\\\n"', '"\\\t"', '"\\\u00e9"', "`a`", "\u201ca\u201d", '"\\u\uff11\uff11\uff11\uff11"', '["a\0b"]', "\\u0022a\\u0022", '\\"a"', '"\\u00A"', '"\\e"', '"\\v"', '"\\N{DASH}"', '"a\\"', '"a\\\\\\"')
each("n", "comment", "/* */ 1", "1 /* */", "// x\n1", "1 // x", "[1 /* x */]", "# 1", "<!-- 1 -->", "1 -- x")
each("n", "blank", "\u00a01", "1\u2028", "\ufeff1", "1\ufeff", "\x0c1", "\x0b1", "\u30001", "\x001", "1\x00", "[1,\u00a02]", "\u00851", "\u200b1")
each("n", "syntax", ",", ":", "1,2", "1:2", "<1>", "=1", "*", "&", "...", "1;", "@", "\\", "\\u0031", "{\"a\":1}\n{\"b\":2}", "[1]\n[2]", "\ufffd", "jsonp(1)", ")]}',\n1", "for(;;);1")
add("n", "bytes", b"\xff")
each("n", "bytes", b"[\xff]", b"{\xff:1}", b"[1\xe5]", b"\xe5", b"123\xe5", b"1e1\xe5", b"[0\xe5]", b"[a\xe5]")

# --- i: left open by the RFC; `read` says what is decided here --------------------------------------------
def open_case(group, text, read, why):
    add("i", group, text, read=read, why=why)


open_case("number", "1e400", "accept", "a float past the largest is infinite, as in Python; an event refuses it")
open_case("number", "-1e400", "accept", "the same")
open_case("number", "1" * 4300, "accept", "the longest int that CPython takes")
open_case("number", "1" * 4301, "json_number", "CPython refuses to read longer ints")
open_case("number", "-" + "1" * 4300, "accept", "the sign does not count")
open_case("number", "0." + "1" * 5000, "accept", "floats may be of any length")
open_case("number", "1e" + "9" * 400, "accept", "an exponent may be of any length")
open_case("number", "1e-" + "9" * 400, "accept", "the same: 0.0")
open_case("surrogate", '"\\ud83d"', "accept", "half a pair is kept, as in Python; an event refuses it")
open_case("surrogate", '"\\ude00"', "accept", "the same")
open_case("surrogate", '"\\ude00\\ud83d"', "accept", "two halves in the wrong order")
open_case("surrogate", '"\\ud83d\\u0041"', "accept", "a half before a character")
open_case("surrogate", '"\\ud83dx"', "accept", "the same")
open_case("surrogate", '"\\ud800\\ud83d\\ude00"', "accept", "a half before a pair")
open_case("surrogate", '{"\\ud83d":1}', "accept", "a half in a key")
open_case("surrogate", '"\\uDFAA"', "accept", "upper case")
open_case("depth", "[" * 200 + "]" * 200, "accept", "the deepest that is read")
open_case("depth", "[" * 201 + "]" * 201, "json_depth", "deeper is refused, by count and not by the stack")
open_case("depth", '{"a":' * 200 + "1" + "}" * 200, "accept", "the same for objects")
open_case("depth", '{"a":' * 201 + "1" + "}" * 201, "json_depth", "the same for objects")
open_case("depth", "[" * 500, "json_depth", "depth is counted before the end is missed")
open_case("depth", "[[]," * 150 + "1" + "]" * 150, "accept", "brackets that are closed do not count")
open_case("bytes", b"\xef\xbb\xbf[1]", "accept", "one byte order mark in front of a body is dropped")
open_case("bytes", b"\xef\xbb\xbf\xef\xbb\xbf[1]", "text", "a second one is no blank")
open_case("bytes", b"\xef\xbb\xbf", "text", "nothing but a mark is an empty text")
open_case("bytes", b'["\xff"]', "accept", "bytes that are no UTF-8 become U+FFFD")
open_case("bytes", b'["\xc0\xaf"]', "accept", "overlong: two U+FFFD, never a slash")
open_case("bytes", b'["\xe0\x80\xaf"]', "accept", "overlong")
open_case("bytes", b'["\xed\xa0\x80"]', "accept", "a surrogate in UTF-8 is three U+FFFD; Python keeps it")
open_case("bytes", b'["\xf4\x90\x80\x80"]', "accept", "past U+10FFFF")
open_case("bytes", b'["\xe2\x82"]', "accept", "cut short")
open_case("bytes", b"\xff\xfe[\x001\x00]\x00", "text", "UTF-16 is read only where the charset says so; Python guesses")
open_case("bytes", b"\xfe\xff\x00[\x001\x00]", "text", "the same")
open_case("bytes", b"[\x001\x00]\x00", "text", "the same without a mark")
open_case("bytes", b"\x00\x00\x00[\x00\x00\x001\x00\x00\x00]", "text", "the same for UTF-32")


def refuse(constant):
    raise ValueError(constant)


def read(text):
    return json.loads(text, parse_constant=refuse)


for case in cases:
    source = case.get("text")
    if source is None:
        source = bytes.fromhex(case["hex"]).decode("utf-8", "replace")
    try:
        value = read(source)
    except (ValueError, RecursionError) as error:
        value = refuse
        if case["kind"] == "n" and isinstance(error, json.JSONDecodeError):
            case["place"] = [error.lineno, error.colno]
    if case["kind"] == "y" or (case["kind"] == "i" and case["read"] == "accept" and "text" in case):
        assert value is not refuse, case
        case["dumps"] = json.dumps(value)
    if case["kind"] == "n":
        assert value is refuse, case

lines = ",\n".join(json.dumps(case) for case in cases)
about = "Texts that RFC 8259 allows (y), forbids (n) or leaves open (i: read is the decision). dumps: CPython's json.dumps(json.loads(text)). place: line and column where it fails."
pathlib.Path(__file__).with_name("cases.json").write_text('{"about": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(about), lines))
print({kind: sum(case["kind"] == kind for case in cases) for kind in "yni"})

values = [
    "null", "true", "[]", "{}", "[[]]", '{"a":{}}', "[1,2,[3,[4]],{}]", '{"b":1,"a":[1,{"d":2,"c":3}]}', "1.0", "-0.0", "1e16", "1e22", "1e-5",
    "0.0001", "123456789012345678901234567890", "1e400", "-1e400", '"\\u0000\\u001f\\u007f\\u0080"', '"\\b\\f\\n\\r\\t\\\\\\"/"',
    '"\u00e9\u20ac\U0001f600\u2028"', '"<a href=\'x\'>&"', '{"\u00e9":"\U0001f600","e":1,"E":2,"_":3,"\\uffff":4,"\U0001f600":5}', '["a",1,null,true,1.5]',
    '{"10":1,"9":2,"":3," ":4}', '[[1,2],[3,4]]', '{"a":[],"b":{},"c":[{}]}', '[{"a":1},{"b":2}]', '"\\ud83d"', '{"x":"\\u2029"}',
]
options = [{}, {"sort_keys": True}, {"indent": 2}, {"indent": 0}, {"indent": -1}, {"indent": "\t"}, {"indent": 4, "sort_keys": True}]
rows = [{"json": value, "options": option, "dumps": json.dumps(json.loads(value), **option)} for value in values for option in options]
lines = ",\n".join(json.dumps(row) for row in rows)
pathlib.Path(__file__).with_name("writer.json").write_text('{"about": "json.dumps(json.loads(json), **options)",\n"rows": [\n%s\n]}\n' % lines)
print(len(rows), "rows")
