"""Writes calls of every filter, test and method with odd arguments, and what the real Jinja2 makes of them.

    TZ=UTC PYTHONHASHSEED=0 python3 test/conformance/generate_calls.py SEED COUNT out.json   (needs Jinja2 3.1)

COUNT calls are random: values of every type where another is meant, undefined ones, Markup, huge numbers, text that
is at the edge of what a filter looks for. As many, or all there are, call the methods, filters and tests of the docs
with each of their parameters by position, by name, and with one too many.
"""
import json
import pathlib
import random
import re
import resource
import signal
import sys

from record import answer

R = random.Random()

CONTEXT = {
    "s": 'Hello World foo',
    "e": '',
    "u": 'naïve 😀 日本',
    "h": '<b>a&b</b> \'q\' "d"',
    "pct": '%s-%d',
    "br": '{} {x}',
    "num": '42',
    "fl": '3.5',
    "neg": '-7',
    "ml": 'line one\n\nline  two\r\nthree\tx\n',
    "hyp": 'a well-known e-mail--dash and-so-on',
    "lig": 'ǆ ß ﬁ İ ı Σς ŉ',
    "url": 'see http://a.example.com/x?y=1&z=(2), www.b.org. foo@bar.com',
    "ws": ' \t\xa0\u2003x\u3000\x1f ',
    "comb": 'áé',
    "surr": '👨\u200d👩',
    "i": 3,
    "z": 0,
    "n5": -5,
    "big": {'$int': '123456789012345678901234567890'},
    "mx": {'$int': '9223372036854775808'},
    "p53": {'$int': '9007199254740993'},
    "f": 2.5,
    "fn": {'$float': '-0.0'},
    "w": {'$float': '3.0'},
    "nan": {'$float': 'nan'},
    "inf": {'$float': 'inf'},
    "ninf": {'$float': '-inf'},
    "tiny": 1e-07,
    "huge": {'$float': '1e22'},
    "t": True,
    "fa": False,
    "no": None,
    "l": [3, 1, 2],
    "ls": ['b', 'A', 'c', 'a'],
    "lm": [1, 'a', None, {'$float': '2.0'}, True],
    "el": [],
    "ll": [[1, 2], [3, 4]],
    "lp": [['a', 1], ['b', 2]],
    "tp": {'$tuple': [1, 'a']},
    "te": {'$tuple': []},
    "r": {'$range': [0, 5, 2]},
    "d": {'b': 1, 'A': 2, 'c': 3},
    "di": {'$dict': [[1, 'x'], [2, 'y']]},
    "dm": {'$dict': [[None, 1], ['k', None], [{'$tuple': [1, 2]}, [1]]]},
    "ed": {},
    "lo": [{'n': 'b', 'v': 2, 'k': {'x': 1}}, {'n': 'A', 'v': 1}, {'n': 'c', 'v': 3, 'k': None}, {'n': 'a', 'v': 2}],
    "dt": {'$datetime': '2024-02-29T13:05:09.000123+00:00'},
    "day": {'$date': '2023-12-31'},
    "clk": {'$time': '01:02:03'},
    "td": {'$timedelta': {'days': -2, 'seconds': 3723}},
    "lnan": [{'$float': 'nan'}, 1, 2],
    "lf": [0.1, 0.2, 0.3, {'$float': '1e16'}, 1],
}

STRS = ["s", "e", "u", "h", "pct", "br", "num", "fl", "neg", "ml", "hyp", "lig", "url", "ws", "comb", "surr"]
NUMS = ["i", "z", "n5", "big", "mx", "p53", "f", "fn", "w", "nan", "inf", "ninf", "tiny", "huge", "t", "fa"]
SEQS = ["l", "ls", "lm", "el", "ll", "lp", "tp", "te", "r", "d", "di", "dm", "ed", "lo", "lnan", "lf"]
VALUES = [
    *CONTEXT, "missing", "missing.x", "(h|safe)", "(s|safe)", "(e|safe)", "(s|e)", "(h|e)", "l|map('string')",
    "(ls|map('upper'))", "d.items()", "d.keys()", "d.values()", "dm.items()", "range(3)", "(l|select)", "(ls|batch(2))",
    "(l|reverse)", "ls|unique", "s.upper", "loop", "namespace(a=1)", "joiner()", "(dt-dt)", "dt.date()",
    "(lo|groupby('v'))", "lo[0].zz", "(d|items)", "-i", "(h|safe)[0]", "td.days", "10**25", "2**62", "-2**63",
]
SMALL = [
    "0", "1", "2", "3", "5", "-1", "-3", "10", "20", "t", "fa", "no", "f", "w", "nan", "inf", "missing", "s", "e", "num",
    "mx", "-mx", "big", "-big", "(num|safe)", "l", "' '", "'-'", "'a'", "'ab'", "('<'|safe)", "'<'", "','", "'n'", "'v'",
    "'k.x'", "'n,v'", "'v,-n'", "'0'", "0.5", "-0.0", "1e3", "'x'*3", "[]", "{}", "()", "(1,)", "('a','b')", "['a']",
]
ANY = VALUES + SMALL

# By name: what is filtered, and for each parameter its name, if it has one, and what it is given.
FILTERS = {
    "abs": (NUMS + VALUES, []),
    "attr": (VALUES, [
        ("name", ["'upper'", "'x'", "'items'", "'_x'", "'__class__'", "missing", "no", "1", "(h|safe)",
            "('upper'|safe)", "[]", "'year'", "'days'", "'real'", "'get'", "'next'", "'a'"]),
    ]),
    "batch": (SEQS + STRS + VALUES, [
        ("linecount", SMALL),
        ("fill_with", ANY),
    ]),
    "capitalize": (STRS + VALUES, []),
    "center": (STRS + VALUES, [
        ("width", SMALL),
    ]),
    "default": (VALUES, [
        ("default_value", ANY),
        ("boolean", ANY),
    ]),
    "dictsort": (["d", "di", "dm", "ed", "lo[0]"] + VALUES, [
        ("case_sensitive", SMALL),
        ("by", ["'key'", "'value'", "1", "no", "missing", "('key'|safe)", "[]"]),
        ("reverse", SMALL),
    ]),
    "escape": (VALUES, []),
    "filesizeformat": (NUMS + STRS + VALUES + ["999", "1000", "1023", "1024", "999999", "1e24", "1e27", "-2000",
        "10**24", "10**30", "'1e3'"], [
        ("binary", ANY),
    ]),
    "first": (VALUES, []),
    "float": (NUMS + STRS + VALUES, [
        ("default", ANY),
    ]),
    "forceescape": (VALUES, []),
    "format": (["'%s'", "'%d'", "'%s %s'", "'%(a)s'", "'%5.2f'", "'%c'", "'%x'", "('%s'|safe)", "('%d'|safe)",
        "('%r'|safe)", "('%(a)s'|safe)", "'%*d'", "'%.*f'", "'%%'", "'%a'", "'%i|%u'", "pct", "missing", "no",
        "'%5s|%-5s'", "('%c'|safe)", "('%5.1f'|safe)", "('%x'|safe)", "'%e'", "'%g'", "'%#x'", "'%+d'", "'%.3s'",
        "'% d'", "'%05d'"], [
        (None, ANY),
        (None, ANY),
        ("a", ANY),
    ]),
    "groupby": (["lo", "ls", "ll", "lp", "el", "d", "missing", "lm", "s", "l"], [
        ("attribute", ["'n'", "'v'", "'k.x'", "0", "1", "'0'", "no", "missing", "'zz'", "'n,v'", "('n'|safe)", "[]",
            "f"]),
        ("default", ANY),
        ("case_sensitive", SMALL),
    ]),
    "indent": (STRS + VALUES, [
        ("width", SMALL),
        ("first", SMALL),
        ("blank", SMALL),
    ]),
    "int": (STRS + NUMS + VALUES + ["'0x1F'", "'0b11'", "'0o17'", "'1_000'", "' 12 '", "'１２'", "'1e3'", "'12abc'",
        "'zz'"], [
        ("default", ANY),
        ("base", ["2", "8", "10", "16", "36", "0", "1", "37", "-1", "no", "'10'", "f", "t", "missing", "mx", "16.0"]),
    ]),
    "items": (VALUES, []),
    "join": (SEQS + STRS + VALUES, [
        ("d", ANY),
        ("attribute", ["'n'", "'v'", "0", "1", "'0'", "no", "missing", "'upper'", "'zz'", "('n'|safe)"]),
    ]),
    "last": (VALUES, []),
    "length": (VALUES, []),
    "list": (VALUES, []),
    "lower": (STRS + VALUES, []),
    "map": (SEQS + STRS + VALUES, [
        (None, ["'upper'", "'int'", "'default'", "'join'", "'round'", "'nope'", "no", "missing", "1", "('upper'|safe)",
            "[]", "'attr'", "'map'", "'first'", "'string'", "'abs'", "'replace'"]),
        (None, SMALL),
        ("attribute", ["'n'", "'v'", "0", "'k.x'", "'zz'", "no", "'0'", "'upper'"]),
        ("default", ANY),
    ]),
    "max": (SEQS + VALUES, [
        ("case_sensitive", SMALL),
        ("attribute", ["'n'", "'v'", "0", "no", "'zz'", "missing", "'0'"]),
    ]),
    "min": (SEQS + VALUES, [
        ("case_sensitive", SMALL),
        ("attribute", ["'n'", "'v'", "0", "no", "'zz'", "missing", "'0'"]),
    ]),
    "pprint": (VALUES, []),
    "reject": (SEQS + VALUES, [
        (None, ["'odd'", "'>'", "'in'", "'eq'", "'string'", "'none'", "'nope'", "no", "'defined'", "'divisibleby'",
            "'sameas'", "('odd'|safe)"]),
        (None, ANY),
    ]),
    "select": (SEQS + VALUES, [
        (None, ["'odd'", "'>'", "'in'", "'eq'", "'string'", "'none'", "'nope'", "no", "'defined'", "'lt'", "'ne'",
            "'mapping'", "'number'", "'filter'"]),
        (None, ANY),
        ("other", ANY),
    ]),
    "selectattr": (["lo", "ll", "lp", "d", "s"] + SEQS, [
        (None, ["'n'", "'v'", "0", "'k.x'", "'zz'", "no", "missing", "'upper'"]),
        (None, ["'eq'", "'>'", "'in'", "'defined'", "'none'", "'string'", "'odd'", "'nope'", "no"]),
        (None, ANY),
    ]),
    "rejectattr": (["lo", "ll", "lp", "d"] + SEQS, [
        (None, ["'n'", "'v'", "0", "'k.x'", "'zz'", "no"]),
        (None, ["'eq'", "'>'", "'in'", "'defined'", "'none'"]),
        (None, ANY),
    ]),
    "replace": (STRS + VALUES, [
        ("old", ANY),
        ("new", ANY),
        ("count", SMALL),
    ]),
    "reverse": (VALUES, []),
    "round": (NUMS + VALUES + ["0.5", "1.5", "2.675", "-2.5", "1e16+1", "123456", "-15", "25", "10**20+5", "1.005"], [
        ("precision", ["0", "1", "2", "-1", "-2", "5", "20", "-20", "no", "t", "f", "w", "missing", "'1'", "300",
            "400", "-400", "s", "nan"]),
        ("method", ["'common'", "'ceil'", "'floor'", "'x'", "no", "('ceil'|safe)", "missing", "[]", "1"]),
    ]),
    "safe": (VALUES, []),
    "slice": (SEQS + STRS + VALUES, [
        ("slices", SMALL),
        ("fill_with", ANY),
    ]),
    "sort": (SEQS + VALUES, [
        ("reverse", SMALL),
        ("case_sensitive", SMALL),
        ("attribute", ["'n'", "'v'", "'v,n'", "'n,v'", "0", "no", "'zz'", "missing", "'0'", "'k.x'", "1", "''",
            "'v,'"]),
    ]),
    "string": (VALUES, []),
    "striptags": (STRS + VALUES + ["'<!-- x --> a <b'", "'a<b>c</b>  d &amp; &lt;x&gt; &notanentity; &#65; &#x41;'"],
        []),
    "sum": (SEQS + VALUES, [
        ("attribute", ["'n'", "'v'", "0", "no", "'zz'", "missing", "1"]),
        ("start", ANY),
    ]),
    "title": (STRS + VALUES, []),
    "tojson": (VALUES, [
        ("indent", ["0", "1", "2", "4", "no", "t", "' '", "'--'", "missing", "-1", "f", "('\\t'|safe)", "e"]),
    ]),
    "trim": (STRS + VALUES, [
        ("chars", ANY),
    ]),
    "truncate": (STRS + VALUES, [
        ("length", SMALL + ["4", "6", "8", "12"]),
        ("killwords", SMALL),
        ("end", SMALL + ["'...'", "'…'"]),
        ("leeway", SMALL),
    ]),
    "unique": (SEQS + VALUES, [
        ("case_sensitive", SMALL),
        ("attribute", ["'n'", "'v'", "0", "no", "'zz'", "missing"]),
    ]),
    "upper": (STRS + VALUES, []),
    "urlencode": (VALUES, []),
    "urlize": (STRS + ["url", "url", "url", "url", "url"] + VALUES, [
        ("trim_url_limit", SMALL),
        ("nofollow", SMALL),
        ("target", ANY),
        ("rel", ANY),
        ("extra_schemes", ["['ftp:']", "['x']", "['tel:','ab://']", "'tel:'", "no", "missing", "()", "[1]", "d",
            "(['foo:']|map('string'))"]),
    ]),
    "wordcount": (STRS + NUMS + SEQS, []),
    "wordwrap": (STRS + VALUES, [
        ("width", SMALL + ["4", "6", "8", "12"]),
        ("break_long_words", SMALL),
        ("wrapstring", SMALL + ["'|'"]),
        ("break_on_hyphens", SMALL),
    ]),
    "xmlattr": (["d", "di", "dm", "ed", "{'a':missing,'b':no,'c':h,'d':(h|safe)}", "{'a b':1}",
        "{('x'|safe):1}"] + VALUES, [
        ("autospace", ANY),
    ]),
    "random": (["[1]", "(1,)", "'a'", "{0:5}", "{}", "[]", "''", "no", "i", "range(1)", "[missing]", "d.keys()",
        "(e|safe)", "('x'|safe)"], []),
}

LAZY = {"batch", "slice", "map", "select", "reject", "selectattr", "rejectattr", "unique", "reverse", "items"}

# How many arguments a test takes.
TESTS = {"boolean": 0, "callable": 0, "defined": 0, "divisibleby": 1, "eq": 1, "escaped": 0, "even": 0, "false": 0,
    "filter": 0, "float": 0, "ge": 1, "gt": 1, "in": 1, "integer": 0, "iterable": 0, "le": 1, "lower": 0, "lt": 1,
    "mapping": 0, "ne": 1, "none": 0, "number": 0, "odd": 0, "sameas": 1, "sequence": 0, "string": 0, "test": 0,
    "true": 0, "undefined": 0, "upper": 0}

# By type: its values, and how many arguments each method takes.
METHODS = {
    "str": (
        ["s", "e", "u", "h", "ml", "hyp", "lig", "ws", "num", "(h|safe)", "(s|safe)", "(ml|safe)", "br", "comb",
            "'a,b,,c'", "('a,b,,c'|safe)", "'abcabc'", "'-42'", "'+'", "'\\u0660'"],
        {"capitalize": 0, "casefold": 0, "center": 2, "count": 3, "endswith": 3, "expandtabs": 1, "find": 3,
            "format": 2, "format_map": 1, "index": 3, "isalnum": 0, "isalpha": 0, "isascii": 0, "isdecimal": 0,
            "isdigit": 0, "isidentifier": 0, "islower": 0, "isnumeric": 0, "isprintable": 0, "isspace": 0,
            "istitle": 0, "isupper": 0, "join": 1, "ljust": 2, "lower": 0, "lstrip": 1, "partition": 1,
            "removeprefix": 1, "removesuffix": 1, "replace": 3, "rfind": 3, "rindex": 3, "rjust": 2, "rpartition": 1,
            "rsplit": 2, "rstrip": 1, "split": 2, "splitlines": 1, "startswith": 3, "strip": 1, "swapcase": 0,
            "title": 0, "upper": 0, "zfill": 1},
    ),
    "list": (
        ["l", "ls", "lm", "el", "ll", "tp", "te", "r", "lnan", "range(10,0,-3)"],
        {"index": 3, "count": 1, "copy": 0},
    ),
    "dict": (
        ["d", "di", "dm", "ed"],
        {"get": 2, "keys": 0, "values": 0, "items": 0, "copy": 0, "fromkeys": 2},
    ),
    "view": (
        ["d.keys()", "d.items()", "di.keys()", "d.values()"],
        {"isdisjoint": 1},
    ),
    "num": (
        ["i", "big", "t", "f", "nan", "inf", "z", "n5", "fn", "w", "tiny"],
        {"as_integer_ratio": 0, "bit_count": 0, "bit_length": 0, "conjugate": 0, "hex": 0, "is_integer": 0},
    ),
    "dt": (
        ["dt", "day", "clk", "td"],
        {"isoformat": 2, "strftime": 1, "replace": 2, "weekday": 0, "ctime": 0, "total_seconds": 0, "timetuple": 0,
            "isocalendar": 0, "fromisoformat": 1, "strptime": 2, "fromordinal": 1, "fromisocalendar": 3,
            "utcfromtimestamp": 1, "fromtimestamp": 2, "combine": 3, "astimezone": 1, "time": 0, "timetz": 0,
            "date": 0, "utctimetuple": 0, "dst": 0, "tzname": 0, "utcoffset": 0, "toordinal": 0, "isoweekday": 0,
            "timestamp": 0},
    ),
}

METHOD_KEYWORDS = {
    "split": ["sep", "maxsplit"],
    "rsplit": ["sep", "maxsplit"],
    "splitlines": ["keepends"],
    "expandtabs": ["tabsize"],
    "isoformat": ["sep", "timespec"],
    "replace": ["old", "new", "count", "year", "minute"],
    "removesuffix": ["suffix"],
    "center": ["width", "fillchar"],
    "format": ["x", "a", "self"],
    "strftime": ["format"],
    "fromisoformat": ["date_string"],
    "fromordinal": ["ordinal"],
    "fromtimestamp": ["timestamp", "tz"],
    "utcfromtimestamp": ["timestamp"],
    "combine": ["date", "time", "tzinfo"],
    "astimezone": ["tz"],
    "time": ["x"],
    "date": ["x"],
    "dst": ["x"],
    "weekday": ["x"],
    "strptime": ["format"],
    "fromisocalendar": ["year", "week", "day"],
    "get": ["default"],
    "join": ["iterable"],
    "index": ["start"],
    "count": ["value"],
    "zfill": ["width"],
    "strip": ["chars"],
    "lower": ["x"],
    "fromkeys": ["value"],
    "total_seconds": ["x"],
    "format_map": ["mapping"],
}

FORMATS = ["'%Y-%m-%d'", "'%j %U %G-W%V %u'", "'%-d %e %s'", "''", "'%'", "'%Q'", "s", "u", "('%Y'|safe)", "no",
    "missing", "'é%y'"]

# What text is put together from, for what looks into it.
PIECES = {
    "urlize": ['http://', 'https://', 'HTTP://', 'www.', 'a', 'b.c', '.com', '.org', '.net', 'example', '/', '?q=1',
        '&', '#', '(', ')', '<', '>', '&lt;', ',', '.', '@', 'foo@bar.com', 'mailto:', ':80', ':', '[::1]', '1.2.3.4',
        ' ', '\n', '%20', 'é', '日本.com', 'xn--p1ai', 'tel:', '-', '_', 'ftp://', "'", '"', '!', ';', 'K', 'ı', '.İnfo',
        '٣'],
    "striptags": ['<', 'b', '>', '</', '!--', '-->', '&amp;', '&lt;', '&#65;', '&#x41;', '&nbsp;', '&notit;', '&copy',
        '&#0;', '&#128;', '&#xD800;', '&#1114112;', ' ', '\n', '\t', 'text', '<br/>', '\xa0', '&', '#', ';', '&Eacute',
        '&amp'],
    "wordwrap": ['a', 'bb', 'word', '-', '--', ' ', '  ', '\n', '\r\n', '\t', 'longlonglongword', 'well-known', 'é',
        '日本', '😀', '\xa0', '\u2028', '!', "'", 'x-1', '1-x', 'a--b', '-a', '\x1c', '\x0b', '\x0c'],
    "title": ['ab', 'A', 'ǆ', 'ß', "'s", '-', ' ', '(', '{', '[', '<', 'ﬁ', 'İ', '1', '_', '\xa0', 'ͅ', 'ŉ', 'Σ', 'ς',
        'é', '😀', '\t', '\u200b'],
    "num": ['1', '0', '_', ' ', '-', '+', '.', 'e', 'E', 'x', '0x', '0b', '0o', 'f', 'nan', 'inf', 'Infinity', '٣',
        '３', '\xa0', '\n', '9', '12', 'l', 'L', 'j'],
}
for name in METHODS["str"][1].keys() | {"truncate", "indent", "wordcount", "trim", "urlencode", "reverse", "escape",
    "forceescape", "tojson", "pprint"}:
    PIECES.setdefault(name, PIECES["wordwrap"] + PIECES["title"] + ["<", "&", "\\", "'", '"', "\x7f", "\x00", "\ud7ff",
        "\uffff", "\U0010ffff", "\u0301"])
for name in ("int", "float", "filesizeformat"):
    PIECES[name] = PIECES["num"]


def literal(name):
    text = "".join(R.choice(PIECES[name]) for _ in range(R.choice([1, 2, 3, 4, 6, 9])))
    escapes = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r"}
    return "'" + "".join(escapes.get(character, character) for character in text) + "'"


def enclosed(source):
    is_whole = re.fullmatch(r"[\w.']+|\(.*\)", source) and not source[0].isdigit()
    return source if is_whole else f"({source})"


def value(name, values):
    if name not in PIECES or R.random() < 0.4:
        return enclosed(R.choice(values))
    text = literal(name)
    return text if R.random() < 0.8 else f"({text}|safe)"


def some_arguments(params):
    given = R.choice([0, 0, 1, 1, 1, 2, 2, 3, 4, 5])
    out = [R.choice(values) for _, values in params[:given]]
    out += [f"{name}={R.choice(values)}" for name, values in params[given:] if name and R.random() < 0.35]
    if R.random() < 0.02:
        out.append("zzz=1")
    return ", ".join(out)


def filter_call():
    name = R.choice(list(FILTERS))
    values, params = FILTERS[name]
    arguments = some_arguments(params)
    call = f"{value(name, values)}|{name}" + (f"({arguments})" if arguments else "")
    return f"({call})|list" if name in LAZY and R.random() < 0.9 else call


def test_call():
    name = R.choice(list(TESTS))
    arguments = ", ".join(R.choice(ANY) for _ in range(TESTS[name] + (R.random() < 0.03)))
    return f"{enclosed(R.choice(VALUES))} is {name}" + (f"({arguments})" if arguments else "")


def method_call():
    kind = R.choice(["str"] * 6 + ["list", "dict", "view", "num", "dt", "dt"])
    values, methods = METHODS[kind]
    name = R.choice(list(methods))
    count = methods[name] if R.random() < 0.3 else min(methods[name], R.choice([0, 1, 1, 2, 3]))
    pool = FORMATS if name in ("strftime", "strptime") else SMALL if R.random() < 0.75 else ANY
    arguments = [R.choice(pool) for _ in range(count)]
    keywords = METHOD_KEYWORDS.get(name, [])
    if keywords and R.random() < 0.25:
        arguments += [f"{keyword}={R.choice(pool)}" for keyword in R.sample(keywords, min(len(keywords), R.choice([1,
            1, 2])))]
    object_ = value(name, values) if kind == "str" else enclosed(R.choice(values))
    return f"{object_}.{name}({', '.join(arguments)})"


def random_call():
    return R.choices([filter_call, test_call, method_call], [6, 1, 3])[0]()


OWNERS = {
    "Markup": "(s|safe)", "list": "l", "tuple": "tp", "dict": "d", "views of a dict": "d.keys()", "range": "r",
    "int": "i", "float": "f", "datetime.date": "day", "datetime.datetime": "dt", "datetime.time": "clk",
    "datetime.timedelta": "td", "datetime.timezone": "dt.tzinfo",
}
# An argument that fits the parameter of that name; 1 fits the others.
FITTING = {
    "width": "5", "fillchar": "'*'", "sub": "'a'", "start": "0", "end": "2", "suffix": "'c'", "prefix": "'a'",
    "tabsize": "4", "iterable": "['a']", "chars": "'a'", "sep": "'b'", "old": "'a'", "new": "'x'", "mapping": "d",
    "s": "'a'", "key": "'a'", "other": "l", "stop": "3", "year": "2020", "week": "3", "day": "2", "month": "2",
    "date_string": "'2020-01-02'", "ordinal": "700000", "timestamp": "0", "format": "'%Y'", "tz": "dt.tzinfo",
    "date": "day", "time": "clk", "tzinfo": "dt.tzinfo", "timespec": "'auto'", "fold": "0", "time_string": "'01:02'",
    "dt": "dt",
}
CALLS_OF_GLOBALS = [
    "range(stop=1)", "range(1, 2, 3, 4)", "range()", "range(1.0)", "range('1')", "range(true)|list", "range(3, none)",
    "range(none)", "dict(1, 2)", "dict([('a', 1)], b=2)", "dict(none)", "dict([1])", "dict(['ab', 'cd'])",
    "dict({'a': 1}, a=2)", "dict([[1, 2, 3]])", "dict(a=1)|length", "dict(self=1)", "namespace(1)", "namespace(none)",
    "namespace({'a': 1}, b=2)", "namespace(self=1)", "cycler()", "cycler(a=1)", "cycler(1).next(1)", "cycler(1).items",
    "joiner(1, 2)", "joiner()(1)", "lipsum(n=1, html=false, min=1, max=2)|length > 0", "lipsum(zz=1)",
]
DOCS = pathlib.Path(__file__).parent.parent.parent / "docs"
OF_WEBHOOKS = {"flow_run_id", "json_string", "from_cloud_event"}


def declared(page):
    """Sections, names and parameters of a page of the docs."""
    section = None
    for line in (DOCS / page).read_text().splitlines():
        if line.startswith("## "):
            section = line[3:]
        row = re.match(r"\| `(\w+)`(?:, `\w+`)?(?: `\((.*?)\)`)?<br>", line)
        if row is not None:
            params = [param.split("=")[0] for param in (row[2] or "").split(", ") if param and param[0] != "*"]
            yield section, row[1], params


def calls_by_name():
    rows = [(OWNERS.get(section), name, params) for section, name, params in declared("methods.md")]
    of_str = [(name, params) for section, name, params in declared("methods.md") if section == "str"]
    rows += [(owner, name, params) for name, params in of_str for owner in ("s", "(s|safe)")]
    for owner, name, params in rows:
        # What the clock says is another answer every time.
        if owner is None or name in ("now", "today", "utcnow"):
            continue
        fitting = [FITTING.get(param, "1") for param in params]
        named = [f"{param}={given}" for param, given in zip(params, fitting)]
        call = f"{owner}.{name}"
        for index in range(len(params)):
            yield f"{call}({', '.join(fitting[:index] + [named[index]])})"
            yield f"{call}({', '.join(named[: index + 1])})"
            yield f"{call}({', '.join(fitting[: index + 1])})"
        yield f"{call}({', '.join([*fitting, '1'])})"
        yield f"{call}({', '.join([*fitting, 'zz=1'])})"
    for _, name, params in declared("filters.md"):
        if name in OF_WEBHOOKS | {"random"}:
            continue
        for first in ("value", "seq", "iterable", "obj", "s", "eval_ctx", "environment"):
            yield f"'ab'|{name}({first}='ab')"
        for param in params:
            for given in ("'a'", "1", "none", "true"):
                yield f"'abc'|{name}({param}={given})"
                yield f"['a', 'b']|{name}({param}={given})"
        yield f"'ab'|{name}(1, 2, 3, 4, 5, 6, 7)"
    for _, name, _ in declared("tests.md"):
        for given in ("1", "value=1", "other=1", "1, other=2", "1, 2", "b=1", "seq=l", "num=2"):
            yield f"1 is {name}({given})"
    yield from CALLS_OF_GLOBALS


def printed(call):
    shape = R.random()
    if shape < 0.75:
        return "{{ [" + call + "] }}"
    if shape < 0.95:
        return "{{ " + call + " }}"
    return "{% set g = " + call + " %}{{ g|list }}{{ g|list }}"


def environment():
    options = {"autoescape": True} if R.random() < 0.35 else {}
    undefined = R.choices(["default", "chainable", "strict", "debug"], [15, 3, 1, 1])[0]
    return options if undefined == "default" else {**options, "undefined": undefined}


class Slow(BaseException):
    pass


def recorded(source, env):
    """The case, or None where the answer is another one every time, too long, or never comes."""
    case = {"source": source, "env": env}
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        case["expect"] = answer({**case, "context": CONTEXT})
        text = json.dumps(case, ensure_ascii=False)
        text.encode()
    except (Slow, UnicodeEncodeError):
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    is_exhausted = case["expect"].get("error") in ("MemoryError", "RecursionError")
    # An address may have been taken apart into characters, or turned round.
    letters = re.sub(r"[^0-9a-z]", "", text.lower())
    has_address = re.search(r"at0x|[0-9a-f]{8}x0ta", letters)
    return None if is_exhausted or has_address or len(text) > 2000 else text


def main(seed, count, path):
    def alarm(*_):
        raise Slow

    signal.signal(signal.SIGALRM, alarm)
    # Less than the machine has, for what would take it all.
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    R.seed(int(seed))
    by_name = sorted(set(calls_by_name()))
    candidates = [("{{ " + call + " }}", {}) for call in R.sample(by_name, min(int(count), len(by_name)))]
    texts = {text: None for text in (recorded(*candidate) for candidate in candidates) if text is not None}
    wanted = len(texts) + int(count)
    while len(texts) < wanted:
        text = recorded(printed(random_call()), environment())
        if text is not None:
            texts[text] = None
    lines = ",\n".join("  " + text for text in texts)
    context = json.dumps(CONTEXT, ensure_ascii=False)
    pathlib.Path(path).write_text('{\n "context": ' + context + ',\n "cases": [\n' + lines + "\n ]\n}\n")
    print(f"{len(texts)} cases")


main(*sys.argv[1:])
