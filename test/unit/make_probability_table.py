#!/usr/bin/env python3
"""Writes src/math/probability_table.h: the normal distribution function in piecewise polynomials.

    python3 test/unit/make_probability_table.py > src/math/probability_table.h

The same bytes on every machine: all is computed with decimal numbers of 60 digits, and only the coefficients are rounded,
to the nearest double. test/unit/test_bounded_normal.c holds what is made of them against the error function.

Segment i, 0 <= i < 208, reaches from i / 16 - 6.5 to (i + 1) / 16 - 6.5. In it P(Z <= z) is

    c0 + c1 t + c2 t^2 + c3 t^3,    t = 16 (z + 6.5) - i,    0 <= t < 1

the polynomial that has the values and the slopes of the function at both ends (Hermite), so that no step is between two
segments. It is off by less than 3e-8.
"""

from decimal import Decimal, getcontext

getcontext().prec = 60

HALF_WIDTH = Decimal("6.5")
PER_UNIT = 16


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


ROOT_TWO_PI = (2 * pi()).sqrt()


def density(z):
    return (-z * z / 2).exp() / ROOT_TWO_PI


def probability(z):
    """P(Z <= z): 1/2 + density * (z + z^3 / 3 + z^5 / (3 * 5) + ...)"""
    term = total = z
    k = 1
    while abs(term) > Decimal(10) ** -58:
        k += 2
        term = term * z * z / k
        total += term
    return Decimal("0.5") + density(z) * total


def main():
    segments = int(2 * HALF_WIDTH * PER_UNIT)
    print("/* SPDX-License-" "Identifier: PostgreSQL */")
    print("/*")
    print(" * probability_table.h - the normal distribution function in piecewise polynomials")
    print(" *")
    print(" * Written by test/unit/make_probability_table.py, which says what the numbers are.")
    print(" * Do not edit.")
    print(" */")
    print("#define PROBABILITY_HALF_WIDTH\t6.5")
    print("#define PROBABILITY_PER_UNIT\t%d.0" % PER_UNIT)
    print("#define PROBABILITY_SEGMENTS\t%d" % segments)
    print("#define PROBABILITY_TERMS\t4")
    print()
    print("static const double probability_table[PROBABILITY_SEGMENTS][PROBABILITY_TERMS] = {")
    for i in range(segments):
        left = Decimal(i) / PER_UNIT - HALF_WIDTH
        right = Decimal(i + 1) / PER_UNIT - HALF_WIDTH
        p, q = probability(left), probability(right)
        d, e = density(left) / PER_UNIT, density(right) / PER_UNIT
        terms = [p, d, 3 * (q - p) - 2 * d - e, d + e - 2 * (q - p)]
        print("\t{%s}," % ", ".join(float(c).hex() for c in terms))
    print("};")


main()
