/* made.h - files that a part generates and takes away again, in BUILD/made. */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include <stdint.h>
#include <stdio.h>

#include "bench.h"

enum { MADE_PATH = 512 };

/* The path of a file so named; the folder is there afterwards. */
void made_path(const Bench *bench, const char *name, char path[MADE_PATH]);
/* Opened to be written; the program ends with a message if that fails. */
FILE *made_open(const Bench *bench, const char *name, char path[MADE_PATH]);
void made_close(FILE *file, const char *path);
/* All of a file at once. */
void made_text(const Bench *bench, const char *name, const char *text);
void made_remove(const Bench *bench, const char *name);

/* The same numbers every time: a whole number below `below`, from a counter
 * that goes on. */
uint64_t made_number(uint64_t *counter, uint64_t below);

/* "recipients-N.csv": kod,omrade,klass,folkmangd,patienter,forra_aret,
 * ansokt,behorig,prioritet. Whole numbers of many sizes, most of them small,
 * whose totals are round: 40 000 persons, 1 600 patients and 100 000 kr of last
 * year for each recipient. */
void made_recipients(const Bench *bench, size_t n, char name[MADE_PATH]);
/* So many areas, "A0" and so on, and classes, "K0" and so on. */
enum { MADE_AREAS = 5, MADE_CLASSES = 3 };

#endif
