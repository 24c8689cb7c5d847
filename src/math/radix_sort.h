/*
 * radix_sort.h - puts rows of doubles in order
 *
 * See radix_sort.c for the methods and their cost.
 */
#ifndef RADIX_SORT_H
#define RADIX_SORT_H

#include <stddef.h>
#include <stdint.h>

#define SORT_MAX_WIDTH		3

extern void sort_rows(double *row, int64_t n, int width, int64_t sorted);

/*
 * What the sort asks of its surroundings: memory, or NULL if there is none to
 * be had, and to look now and then whether the user has lost patience.
 */
extern void *sort_alloc(size_t size);
extern void sort_free(void *memory);
extern void sort_check_for_interrupts(void);

#endif							/* RADIX_SORT_H */
