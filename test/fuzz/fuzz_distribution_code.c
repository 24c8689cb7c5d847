/* sources: src/distribution/distribution_state_kernel.c src/distribution/distribution_code_kernel.c
   src/distribution/distribution_measures_kernel.c src/math/values.c src/inequality/inequality_kernel.c
   src/math/exact_sum.c */
/*
 * For libFuzzer: bytes and text that claim to be a distribution.
 *
 * What is not refused is canonical: it is written as it was read.  Everything can
 * be computed from it.
 */
#include <stdlib.h>
#include <string.h>

#include "distribution/distribution_code_kernel.h"
#include "distribution/distribution_measures_kernel.h"
#include "unit/kernel_host.h"

static void
try_measures(const Summary *summary)
{
	double		gini;
	double		error;

	if (summary_quantile(summary, 0.5) < summary->min || summary_quantile(summary, 0.5) > summary->max)
		abort();
	if (summary->min >= 0.0 && summary_gini(summary, &gini, &error) && !(gini >= 0.0 && gini <= 1.0 && error >= 0.0))
		abort();
	(void) summary_mean(summary);
	(void) summary_total_weight(summary);
}

static void
try_bytes(const uint8_t *byte, size_t size)
{
	int			bound = distribution_decode_bound(size);
	Bucket	   *bucket = memory_get(bound > 0 ? bound : 1, sizeof(Bucket));
	const char *wrong = NULL;
	Summary		summary;

	if (distribution_decode(byte, size, &summary, bucket, &wrong))
	{
		size_t		room = distribution_code_bound(&summary);
		uint8_t    *again = memory_get((int64_t) room, 1);

		if (summary.n > bound || distribution_encode(&summary, again) != size || memcmp(again, byte, size) != 0)
			abort();
		memory_release(again);
		if (summary.n > 0)
			try_measures(&summary);
	}
	else if (wrong == NULL)
		abort();
	memory_release(bucket);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t    *byte = memory_get((int64_t) size + 4, 1);
	size_t		length;

	try_bytes(data, size);
	if (base64_decode((const char *) data, size, byte, &length))
		try_bytes(byte, length);
	memory_release(byte);
	return 0;
}
