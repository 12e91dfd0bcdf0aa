"""Writes random templates of the whole language with what the real Jinja2 makes of them.

    PYTHONHASHSEED=0 python3 test/conformance/generate.py SEED COUNT out.json   (needs Jinja2 3.1)

Statements with nested scopes, macros, recursive loops, inheritance, imports, autoescape, whitespace control,
Markup, dates, format specifications, astral text and big numbers; environments with all four kinds of undefined.
"""
import datetime, json, random, re, sys, signal
import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

R = random.Random()
UNDEFINED = {"default": jinja2.Undefined, "chainable": jinja2.ChainableUndefined, "debug": jinja2.DebugUndefined, "strict": jinja2.StrictUndefined}

def pick(*xs): return R.choice(xs)
def maybe(p): return R.random() < p

STRS = ["a", "abc", "Hello World", "", "<b>&'\"", "é", "日本", "😀x", "a😀b", "x-y_z", "10", "3.7", " pad ", "line\nline2\n", "tab\tx", "ß", "ǆ", "İ", "ΑΣ", "%s", "{0}", "{}", "0x1f", "-5", "1e3", "nan", "a,b,,c", "The quick brown fox jumps over the lazy dog", "http://example.com/x?a=1&b=2", "\u00a0x\u2003", "a\u0301", "\\n", "'", '"']
NAMES = ["a", "b", "c", "x", "items", "d", "n", "s", "ns", "loop", "foo"]

CONTEXTS = {
    "a": 1, "b": "two", "c": [1, 2, 3], "d": {"k": 1, "j": [1, 2], "x": {"y": "<z>"}}, "n": None, "s": "Str & <i>", "t": True, "f": 2.5, "w": {"$float": "3.0"},
    "items": [{"name": "x", "v": 3, "kids": [{"name": "x1", "v": 1, "kids": []}, {"name": "x2", "v": 0, "kids": [{"name": "x21", "v": 9, "kids": []}]}]}, {"name": "Y", "v": 1, "kids": []}, {"name": "z", "v": 2, "kids": [{"name": "z1", "v": 5, "kids": []}]}],
    "big": {"$int": "123456789012345678901234567890"}, "tup": {"$tuple": [1, "b", None]}, "rng": {"$range": [1, 10, 3]},
    "u": "naïve 😀 日本", "html": "<script>alert('x')</script>",
    "dt": {"$datetime": "2024-02-29T13:05:09.000123+00:00"}, "day": {"$date": "2023-12-31"}, "clock": {"$time": "01:02:03"}, "td": {"$timedelta": {"days": -2, "seconds": 3723, "microseconds": 5}},
    "words": ["beta", "Alpha", "gamma", "alpha"], "pairs": [["k1", 1], ["k2", 2]], "mixed": [1, "1", {"$float": "1.0"}, True, None], "emp": [], "empd": {},
}
INTS = ["0", "1", "2", "3", "5", "7", "10", "-1", "-7", "42", "255", "1000", "2**31", "2**53", "10**20", "big", "a", "0xff", "0b101", "0o17", "1_000"]
FLOATS = ["0.5", "1.0", "2.5", "-0.0", "1e300", "1e16", "1e-7", "0.1", "1.25", "99.995", "f", "w", "3.14159", "1e22", "123456789.125"]
scope = []

def q(s):
    s = s.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    if "'" in s: return '"' + s.replace('"', '\\"') + '"'
    return "'" + s + "'"

def lit_str(): return q(R.choice(STRS))
def var():
    pool = list(CONTEXTS) + ["missing", "d.k", "d.x.y", "d['j']", "items[0]", "items[0].name", "c[0]", "words[1]", "d.nope", "missing.attr", "tup[1]"]
    if scope and maybe(.5): return R.choice(scope)
    return R.choice(pool)

def num(d):
    if d <= 0: return R.choice(INTS + FLOATS)
    k = R.randrange(12)
    if k < 6: return f"({num(d-1)} {pick('+','-','*','/','//','%')} {num(d-1)})"
    if k == 6: return f"({num(d-1)} ** {pick('2','3','-1','0.5','0')})"
    if k == 7: return f"-{num(0)}"
    if k == 8: return f"({num(d-1)})|{pick('abs','int','float','round','round(1)','round(2, '+q('floor')+')','round(-1)','round(1, '+q('ceil')+')')}"
    if k == 9: return f"({expr(d-1)})|{pick('length','int','float','int(7)','float(1.5)','count')}"
    if k == 10: return f"({seq(d-1)})|{pick('sum','min','max','first','last','length')}"
    return f"({text(d-1)}).{pick('count','find','rfind')}({lit_str()})"

METHODS0 = ["upper", "lower", "title", "capitalize", "swapcase", "strip", "lstrip", "rstrip", "split", "splitlines", "casefold", "isalpha", "isdigit", "isspace", "islower", "istitle", "isidentifier", "isprintable", "isascii", "isnumeric", "expandtabs", "rsplit", "isupper", "isalnum", "isdecimal"]
FILT0 = ["upper", "lower", "title", "capitalize", "trim", "string", "e", "escape", "forceescape", "striptags", "urlencode", "reverse", "wordcount", "length", "safe", "first", "last", "tojson", "list", "pprint", "center(9)", "indent", "indent(2, true)", "indent('> ', false, true)", "truncate(7)", "truncate(7, true)", "truncate(9, false, '..', 0)", "wordwrap(10)", "wordwrap(5, false)", "wordwrap(8, true, '|')", "urlize", "urlize(10, true)", "urlize(target='_blank')", "replace('a', '<')", "replace('', '-', 2)", "format(1)", "join('-')", "join", "default('D')", "default('D', true)", "d", "xmlattr", "filesizeformat", "filesizeformat(true)", "int", "float", "count", "unique|list", "sort", "batch(2)|list", "slice(2)|list", "batch(2, 'F')|map('join', ',')|list", "dictsort", "items|list", "max", "min", "sum", "abs", "round", "attr('upper')", "string|upper", "tojson(2)"]
FMT = ["%s", "%r", "%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#x", "%o", "%e", "%.3e", "%f", "%.0f", "%.2f", "%g", "%10.3f", "%c", "%%", "%5s", "%.2s", "%a", "%i", "%-8s|", "%08.2f", "% d", "%G", "%X"]
SPEC = ["", "d", "5", "<5", ">5", "^5", "*^7", "05", "+", "-", " ", "x", "#x", "b", "#b", "o", "X", "e", ".2e", "f", ".0f", ".2f", "g", ".3g", "%", ".1%", ",", ",.2f", "_", "_x", "n", "c", "s", "10s", ".2s", "=+6", "0=8", "G", "E", "10.3", "z", "<10,.1f", "!r"]

def text(d):
    if d <= 0: return pick(lit_str, lit_str, lambda: pick("b", "s", "u", "html", "items[0].name"))()
    k = R.randrange(16)
    if k == 0: return f"({expr(d-1)} ~ {expr(d-1)})"
    if k == 1: return f"({text(d-1)} + {text(d-1)})"
    if k == 2: return f"({text(d-1)} * {pick('0','1','2','3','-1')})"
    if k == 3: return f"({text(d-1)})[{sl(d-1)}]"
    if k == 4: return f"({text(d-1)}).{pick(*METHODS0)}()"
    if k == 5: return f"({text(d-1)}).{pick('replace(%s, %s)' % (lit_str(), lit_str()), 'split(%s)' % lit_str(), 'partition(%s)' % lit_str(), 'rpartition(%s)' % lit_str(), 'startswith(%s)' % lit_str(), 'endswith(%s)' % lit_str(), 'center(9, %s)' % q('*'), 'ljust(8)', 'rjust(8, %s)' % q('😀'), 'zfill(6)', 'join(%s)' % seq(0), 'strip(%s)' % lit_str(), 'removeprefix(%s)' % lit_str(), 'find(%s)' % lit_str(), 'split(none, 1)', 'rsplit(%s, 1)' % lit_str(), 'index(%s)' % lit_str(), 'count(%s)' % lit_str(), 'format_map(d)')}"
    if k == 6: return f"{q(pick(*FMT) + pick('', ' ' + pick(*FMT)))}|format({expr(d-1)}{pick('', ', ' + expr(0))})"
    if k == 7: return f"({q(pick(*FMT))} % {pick(expr(d-1), '(' + expr(0) + ', ' + expr(0) + ')')})"
    if k == 8: return f"{q('{' + pick('', '0', 'x') + pick('', '!r', '!s', '!a') + ':' + pick(*SPEC) + '}')}.format({expr(d-1)}, x={expr(0)})"
    if k == 9: return f"({expr(d-1)})|string"
    if k == 10: return f"({pick('dt', 'day', 'clock', 'td', 'dt - td', 'dt + td', 'day - td')}).{pick('isoformat()', 'strftime(%s)' % q(pick('%Y-%m-%d', '%H:%M:%S.%f', '%j %U %W', '%a %A %b %B', '%y %I %p', '%%', '%z|%Z', '%c', '%x %X', '%G-W%V-%u', '%e', '%-d')), 'year', 'total_seconds()', 'date()', 'weekday()', 'hour', 'days', 'timetuple()[:3]', 'isocalendar()', 'replace(minute=5)', 'timestamp()', 'microseconds', 'ctime()', 'utcoffset()')}"
    if k == 11: return f"{seq(d-1)}|join({pick('', lit_str())})"
    return f"({expr(d-1)})|{pick(*FILT0)}"

def sl(d):
    k = R.randrange(6)
    if k < 2: return pick("0", "1", "-1", "2", "99", "-5", "'k'", "1.0", "true", "none")
    a, b, c = (pick("", "1", "-1", "0", "2", "-3", "99", "none") for _ in range(3))
    return f"{a}:{b}" if k < 4 else f"{a}:{b}:{pick('', '2', '-1', '-2', '1', '0' if maybe(.1) else '3')}"

def seq(d):
    if d <= 0: return pick("c", "items", "words", "tup", "rng", "pairs", "mixed", "emp", "d", "u", "[1, 2]", "('x', 'y')", "range(3)", "'abc'", "{'b': 1, 'a': 2}", "()", "(1,)")
    k = R.randrange(14)
    if k == 0: return f"[{expr(d-1)}, {expr(d-1)}]"
    if k == 1: return f"({expr(d-1)}, {expr(d-1)})"
    if k == 2: return f"({seq(d-1)})[{sl(d-1)}]"
    if k == 3: return f"({seq(d-1)})|{pick('list','sort','reverse|list','unique|list','first','map(%s)|list' % q(pick('upper','string','int','length','float','e')),'select|list','reject|list','select(%s)|list' % q(pick('odd','even','string','number','defined','none','mapping')),'batch(2)|list','slice(2)|list','sort(reverse=true)','sort(case_sensitive=true)','join(%s)' % q(', '),'items|list','dictsort','dictsort(true, %s)' % q('value'), 'dictsort(reverse=true)','min','max','random' if False else 'length','tojson','pprint','last','groupby(0)|list')}"
    if k == 4: return f"items|{pick('map(attribute=%s)|list' % q('name'), 'map(attribute=%s, default=0)|list' % q('kids.0.v'), 'selectattr(%s)|list|length' % q('kids'), 'selectattr(%s, %s, 1)|map(attribute=%s)|join' % (q('v'), q('gt'), q('name')), 'rejectattr(%s, %s, 3)|list|length' % (q('v'), q('eq')), 'sort(attribute=%s)|map(attribute=%s)|list' % (q('v'), q('name')), 'sort(attribute=%s)|map(attribute=%s)|list' % (q('name,v'), q('v')), 'groupby(%s)|map(%s)|list' % (q('name'), q('first')), 'groupby(%s)|map(attribute=%s)|list' % (q('v'), q('grouper')), 'sum(attribute=%s)' % q('v'), 'max(attribute=%s)' % q('v'), 'unique(attribute=%s)|list|length' % q('name'))}"
    if k == 5: return f"({seq(d-1)} + {seq(d-1)})"
    if k == 6: return f"{{{lit_str()}: {expr(d-1)}, {pick(lit_str(), num(0))}: {expr(d-1)}}}"
    if k == 7: return f"({text(d-1)}).{pick('split()', 'split(%s)' % q(','), 'splitlines()', 'splitlines(true)', 'partition(%s)' % q(' '))}"
    if k == 8: return f"range({pick('3', '1, 4', '0, 10, 3', '5, 0, -2', '0')})" + pick("", "|list")
    if k == 9: return f"d.{pick('items()', 'keys()', 'values()', 'items()|list', 'keys()|list', 'values()|list', 'get(%s)' % q('k'), 'get(%s, %s)' % (q('zz'), '5'), 'copy()')}"
    if k == 10: return f"dict({pick('', 'a=1', 'pairs', 'd, z=9')})"
    return seq(d-1)

TESTS = ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "true", "false", "iterable", "sequence", "mapping", "callable", "lower", "upper", "odd", "even", "escaped", "divisibleby 3", "divisibleby(2)", "eq 1", "ne('a')", "gt 2", "lt 3", "ge 1", "le(2)", "in [1, 2, 'a']", "in 'abc'", "sameas none", "sameas true", "filter", "test"]

def cond(d):
    k = R.randrange(9)
    if k == 0: return f"{expr(d-1)} {pick('==','!=','<','<=','>','>=','in','not in')} {expr(d-1)}"
    if k == 1: return f"({expr(d-1)}) is {pick('', 'not ')}{pick(*TESTS)}"
    if k == 2: return f"not {expr(d-1)}"
    if k == 3: return f"({expr(d-1)} {pick('and','or')} {expr(d-1)})"
    if k == 4: return f"{num(d-1)} < {num(d-1)} <= {num(d-1)}"
    return expr(d-1)

def expr(d):
    if d <= 0: return pick(var, var, lit_str, lambda: pick(*INTS), lambda: pick(*FLOATS), lambda: pick("true", "false", "none", "[]", "{}", "()", "True", "None"))()
    k = R.randrange(18)
    if k < 4: return text(d-1)
    if k < 6: return num(d-1)
    if k < 8: return seq(d-1)
    if k == 8: return f"({cond(d-1)})"
    if k == 9: return f"({expr(d-1)} if {cond(d-1)}{' else ' + expr(d-1) if maybe(.7) else ''})"
    if k == 10: return f"({expr(d-1)})|{pick(*FILT0)}"
    if k == 11: return f"({expr(d-1)})[{sl(d-1)}]"
    if k == 12: return f"({expr(d-1)}).{pick('k', 'name', 'x', 'upper', '0', 'real', '__class__', 'items', 'nope')}"
    if k == 13: return f"{pick('+', '-')}({expr(d-1)})"
    if k == 14: return f"({expr(d-1)} {pick('+','-','*','/','~','//','%','**')} {expr(d-1)})"
    if k == 15: return f"({text(d-1)})|safe"
    return var()

# ------------------------------------------------------------------ statements
ENVOPT = {}
def tagl(): return pick("{%", "{%", "{%", "{%-", "{%+") if maybe(.4) else "{%"
def tagr(): return pick("%}", "%}", "%}", "-%}", "+%}") if maybe(.4) else "%}"
def T(s): return f"{tagl()} {s} {tagr()}"
def P(d): return f"{pick('{{', '{{', '{{-')} {expr(d)} {pick('}}', '}}', '-}}')}"
def data(): return R.choice(["", "", " ", "\n", "text", " [", "] ", "<p>", "\n  x\n", "{ }", "é😀", "\t", "|", ", ", "\r\n", "{# c #}", "{#- c -#}", "{% raw %}{{ x }}{% endraw %}", "{%- raw -%} r {%- endraw +%}"])
loops = [0]
inmacro = [0]
macros = []
blocks = []

def body(n, d): return "".join(stmt(d) for _ in range(R.randrange(1, n + 1)))

def within(names, make):
    scope.extend(names)
    try: return make()
    finally:
        for _ in names: scope.pop()

def stmt(d):
    k = R.randrange(30)
    if d <= 0 or k < 5: return data() + P(R.randrange(3)) + data()
    if k < 7: return data()
    if k < 9:
        e = "".join(f"{T('elif ' + cond(1))}{body(2, d-1)}" for _ in range(R.randrange(2))) + (f"{T('else')}{body(2, d-1)}" if maybe(.5) else "")
        return f"{T('if ' + cond(2))}{body(2, d-1)}{e}{T('endif')}"
    if k < 13:
        t, names = pick(("x", ["x"]), ("x", ["x"]), ("k, v", ["k", "v"]), ("x, (y, z)", ["x", "y", "z"]), ("i", ["i"]), ("a", ["a"]))
        it = seq(R.randrange(2)) if "," not in t else pick("d.items()", "pairs", "d|items", "[(1, (2, 3))]", "items|groupby('name')", "[[1, [2, 3]]]", "c|batch(2)")
        fl = f" if {within(names, lambda: cond(1))}" if maybe(.25) else ""
        loops[0] += 1
        try:
            b = within(names, lambda: body(3, d-1))
            if maybe(.6): b += "{{ loop." + pick("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth", "depth0", "cycle('o', 'e')", "changed(%s)" % names[0], "cycle(1, 2, 3)") + " }}"
            if "loopcontrols" in ENVOPT.get("extensions", []) and maybe(.3): b += f"{T('if ' + within(names, lambda: cond(1)))}{T(pick('break', 'continue'))}{T('endif')}" + data()
        finally: loops[0] -= 1
        e = f"{T('else')}{body(1, d-1)}" if maybe(.25) else ""
        return f"{T(f'for {t} in {it}{fl}')}{b}{e}{T('endfor')}"
    if k == 13:
        b = "{{ n.name }}:{{ loop.depth }}{{ loop.index }}" + within(["n"], lambda: body(1, d-2)) + pick("({{ loop(n.kids) }})", "{% if n.kids %}[{{ loop(n.kids) }}]{% endif %}", "{{ loop(n.kids)|upper }}", "{{ loop(n.kids|reverse) }}")
        return f"{T('for n in items' + pick('', ' if n.v', ' if n.v > 1') + ' recursive')}{b}{pick('', '{% else %}none')}{T('endfor')}"
    if k < 17:
        name = pick("a", "x", "y", "z", "v")
        r = f"{T(f'set {name} = ' + expr(2))}"
        scope.append(name)
        return r
    if k == 17:
        r = T(f"set {pick('a, b', 'x, y', '(p, q)')} = {pick('1, 2', 'pairs[0]', expr(1) + ', ' + expr(1), 'tup[:2]', 'words')}")
        return r + "{{ a }}{{ x }}{{ p }}"
    if k == 18:
        f = pick("", "", " | upper", " | replace('a', '<')", " | trim | length", " | e")
        name = pick("a", "x", "cap")
        return f"{T(f'set {name}{f}')}{body(2, d-1)}{T('endset')}{{{{ {name} }}}}"
    if k == 19:
        return f"{T('set ns = namespace(' + pick('', 'n=0', 'd', 'd, n=1') + ')')}{T('for i in ' + seq(0))}{T('set ns.n = ' + pick('(ns.n or 0) + 1', 'i', 'ns.n|string ~ i'))}{T('endfor')}{{{{ ns.n }}}}{{{{ ns.q }}}}"
    if k == 20:
        n = pick("a = 1", "a = " + expr(1), "a = 1, b = a", "x = " + expr(1) + ", y = x", "")
        names = re.findall(r"(\w) = ", n)
        return f"{T('with ' + n)}{within(names, lambda: body(2, d-1))}{T('endwith')}" + pick("", "{{ a }}")
    if k == 21:
        f = pick("upper", "lower", "trim", "e", "replace('a', 'b')", "indent(2)", "title|reverse", "striptags", "wordcount", "truncate(8)")
        return f"{T('filter ' + f)}{body(2, d-1)}{T('endfilter')}"
    if k == 22:
        return f"{T('autoescape ' + pick('true', 'false', 'a', 'n', 't'))}{body(3, d-1)}{T('endautoescape')}"
    if k < 26:
        name = pick("m", "m2", "m3")
        sig = pick("", "p", "p, q=2", "p, q=" + expr(1), "p='x', q=p", "caller=none", "p, caller='C'")
        names = re.findall(r"\b([pq])\b", sig)[:2]
        use = pick("", "{{ varargs }}", "{{ kwargs }}", "{{ varargs }}{{ kwargs }}", "{{ caller() if caller }}", "{{ caller() }}", "{{ caller('A') }}", "{{ kwargs|dictsort }}")
        inmacro[0] += 1
        saved = scope[:]
        try: b = within(list(dict.fromkeys(names)), lambda: body(2, d-1))
        finally:
            inmacro[0] -= 1
            scope[:] = saved
        macros.append(name)
        attr = pick("", "", "{{ %s.name }}{{ %s.arguments }}{{ %s.catch_kwargs }}{{ %s.catch_varargs }}{{ %s.caller }}" % ((name,) * 5))
        return f"{T(f'macro {name}({sig})')}{b}{use}{T('endmacro')}{attr}" + callmacro(name, d)
    if k == 26 and macros: return callmacro(pick(*macros), d)
    if k == 27:
        name = f"b{len(blocks)}"
        blocks.append(name)
        return f"{T(f'block {name}' + pick('', '', ' scoped'))}{body(2, d-1)}{pick('', '{{ super() }}', '{{ self.%s() }}' % pick(*blocks[:-1]) if len(blocks) > 1 else '')}{T('endblock' + pick('', ' ' + name))}"
    if k == 28:
        return pick(T("include " + pick("'inc'", "['no', 'inc']", "'no' ignore missing", "'inc' without context", "'inc2' with context", "'no'", "missing ignore missing")), T("import 'lib' as lib" + pick("", " with context")) + "{{ lib.m(1) }}{{ lib.v }}{{ lib._p }}", T("from 'lib' import m, v as vv" + pick("", " with context")) + "{{ m(a) }}{{ vv }}", T("from 'lib' import nope") + "{{ nope }}")
    return T(f"do {expr(1)}") if "do" in ENVOPT.get("extensions", []) else data()

def callmacro(name, d):
    args = pick("", "1", expr(1), f"{expr(0)}, {expr(0)}", "p=1", f"1, q={expr(0)}", "1, 2, 3", "1, z=5", "*c", "**empd", "*[1], **{'q': 2}", "1, p=2" if maybe(.2) else "2")
    if maybe(.3):
        return f"{T(f'call{pick(str(), str(), chr(40) + chr(121) + chr(41))} {name}({args})')}{body(2, d-1)}{T('endcall')}"
    return f"{{{{ {name}({args}) }}}}"

def template():
    scope.clear(); macros.clear(); blocks.clear()
    return body(R.choice([1, 2, 3, 5]), R.choice([1, 2, 3, 3]))

def environment():
    o = {}
    u = pick("default", "default", "chainable", "chainable", "strict", "debug")
    if u != "default": o["undefined"] = u
    if maybe(.3): o["autoescape"] = True
    if maybe(.2): o["trim_blocks"] = True
    if maybe(.2): o["lstrip_blocks"] = True
    if maybe(.1): o["keep_trailing_newline"] = True
    ext = [e for e in ("do", "loopcontrols") if maybe(.5)]
    if ext: o["extensions"] = ext
    return o

def decode(value):
    if isinstance(value, list): return [decode(v) for v in value]
    if not isinstance(value, dict): return value
    if len(value) == 1:
        (tag, given), = value.items()
        if tag == "$tuple": return tuple(decode(given))
        if tag == "$float": return float(given)
        if tag == "$int": return int(given)
        if tag == "$range": return range(*given)
        if tag == "$datetime": return datetime.datetime.fromisoformat(given)
        if tag == "$date": return datetime.date.fromisoformat(given)
        if tag == "$time": return datetime.time.fromisoformat(given)
        if tag == "$timedelta": return datetime.timedelta(**given)
    return {k: decode(v) for k, v in value.items()}

LIB = ["{% macro m(p) %}<{{ p }}{{ a }}>{% endmacro %}{% set v = 'V' ~ a %}{% set _p = 1 %}", "{% set v = [1] %}{% macro m(p, q=v) %}{{ p }}{{ q }}{% endmacro %}printed", "{% macro m(x) %}{{ caller() if caller else x }}{% endmacro %}{% set v = m(3) %}"]
INC = ["inc:{{ a }}{{ x }}", "{% set a = 9 %}{{ a }}", "{% for y in c %}{{ y }}{% endfor %}{{ loop }}", "<{{ s }}>"]

def one():
    global ENVOPT
    ENVOPT = environment()
    templates = {"inc": pick(*INC), "inc2": pick(*INC), "lib": pick(*LIB)}
    src = template()
    if maybe(.15):
        base = template()
        names = list(dict.fromkeys(re.findall(r"block (\w+)", base)))
        templates["base"] = base
        child = "".join(f"{T('block ' + n + pick('', ' scoped'))}{body(2, 2)}{pick('', '{{ super() }}', '{{ super.super() }}' if maybe(.2) else '{{ super() }}')}{T('endblock')}" for n in names if maybe(.7))
        blocks.clear()
        pre = pick("", body(1, 1), T("set a = 5"))
        src = f"{pick(pre, '')}{T('extends ' + pick(q('base'), q('base'), 'missing or ' + q('base')))}{pre}{child}{pick('', 'outside')}"
        if maybe(.3):
            templates["mid"] = src
            src = T("extends 'mid'") + "".join(f"{T('block ' + n)}{body(1, 1)}{pick('', '{{ super() }}')}{T('endblock')}" for n in names if maybe(.5))
    return {"source": src, "env": dict(ENVOPT), "templates": {k: v for k, v in templates.items() if k in src or k in str(templates.values())}}

def answer(case, context):
    options = dict(case["env"])
    undefined = UNDEFINED[options.pop("undefined", "default")]
    extensions = ["jinja2.ext." + e for e in options.pop("extensions", [])]
    try:
        env = ImmutableSandboxedEnvironment(undefined=undefined, extensions=extensions, loader=jinja2.DictLoader(case["templates"]), **options)
        return {"output": env.from_string(case["source"]).render(context)}
    except jinja2.TemplateSyntaxError as e:
        return {"error": type(e).__name__, "message": e.message, "line": e.lineno}
    except RecursionError: raise
    except MemoryError: raise
    except Exception as e:
        return {"error": type(e).__name__, "message": str(e)[:200]}

class Slow(BaseException): pass
def main():
    R.seed(int(sys.argv[1])); count = int(sys.argv[2])
    def alarm(*_): raise Slow()
    signal.signal(signal.SIGALRM, alarm)
    cases = []
    while len(cases) < count:
        c = one()
        if len(c["source"]) > 1500: continue
        signal.setitimer(signal.ITIMER_REAL, .5)
        try: c["expect"] = answer(c, {k: decode(v) for k, v in CONTEXTS.items()})
        except (Slow, RecursionError, MemoryError): continue
        finally: signal.setitimer(signal.ITIMER_REAL, 0)
        e = c["expect"]
        out = e.get("output", "")
        if re.search(r"(?i) at 0x| ta x0|[0-9a-f]{8}x0", out + out[::-1]) or len(out) > 20000: continue
        c["id"] = f"w{sys.argv[1]}-{len(cases)}"
        cases.append(c)
    lines = ",\n".join("  " + json.dumps(c, ensure_ascii=False) for c in cases)
    with open(sys.argv[3], "w") as out:
        out.write('{\n "context": ' + json.dumps(CONTEXTS, ensure_ascii=False) + ',\n "cases": [\n' + lines + "\n ]\n}\n")
    ok = sum("output" in c["expect"] for c in cases)
    print(f"{count} cases, {ok} outputs")
main()
