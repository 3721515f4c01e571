"""Sends each line of a table (JSON on stdin: [[line, error], ...]) over PyVISA, and prints what does not come as it should."""

import json
import sys

import pyvisa

table = pyvisa.ResourceManager("@py").open_resource(sys.argv[1])
table.read_termination = "\n"
table.write_termination = "\n"
table.timeout = 20_000
table.write("*CLS")

wrong = 0
lines = json.load(sys.stdin)
for line, number in lines:
    table.write_raw(line.encode("latin-1") + b"\n")
    if line.startswith("*IDN?;"):
        table.read()
    errors = []
    while (error := table.query("SYSTem:ERRor?")) != '0,"No error"':
        errors.append(int(error.split(",")[0]))
    if errors != [number]:
        wrong += 1
        print(repr(line), "gave", errors, "and not", number)
print(len(lines) - wrong, "of", len(lines))
print(table.query("*IDN?"))
