/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_state_kernel.h - buckets of a distribution, and the state that takes in rows
 *
 * See distribution_state_kernel.c.
 */
#ifndef DISTRIBUTION_STATE_KERNEL_H
#define DISTRIBUTION_STATE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/double_double.h"

#define DISTRIBUTION_MANTISSA_BITS	52
#define DISTRIBUTION_MAX_BUCKETS	4096
/* A state of rows has no more of them. */
#define DISTRIBUTION_MAX_ROWS_KEPT	254
/* So that a count, and the sum of that many offsets, is a whole number that a DoubleDouble holds exactly. */
#define DISTRIBUTION_MAX_ROWS		((int64_t) 1 << 53)
/* So that no sum of weighted offsets comes near the end of the range. */
#define DISTRIBUTION_MAX_WEIGHT		1e250

/* What a row without weight touches, offset.lo, key and weight.hi, lies together. */
typedef struct Bucket
{
	DoubleDouble offset;		/* sum of weight times distance from the end
								 * next to 0, in units of the last bit */
	int64_t		key;
	DoubleDouble weight;		/* of its rows */
} Bucket;

/*
 * A whole distribution; canonical if its buckets ascend and `shift` is the least
 * that needs no more buckets than the maximum.
 */
typedef struct Summary
{
	int			shift;			/* how many mantissa bits a bucket leaves open */
	bool		weighted;		/* does any row have a weight other than 1? */
	int			n;
	int64_t		n_values;
	double		min;
	double		max;
	Bucket	   *bucket;
} Summary;

/* The first byte after PostgreSQL's length word says what follows; stored forms are numbered by version from 1. */
#define DISTRIBUTION_VERSION	1
#define DISTRIBUTION_ROWS		0xf0
#define DISTRIBUTION_TABLE		0xf1

/* Head of both working states. */
typedef struct DistributionState
{
	uint32_t	varlena;		/* the length word, none of the kernel's
								 * business */
	uint8_t		form;
	bool		weighted;		/* rows: of two numbers; table: as in Summary */
	uint8_t		shift;			/* of a table, as in Summary */
	uint8_t		index_bits;		/* of a table: it has 2^index_bits slots */
	uint32_t	n;				/* rows or buckets */
	uint32_t	capacity;
} DistributionState;

extern double bucket_end(int64_t key, int shift);
extern double bucket_unit(int64_t key, int shift);
extern double bucket_offset_of(double x, int shift);
extern int64_t bucket_key(double x, int shift);

extern size_t distribution_first_size(void);
extern size_t distribution_next_size(const DistributionState *state);
extern size_t distribution_table_size(int n);
extern void distribution_start(DistributionState *state, size_t size, bool weighted);
extern void distribution_start_table(DistributionState *state, size_t size);
extern void distribution_grow(DistributionState *state, size_t size, const DistributionState *old);
extern bool distribution_add(DistributionState *state, double x, double w);
extern int	distribution_add_buckets(DistributionState *state, const Summary *other, int first);
extern bool distribution_add_rows(DistributionState *state, const DistributionState *other, uint32_t *first);
extern bool distribution_is_valid(const DistributionState *state, size_t size);
extern const double *distribution_plain_values(const DistributionState *state);
extern int64_t distribution_n_values(const DistributionState *state);
extern Summary distribution_buckets(const DistributionState *state);
extern Summary distribution_summary(const DistributionState *state, Bucket *bucket);

#endif							/* DISTRIBUTION_STATE_KERNEL_H */
