/* report_doctor.h - what doctor found: as text for people, CSV and JSON. */
#ifndef FORDELA_REPORT_DOCTOR_H
#define FORDELA_REPORT_DOCTOR_H

#include "base/buf.h"
#include "report/json.h"
#include "study/doctor.h"

/* One scenario. path: as given or found. all_rows: list every row, not only
 * ten of a kind. The arena and pool are for what is in between. */
void report_doctor(Arena *arena, RatPool *pool, const char *path,
                   const Diagnosis *diagnosis, bool all_rows, Buf *out);
/* In place of it for one that could not be run, or has no expect line. */
void report_doctor_skipped(const char *path, const char *why, Buf *out);
/* The closing line over several scenarios. */
void report_doctor_count(const DoctorCount *count, Buf *out);

/* A line for every figure that differs, or did before something was done
 * otherwise, and for every row that is missing: printed, computed, what
 * follows now, and in a word what accounts for it ("" where nothing does); and
 * for every expect line of which nothing was compared. */
void report_doctor_csv_head(Buf *out);
void report_doctor_csv(Arena *arena, RatPool *pool, const char *path,
                       const Diagnosis *diagnosis, Buf *out);
/* The same figures by expect line, with what was done otherwise and tried. */
void report_doctor_json_head(const char *version, Json *json);
void report_doctor_json(Arena *arena, RatPool *pool, const char *path,
                        const Diagnosis *diagnosis, Json *json);
void report_doctor_json_end(const DoctorCount *count, Json *json);

#endif
