/* report_certificate.h - a certificate as JSON; its format is described in
 * src/checker/README.md.
 */
#ifndef FORDELA_REPORT_CERTIFICATE_H
#define FORDELA_REPORT_CERTIFICATE_H

#include "report/report.h"
#include "study/certify.h"

/* The same result gives the same bytes. Needs in->arena, pool, sources and
 * version. False, and a fault in diags, where it would be larger than
 * CERT_BYTES_MAX, or a sum has more bits than the pool allows. */
bool report_certificate(const ReportIn *in, const Certificate *certificate,
                        Diags *diags, Buf *out);

#endif
