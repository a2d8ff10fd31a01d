/* certificate_int.h - between the files that write a certificate. */
#ifndef FORDELA_CERTIFICATE_INT_H
#define FORDELA_CERTIFICATE_INT_H

#include "report/json.h"
#include "report/report_certificate.h"

#define CERTIFICATE_FORMAT "1"

typedef struct CertWriter {
    const ReportIn *in;
    const Result *result;
    const Certificate *cert;
    Json *json;
} CertWriter;

/* The table's name, and the code of one of its rows; NULL without table. */
const char *cert_table(const CertWriter *w, int table);
const char *cert_code(const CertWriter *w, int table, size_t row);
/* A number of a column, or of a single value, at a row. */
const Rat *cert_value(const CertWriter *w, const Expr *e, size_t row);
/* As large as no certificate may be: what is left need not be written. */
bool cert_is_large(const CertWriter *w);
/* "from": the divisions and roundings that a column is the sum of. */
void cert_from(const CertWriter *w, const CertSum *from);

/* ---- report_certificate_steps.c ---- */

void cert_allocations(const CertWriter *w);
void cert_roundings(const CertWriter *w);

#endif
