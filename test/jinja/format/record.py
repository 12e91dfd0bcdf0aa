"""Asks CPython for the last column of the tables in numbers.json, and writes the answers into it.

    python3 test/jinja/format/record.py

Floats are written as text, since JSON does not keep 1.0 and has no infinity; a null means ValueError.
"""
import json
import pathlib


def tried(read, *args):
    try:
        return str(read(*args))
    except ValueError:
        return None


ANSWERS = {
    "percent": lambda template, x: template % float(x),
    "repr": lambda x: repr(float(x)),
    "round": lambda x, places: repr(round(float(x), places)),
    "int": lambda text, base: tried(int, text, base),
    "float": lambda text: tried(float, text),
    "spec": lambda spec, n: format(int(n), spec),
}

path = pathlib.Path(__file__).with_name("numbers.json")
tables = json.loads(path.read_text())
for name, rows in tables.items():
    arity = ANSWERS[name].__code__.co_argcount
    for row in rows:
        row[arity:] = [ANSWERS[name](*row[:arity])]
path.write_text(json.dumps(tables, ensure_ascii=False, indent=2) + "\n")
