/* SPDX-License-Identifier: PostgreSQL */
/*
 * run_code.h - ascending numbers in fewer bytes
 *
 * See run_code.c for the form and its cost.
 */
#ifndef RUN_CODE_H
#define RUN_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern size_t run_code_size(const double *number, int64_t n);
extern size_t run_code_max_rows(size_t size);
extern void run_encode(const double *number, int64_t n, uint8_t *code);
extern bool run_decode(const uint8_t *code, size_t size, double *number, int64_t n);

#endif							/* RUN_CODE_H */
