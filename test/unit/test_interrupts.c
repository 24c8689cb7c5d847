/* sources: src/inequality/inequality_kernel.c src/inequality/entropy_kernel.c src/inequality/concentration_kernel.c
   src/inequality/interval_kernel.c src/inequality/elasticity_kernel.c src/inequality/tilt_kernel.c
   src/inequality/slope_kernel.c src/scores/shrinkage_kernel.c src/scores/fay_herriot_kernel.c src/math/random.c
   src/scores/agreement_kernel.c src/ranking/rank_correlation_kernel.c src/ranking/copeland_kernel.c
   src/ranking/funnel_kernel.c src/math/binomial.c src/distribution/distribution_code_kernel.c
   src/distribution/distribution_state_kernel.c
   src/math/estimate.c src/math/quantiles.c src/math/mean.c src/math/values.c src/math/radix_sort.c
   src/math/merge_runs.c
   src/math/exact_sum.c */
/*
 * Whoever waits can stop it: kernels ask whether to stop in each pass over the
 * rows, not only while they are sorted.
 */
#include "../tap.h"
#include "distribution/distribution_code_kernel.h"
#include "inequality/concentration_kernel.h"
#include "inequality/elasticity_kernel.h"
#include "inequality/entropy_kernel.h"
#include "inequality/inequality_kernel.h"
#include "inequality/interval_kernel.h"
#include "inequality/slope_kernel.h"
#include "inequality/tilt_kernel.h"
#include "kernel_host.h"
#include "ranking/copeland_kernel.h"
#include "ranking/funnel_kernel.h"
#include "ranking/rank_correlation_kernel.h"
#include "scores/agreement_kernel.h"
#include "scores/fay_herriot_kernel.h"
#include "scores/shrinkage_kernel.h"

#define STOPS	3
#define N		(STOPS * ROWS_PER_STOP + 10)

static double x[N];
static double w[N];
static double group_of[N];
static double pair[2 * N];
static double judgement[2 * N];
static double scratch[2 * N];
static Influence influence[N];
static GroupMean group[N];
static double row[N * ROW_CONTROLS];
static double rank_row[RANK_STRATA_WIDTH * N];
static double elasticity_scratch[ELASTICITY_SCRATCH(N, 0)];
static FunnelUnit unit[N];
static uint8_t code[256];

/* Was it asked in so many passes at least? */
static void
asked(int passes, const char *name)
{
	printf("# %s: asked %ld times\n", name, (long) stops_asked);
	tap_ok(stops_asked >= passes * STOPS, "%s, %d passes", name, passes);
	stops_asked = 0;
}

int
main(void)
{
	SortedValues plain = {N, 1, x, NULL};
	SortedValues weighted = {N, 1, x, w};
	RankedValues ranked = {
		.n = N, .stride = 1, .rank_by = x, .value = x, .weight = w, .nu = 2.5, .lo = 0.0, .hi = 2.0 * N
	};
	RankPairs	pairs = {N, pair};
	ElasticityRows rows = {N, 0, row};
	Elasticity	elasticity;
	RankedStrata strata = {
		.n = N, .stride = 1, .stratum = group_of, .rank_by = x, .value = w, .need = x, .weight = w, .cluster = x
	};
	Bands		bands = {.n = N, .bottom = N / 2, .stride = 1, .value = x, .weight = w, .cluster = x};
	SlopeRows	slope = {
		.n = N, .stride = 1, .stratum = group_of, .x = x, .error_variance = w, .y = w, .cluster = x
	};
	RankStrata	rank_strata = {N, rank_row};
	Estimate	estimate;
	Shrinkage	shrinkage;
	FayHerriotAreas areas = {.n = N, .direct = x, .variance = w};
	FayHerriot	fay_herriot;
	Outranking	outranking = {N, 1, w, scratch};
	double		curve[11];
	double		result;
	int64_t		i;

	for (i = 0; i < N; i++)
	{
		x[i] = (double) (i + 1);
		w[i] = 1.0 + (double) (i % 3);
		pair[2 * i] = (double) i;
		pair[2 * i + 1] = (double) (i * 7919 % N);
		group_of[i] = (double) (i / (N / 2));
		rank_row[RANK_STRATA_WIDTH * i] = group_of[i];
		rank_row[RANK_STRATA_WIDTH * i + 1] = (double) i;
		rank_row[RANK_STRATA_WIDTH * i + 2] = (double) (i * 7919 % N);
		rank_row[RANK_STRATA_WIDTH * i + 3] = (double) i;
		judgement[2 * i] = (double) (i / 1000);
		judgement[2 * i + 1] = (double) (i % 7);
		group[i] = (GroupMean) {(double) (i % 100), 5.0, 3.0};
		row[i * ROW_CONTROLS + ROW_CLUSTER] = (double) i;
		row[i * ROW_CONTROLS + ROW_STRATUM] = (double) (i % 2);
		row[i * ROW_CONTROLS + ROW_AMOUNT] = (double) (i % 10);
		row[i * ROW_CONTROLS + ROW_LOG_X] = (double) (i % 7);
		unit[i] = (FunnelUnit) {(double) (i % 7), 3.0, 1.0 + i % 5, 0.0};
	}

	gini_of(&plain, &result);
	asked(2, "gini");
	gini_of(&weighted, &result);
	asked(3, "gini with weights");
	lorenz_curve_of(&weighted, 10, curve);
	asked(2, "lorenz_curve with weights");
	share_of_top_of(&weighted, 0.9, &result);
	asked(2, "share_of_top with weights");
	generalized_entropy_of(&weighted, 1.0, &result);
	asked(5, "theil");
	hoover_of(&weighted, &result);
	asked(5, "hoover");
	concentration_index_of(&ranked, &result);
	asked(5, "concentration_index");
	concentration_extended_of(&ranked, &result);
	asked(5, "concentration_index_extended");
	concentration_influence_of(&ranked, &result, influence);
	asked(13, "concentration_interval");
	gini_influence_of(&weighted, &result, influence);
	asked(9, "gini_interval");
	sampling_error_of(influence, N, 1, &result);
	asked(1, "sampling error");
	sum_by_cluster(influence, N);
	asked(1, "sums by cluster");
	shrinkage_of(group, N, &shrinkage);
	asked(50, "shrunken_mean");
	shrinkage_release(&shrinkage);
	fay_herriot_fit(&areas, FAY_HERRIOT_REML, &fay_herriot);
	asked(50, "fay_herriot");
	fay_herriot_release(&fay_herriot);
	krippendorff_alpha_of(&(const Judgements) {N, pair}, &result);
	asked(1, "krippendorff_alpha where nobody was judged twice");
	krippendorff_alpha_of(&(const Judgements) {N, judgement}, &result);
	asked(7, "krippendorff_alpha");
	kendall_tau_of(&pairs, scratch, &result);
	asked(4, "kendall_tau");
	spearman_rho_of(&pairs, scratch, &result);
	asked(3, "spearman_rho");
	elasticity_of(&rows, 0.95, elasticity_scratch, &elasticity);
	asked(20, "elasticity_interval");
	/* a pass over two strata, or bands, asks less often: what is left of each is less than a turn */
	tilt_of(&strata, 0.95, &estimate);
	asked(30, "tilt_interval");
	strata.need = NULL;
	gini_correlation_of(&strata, 0.95, &estimate);
	asked(40, "gini_correlation_interval");
	band_ratio_of(&bands, 0.95, &estimate);
	asked(6, "band_ratio_interval");
	slope_of(&slope, 0.95, &estimate);
	asked(12, "slope_interval");
	reliability_of(&slope, &result);
	asked(5, "reliability");
	spearman_over_strata(&rank_strata, 0.95, &estimate);
	asked(6, "spearman_interval");
	outranking_clear(&outranking);
	asked(1, "copeland_score");
	pooled_target(unit, N, &result);
	asked(2, "funnel_limits, target");
	dispersion_of(unit, N, 0.1);
	asked(4, "funnel_limits, dispersion");
	for (i = 0; i < N; i++)
		x[i] = 1.0;
	distribution_encode_sorted(x, N, code);
	asked(2, "distribution");
	tap_ok(blocks_in_use == 0, "all memory is given back");
	return tap_done();
}
