#!/usr/bin/env python3
"""Writes src/math/random_table.h: normal quantiles in piecewise polynomials.

    python3 test/unit/make_normal_table.py > src/math/random_table.h

The same bytes on every machine: all is computed with decimal numbers of 60 digits, and only the coefficients are rounded,
to the nearest double. test/unit/test_random.c holds what is made of them against the error function.

normal_of() in src/math/random.c makes the 31 low bits m of a word a probability p = (m + 1/2) / 2^32, 0 < p < 1/2, and returns
its quantile, which is negative, or the negative of it. m + 1/2 = f 2^e with 1 <= f < 2 and e = -1 .. 30. Each of these 32
octaves has 8 segments of equal length in f, so that the segments get shorter with the tail and the quantile is nearly
straight in each of them. In segment j of an octave it is

    c0 + c1 t + ... + c5 t^5,    t = f - (1 + (2 j + 1) / 16),    -1/16 <= t < 1/16

the polynomial that meets the quantile at the six Chebyshev nodes of the segment, by Newton's divided differences.
"""

from decimal import Decimal, getcontext
from statistics import NormalDist

getcontext().prec = 60

OCTAVES = 32
SEGMENTS = 8
DEGREE = 5

ROOT_TWO_PI = None


def pi():
    """Machin: pi / 4 = 4 arctan(1/5) - arctan(1/239)"""

    def arctan_of_inverse(n):
        total, term, k = Decimal(0), Decimal(1) / n, 1
        while abs(term) > Decimal(10) ** -65:
            total += term / k if k % 4 == 1 else -term / k
            term /= n * n
            k += 2
        return total

    return 4 * (4 * arctan_of_inverse(5) - arctan_of_inverse(239))


def density(z):
    return (-z * z / 2).exp() / ROOT_TWO_PI


def probability(z):
    """P(Z <= z) for z <= 0: 1/2 - density * (|z| + |z|^3 / 3 + |z|^5 / (3 * 5) + ...)"""
    z = -z
    term = total = z
    k = 1
    while term > Decimal(10) ** -58 * max(total, Decimal(1)):
        k += 2
        term = term * z * z / k
        total += term
    return Decimal("0.5") - density(z) * total


def quantile(p):
    """Newton's method, from a quantile that is good to about 16 digits already"""
    z = Decimal(NormalDist().inv_cdf(float(p)))
    for _ in range(2):
        z -= (probability(z) - p) / density(z)
    return z


def cos(x):
    total, term, k = Decimal(0), Decimal(1), 0
    while abs(term) > Decimal(10) ** -65:
        total += term
        k += 2
        term = -term * x * x / (k * (k - 1))
    return total


def polynomial(octave, segment, nodes):
    centre = 1 + Decimal(2 * segment + 1) / 16
    scale = Decimal(2) ** (octave - 1 - 32)
    difference = [quantile((centre + t) * scale) for t in nodes]
    for order in range(1, DEGREE + 1):
        for i in range(DEGREE, order - 1, -1):
            difference[i] = (difference[i] - difference[i - 1]) / (nodes[i] - nodes[i - order])
    power = [Decimal(0)] * (DEGREE + 1)
    for i in range(DEGREE, -1, -1):
        # power = power * (t - nodes[i]) + difference[i]
        power = [(power[j - 1] if j else difference[i]) - nodes[i] * power[j] for j in range(DEGREE + 1)]
    return power


def main():
    global ROOT_TWO_PI
    ROOT_TWO_PI = (2 * pi()).sqrt()
    nodes = [cos((2 * i + 1) * pi() / (2 * (DEGREE + 1))) / 16 for i in range(DEGREE + 1)]

    print("/* SPDX-License-" "Identifier: PostgreSQL */")
    print("/*")
    print(" * random_table.h - normal quantiles in piecewise polynomials")
    print(" *")
    print(" * Written by test/unit/make_normal_table.py, which says what the numbers are.  Do")
    print(" * not edit.")
    print(" */")
    print("#define NORMAL_OCTAVES\t%d" % OCTAVES)
    print("#define NORMAL_SEGMENTS\t%d\t\t\t\t/* of an octave */" % SEGMENTS)
    print("#define NORMAL_TERMS\t%d" % (DEGREE + 1))
    print()
    print("static const double normal_table[NORMAL_OCTAVES * NORMAL_SEGMENTS][NORMAL_TERMS] = {")
    for octave in range(OCTAVES):
        for segment in range(SEGMENTS):
            print("\t{%s}," % ", ".join(float(c).hex() for c in polynomial(octave, segment, nodes)))
    print("};")


main()
