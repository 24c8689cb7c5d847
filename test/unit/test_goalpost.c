/* sources: src/math/goalpost.c */
/*
 * The way from one point to another: its ends, both directions, and numbers at
 * the ends of what a double can be.
 */
#include <float.h>
#include <math.h>

#include "../tap.h"
#include "math/goalpost.h"

int
main(void)
{
	tap_ok(goalpost_score(884.0, 0.0, 1000.0) == 88.4, "884 from 0 to 1000 is 88.4 to the bit");
	tap_ok(goalpost_score(0.0, 0.0, 1.0) == 0.0 && goalpost_score(-5.0, 0.0, 1.0) == 0.0,
		   "0 at the lower end and below");
	tap_ok(goalpost_score(1.0, 0.0, 1.0) == 100.0 && goalpost_score(7.0, 0.0, 1.0) == 100.0,
		   "100 at the upper end and above");
	tap_ok(goalpost_score(25.0, 30.0, 10.0) == 25.0 && goalpost_score(31.0, 30.0, 10.0) == 0.0 &&
		   goalpost_score(9.0, 30.0, 10.0) == 100.0, "lower is better");
	tap_ok(goalpost_score(0.0, -DBL_MAX, DBL_MAX) == 50.0, "a way that is longer than a double can say");
	tap_ok(goalpost_score(DBL_MAX / 2.0, 0.0, DBL_MAX) == 50.0, "a product that would be too large");
	tap_ok(way_from(2.0, 4.0, 3.0, 90.0) == 45.0 && way_from(4.0, 2.0, 3.0, 90.0) == 45.0, "half of the way");
	tap_ok(share_of(100.0, nextafter(3.0, 0.0), 3.0) <= 100.0, "a part never earns more than the whole");
	return tap_done();
}
