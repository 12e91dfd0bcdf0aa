"""Writes forms.json: bodies of forms, in Latin-1 for their bytes, and what CPython's parse_qsl makes of them.

Run it as `python3 test/conformance/forms/record.py`.
"""

import json
import pathlib
import random
from urllib.parse import parse_qsl

bodies = [
    "", "a", "a=", "=", "=1", "a=1", "a=1&b=2", "a=1&a=2", "a=1&a=", "a&a=1", "a=1&a", "&", "&&", "a=1&", "&a=1", "a=1&&b=2", "a=b=c", "a==", "a==b", "==",
    "a=1=", "a=+1", "a=1+2", "+=+", "a+b=c+d", "a=%2B", "a=%20", "%20=%20", "a=%26b=1", "a%3D1=2", "a%26=1", "a=1;b=2", "a=1,2", "a=%", "a=%2", "a=%zz", "a=%2z", "a=%%20", "%=1", "a=%25", "a=%2525",
    "a=%C3%A9", "a=%c3%a9", "a=%E9", "a=%C3", "a=%C3%28", "a=%E2%82%AC", "a=%E2%82", "a=%E2%82x", "a=%F0%9F%98%80", "a=%ED%A0%80", "a=%C0%AF", "a=%F4%90%80%80", "a=%FF%FE", "%E9=%E9", "a=%00", "a%00b=1",
    "a=\xc3\xa9", "\xc3\xa9=1", "a=\xe9", "a=\xe2\x82\xac%E2%82%AC", "a=%E2%82\xac", "a=\xc3%A9", "a=\xf0\x9f\x98\x80",
    "a[b]=1", "a[]=1&a[]=2", "a[b][c]=1", "a[0]=1&a[1]=2", "[a]=1", "a]=1", "a[=1", "a.b=1", "x=[a]=b", "x=%5Ba%5D=b", "a%5Bb%5D=1",
    "__proto__=1", "__proto__[a]=1", "constructor=1", "constructor[prototype]=1", "toString=1&valueOf=2&hasOwnProperty=3", "length=1", "then=1", "prototype=1",
    "?a=1", "?", "#a=1", "a=#1", "a=?", "a=1\n", "a=1\r\n", "a=1\r\nb=2", "a=1\tb", " a = 1 ", "a=1\x00", "\"a\"=1", "{\"a\":1}", "[1]", "a=\"1\"", "a='1'", "a=<b>", "a=\\", "a=/", "a=:",
    "2=a&1=b", "10=a&9=b&x=c", "0=a", "-1=a", "1.5=a", "a=1&b=2&a=3&c=4", "b=1&a=2", "A=1&a=2",
    "payload=%7B%22action%22%3A%22opened%22%7D", "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&command=%2Fweather&text=94070&response_url=https%3A%2F%2Fhooks.slack.com%2Fx",
    "From=%2B15551234567&Body=Hello+there%21&NumMedia=0", "utf8=%E2%9C%93&a=1", "_charset_=iso-8859-1&a=%E9", "a=%u20AC", "a=&b=&c=", "a&b&c", "a=1&amp;b=2", "a=%0D%0A", "a=%7F", "%61=%31",
]

random.seed(8259)
pieces = ["a", "b", "=", "&", "+", "%", "%2", "%20", "%E9", "%C3%A9", "%c3", "\xc3\xa9", "[", "]", ";", "?", "1", "__proto__", " ", "%26", "%3D"]
bodies += ["".join(random.choice(pieces) for _ in range(random.randint(1, 14))) for _ in range(200)]

rows = []
for body in bodies:
    text = body.encode("latin-1").decode("utf-8", "replace")
    rows.append({"body": body, "form": list(dict(parse_qsl(text, keep_blank_values=True)).items())})
lines = ",\n".join(json.dumps(row) for row in rows)
pathlib.Path(__file__).with_name("forms.json").write_text('{"about": "dict(parse_qsl(body, keep_blank_values=True)) as pairs",\n"rows": [\n%s\n]}\n' % lines)
print(len(rows))
