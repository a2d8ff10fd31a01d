/* report_doctor.h - what doctor found, as text for people. */
#ifndef FORDELA_REPORT_DOCTOR_H
#define FORDELA_REPORT_DOCTOR_H

#include "base/buf.h"
#include "study/doctor.h"

/* One scenario. path: as given or found. all_rows: list every row, not only
 * ten of a kind. The arena and pool are for what is in between. */
void report_doctor(Arena *arena, RatPool *pool, const char *path,
                   const Diagnosis *diagnosis, bool all_rows, Buf *out);
/* In place of it for one that could not be run, or has no expect line. */
void report_doctor_skipped(const char *path, const char *why, Buf *out);
/* The closing line over several scenarios. */
void report_doctor_count(const DoctorCount *count, Buf *out);

#endif
