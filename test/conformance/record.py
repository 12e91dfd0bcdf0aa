"""Asks the real Jinja2 what it makes of the cases in features/*.json, and writes the answers into them.

    python3 test/conformance/record.py [features/NAME.json ...]

Needs Python 3 with Jinja2 3.1; the tests themselves read only what is recorded. A case is an object:

    source     the template                       templates  other templates, by name
    context    its variables (tags: see decode)   env        options of jinja2.Environment
    expect     {"output": ...} or {"error": class, "message": ..., "line": ...}: written by this script
"""
import datetime
import json
import pathlib
import sys

import jinja2
import jinja2.sandbox

UNDEFINED = {
    "default": jinja2.Undefined,
    "chainable": jinja2.ChainableUndefined,
    "debug": jinja2.DebugUndefined,
    "strict": jinja2.StrictUndefined,
}


def decode(value):
    """Values that JSON cannot say: {"$tuple": [...]}, {"$float": "1.0"}, {"$int": "..."}, {"$dict": [[k, v]]} ..."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        (tag, given), = value.items()
        if tag == "$tuple":
            return tuple(decode(given))
        if tag == "$float":
            return float(given)
        if tag == "$int":
            return int(given)
        if tag == "$range":
            return range(*given)
        if tag == "$dict":
            return {decode(k): decode(v) for k, v in given}
        if tag == "$datetime":
            return datetime.datetime.fromisoformat(given)
        if tag == "$date":
            return datetime.date.fromisoformat(given)
        if tag == "$time":
            return datetime.time.fromisoformat(given)
        if tag == "$timedelta":
            return datetime.timedelta(**given)
    return {key: decode(item) for key, item in value.items()}


def answer(case):
    options = dict(case.get("env", {}))
    undefined = UNDEFINED[options.pop("undefined", "default")]
    extensions = ["jinja2.ext." + name for name in options.pop("extensions", [])]
    globals_ = options.pop("globals", {})
    try:
        env = jinja2.sandbox.ImmutableSandboxedEnvironment(
            undefined=undefined,
            extensions=extensions,
            loader=jinja2.DictLoader(case.get("templates", {})),
            **options,
        )
        env.globals.update(decode(globals_))
        return {"output": env.from_string(case["source"]).render(decode(case.get("context", {})))}
    except jinja2.TemplateSyntaxError as error:
        return {"error": type(error).__name__, "message": error.message, "line": error.lineno}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)[:200]}


def main(paths):
    here = pathlib.Path(__file__).parent
    for path in [pathlib.Path(p) for p in paths] or sorted(here.glob("features/*.json")):
        cases = json.loads(path.read_text())
        for case in cases:
            case["expect"] = answer(case)
            if " at 0x" in str(case["expect"]):
                sys.exit(f"{path.name}: an address is printed by {case['source']!r}")
        lines = ",\n".join(" " + json.dumps(case, ensure_ascii=False) for case in cases)
        path.write_text(f"[\n{lines}\n]\n")
        errors = sum("error" in case["expect"] for case in cases)
        print(f"{path.name}: {len(cases)} cases, {errors} of them errors")


if __name__ == "__main__":
    main(sys.argv[1:])
