#!/usr/bin/env python3
"""A session on a simulated table, over SCPI: down with kim-2013-60, a stuck angle sensor on the way, and what comes of it.

    upright run --scpi tcp:127.0.0.1:5025 --speed 5
    python3 scpi-example.py TCPIP::127.0.0.1::5025::SOCKET

Or over a serial port: ASRL/dev/ttyUSB0::INSTR. It needs PyVISA and pyvisa-py (Debian: python3-pyvisa,
python3-pyvisa-py, and python3-serial for a serial port).
"""

import sys
import time

import pyvisa

RESOURCE = sys.argv[1] if len(sys.argv) > 1 else "TCPIP::127.0.0.1::5025::SOCKET"


def text(reply):
    """A string as SCPI replies it, without its quotes."""
    return reply.strip().strip('"')


def wait_for(table, states, within_s=120):
    """Asks for the state until it is one of these."""
    end = time.monotonic() + within_s
    while text(table.query("STATe?")) not in states:
        if time.monotonic() > end:
            raise SystemExit(f"still {table.query('STATe?')} after {within_s} s")
        time.sleep(0.02)
    return text(table.query("STATe?"))


def press(table, name, for_s=0.2):
    table.write(f"INPut:{name} ON")
    time.sleep(for_s)
    table.write(f"INPut:{name} OFF")


def main():
    table = pyvisa.ResourceManager("@py").open_resource(RESOURCE)
    table.read_termination = "\n"
    table.write_termination = "\n"
    # A return takes longer than PyVISA waits of its own accord; a query that it gives up is interrupted by the next.
    table.timeout = 120_000

    print(table.query("*IDN?"))
    table.write("*RST;*CLS;*WAI")
    wait_for(table, {"ready"})

    table.write('PROGram:SELect "kim-2013-60"')
    table.write("PROGram:ARM")
    print("state", wait_for(table, {"arming"}))

    # Nobody inverts a person from a distance: this START exists on simulated tables and rigs only.
    press(table, "START")
    wait_for(table, {"moving"})
    while (tilt := float(table.query("MEASure:TILT?"))) > 40:
        rate, current = table.query("MEASure:RATE?;CURRent?").split(";")
        print(f"tilt {tilt:6.2f} deg, rate {rate} deg/s, current {current} A")
        time.sleep(0.2)

    table.write('FAULt:INJect "H-08"')
    print("state", wait_for(table, {"returning-emergency", "locked"}), "cause", text(table.query("STATe:CAUSe?")))
    table.query("*OPC?")
    tilt, state = table.query("MEASure:TILT?;:STATe?").split(";")
    print("state", text(state), "tilt", tilt)
    print("questionable", table.query("STATus:QUEStionable:CONDition?"))

    # Abbreviated and compound, as one likes; a mistake is told, and the port goes on.
    print(table.query("meas:tilt?;rate?;:stat?;*stb?"))
    table.write("MEAS:TORQUE?")
    print(table.query("SYSTem:ERRor?"))
    print(table.query("syst:err?"))

    table.write("FAULt:CLEar")
    table.close()


if __name__ == "__main__":
    main()
