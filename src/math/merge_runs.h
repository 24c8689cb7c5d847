/* SPDX-License-Identifier: PostgreSQL */
/*
 * merge_runs.h - merges ascending runs of numbers
 *
 * See merge_runs.c.
 */
#ifndef MERGE_RUNS_H
#define MERGE_RUNS_H

#include <stdint.h>

extern void merge_runs(double *number, double *scratch, const int64_t *end, int runs);

#endif							/* MERGE_RUNS_H */
