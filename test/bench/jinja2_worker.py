"""Measures Jinja2 as worker.mjs measures the others: reads one job as JSON from stdin, prints the result.

The job holds the template and the request; the clock runs in here, so starting Python is not timed.
"""

import gc
import json
import re
import sys
import time
from urllib.parse import parse_qsl

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

BATCH_BYTES = 16_000_000

job = json.load(sys.stdin)
environment = ImmutableSandboxedEnvironment(undefined=jinja2.ChainableUndefined)
source = job.get("source")


def read():
    text = job["text"]
    body = dict(parse_qsl(text, keep_blank_values=True)) if job["isForm"] else json.loads(text)
    return {"method": "POST", "headers": dict(job["headers"]), "body": body}


def batch(make, run, count):
    inputs = [make() for _ in range(count)]
    start = time.perf_counter()
    for one in inputs:
        run(one)
    return (time.perf_counter() - start) * 1e3


def sample(make, run, budget, weight):
    largest = max(1, min(2000, BATCH_BYTES // max(1, weight)))
    until = time.process_time() + budget["warm"] / 1e3
    count = 1
    while time.process_time() < until:
        took = batch(make, run, count)
        if took < 1 and count < largest:
            count = min(largest, count * 2)
        elif took > 4 and count > 1:
            count = -(-count // 2)
    samples = []
    end = time.process_time() + budget["measure"] / 1e3
    while time.process_time() < end or len(samples) < 3:
        samples.append(batch(make, run, count) * 1e6 / count)
    return samples


def many(count):
    sources = []
    for index in range(count):
        mark = f"{index:04d}"
        text = re.sub(r"\bcommit\b", f"cm{mark}", source).replace("branch", f"br{mark}")
        sources.append(text.replace("github.", f"gh{mark}."))
    start = time.perf_counter()
    held = [environment.from_string(text) for text in sources]
    return [(time.perf_counter() - start) * 1e9 / len(held)]


def work():
    if job.get("answer"):
        return {"answer": environment.from_string(source).render(read()), "version": jinja2.__version__}
    weight = len(job["text"]) * 4
    if job["group"] == "compile":
        return {"samples": many(job["count"] // 10)}
    if job["group"] == "warm":
        template = environment.from_string(source)
        return {"samples": sample(read, template.render, job["budget"], weight)}
    count = iter(range(10**9))
    make = lambda: (read(), source + str(next(count)))  # noqa: E731
    run = lambda one: environment.from_string(one[1]).render(one[0])  # noqa: E731
    return {"samples": sample(make, run, job["budget"], weight)}


gc.collect()
json.dump(work(), sys.stdout)
