/* report_certificate.h - a certificate as JSON; its format is described in
 * src/checker/README.md.
 */
#ifndef FORDELA_REPORT_CERTIFICATE_H
#define FORDELA_REPORT_CERTIFICATE_H

#include "report/report.h"
#include "study/certify.h"

/* The same result gives the same bytes. Needs in->arena, pool, sources and
 * version. */
void report_certificate(const ReportIn *in, const Certificate *certificate,
                        Buf *out);

#endif
