/*
 * distribution_kernel.h - buckets of values: the working state, the stored form and what is computed from them
 *
 * See distribution_state.c for buckets and the working state, distribution_code.c
 * for the stored form and distribution_measures.c for the methods.
 */
#ifndef DISTRIBUTION_KERNEL_H
#define DISTRIBUTION_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "math/double_double.h"
#include "inequality/inequality_kernel.h"

#define DISTRIBUTION_MANTISSA_BITS	52
#define DISTRIBUTION_MAX_BUCKETS	4096
/* So that a count, and the sum of that many offsets, is a whole number that a DoubleDouble holds exactly. */
#define DISTRIBUTION_MAX_ROWS		((int64_t) 1 << 53)
/* So that no sum of weighted offsets comes near the end of the range. */
#define DISTRIBUTION_MAX_WEIGHT		1e250

/* What a row without weight touches, offset.lo, key and weight.hi, lies together. */
typedef struct Bucket
{
	DoubleDouble offset;		/* sum of weight times distance from the end next to 0, in units of the last bit */
	int64_t		key;
	DoubleDouble weight;		/* of its rows */
} Bucket;

/* A whole distribution; canonical if its buckets ascend and `shift` is the least that needs no more than the maximum. */
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
	uint32_t	varlena;		/* the length word, none of the kernel's business */
	uint8_t		form;
	bool		weighted;		/* rows: of two numbers; table: as in Summary */
	uint8_t		shift;			/* of a table, as in Summary */
	uint8_t		index_bits;		/* of a table: it has 2^index_bits slots */
	uint32_t	n;				/* rows or buckets */
	uint32_t	capacity;
} DistributionState;

/* distribution_state.c */
extern double bucket_end(int64_t key, int shift);
extern double bucket_unit(int64_t key, int shift);
extern double bucket_offset_of(double x, int shift);
extern int64_t bucket_key(double x, int shift);

extern size_t distribution_first_size(void);
extern size_t distribution_grown_size(const DistributionState *state);
extern size_t distribution_table_size(int n);
extern void distribution_start(DistributionState *state, size_t size, bool weighted);
extern void distribution_start_table(DistributionState *state, size_t size);
extern void distribution_grow(DistributionState *state, size_t size, const DistributionState *old);
extern bool distribution_add(DistributionState *state, double x, double w);
extern int	distribution_add_buckets(DistributionState *state, const Summary *other, int first);
extern bool distribution_add_rows(DistributionState *state, const DistributionState *other, uint32_t *first);
extern bool distribution_is_valid(const DistributionState *state, size_t size);
extern int64_t distribution_n_values(const DistributionState *state);
extern Summary distribution_buckets(const DistributionState *state);
extern Summary distribution_summary(const DistributionState *state, Bucket *bucket);

/* distribution_code.c */
extern size_t distribution_code_bound(const Summary *summary);
extern size_t distribution_encode(const Summary *summary, uint8_t *code);
extern int	distribution_decode_bound(size_t size);
extern bool distribution_decode(const uint8_t *code, size_t size, Summary *summary, Bucket *bucket, const char **wrong);
extern size_t base64_encode(const uint8_t *bytes, size_t size, char *text);
extern bool base64_decode(const char *text, size_t length, uint8_t *bytes, size_t *size);

/* distribution_measures.c */
extern double summary_total(const Summary *summary);
extern double summary_total_weight(const Summary *summary);
extern double summary_mean(const Summary *summary);
extern double summary_quantile(const Summary *summary, double p);
extern bool summary_gini(const Summary *summary, double *gini, double *error);
extern SortedValues summary_values(const Summary *summary, double *value, double *weight);

#endif							/* DISTRIBUTION_KERNEL_H */
