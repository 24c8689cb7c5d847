/* SPDX-License-Identifier: PostgreSQL */
/*
 * distribution_code_kernel.h - the stored form of a distribution, as bytes and as text
 *
 * See distribution_code_kernel.c.
 */
#ifndef DISTRIBUTION_CODE_KERNEL_H
#define DISTRIBUTION_CODE_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "distribution/distribution_state_kernel.h"

extern size_t distribution_code_bound(const Summary *summary);
extern size_t distribution_sorted_code_bound(int64_t n);
extern size_t distribution_encode_sorted(const double *value, int64_t n, uint8_t *code);
extern size_t distribution_encode(const Summary *summary, uint8_t *code);
extern int	distribution_decode_bound(size_t size);
extern bool distribution_decode(const uint8_t *code, size_t size, Summary *summary, Bucket *bucket, const char **wrong);
extern size_t base64_encode(const uint8_t *bytes, size_t size, char *text);
extern bool base64_decode(const char *text, size_t length, uint8_t *bytes, size_t *size);

#endif							/* DISTRIBUTION_CODE_KERNEL_H */
