/* certify.c - a run as a certificate that a stranger can verify. */
#include "api/api_int.h"

#include "report/report_certificate.h"
#include "study/certify.h"

char *fordela_certify(fordela *f, size_t *size)
{
    Buf out = {0};
    if (f->run.result == NULL) {
        if (f->arena == NULL)
            api_reset(f);
        api_refuse(f, "run it first, and look at its messages",
                   "%s has not been run", f->path);
        api_finish(f);
        return NULL;
    }
    f->work.diags = diags_new(f->arena);
    void *paused = tr_pause(true);
    const Certificate *certificate =
        study_certify(f->arena, f->show, f->run.result, f->work.diags);
    ReportIn in = {f->arena, f->show, f->run.result, -1, REPORT_WIDTH,
                   &f->work.sources, FORDELA_VERSION};
    bool good = certificate != NULL
                && report_certificate(&in, certificate, f->work.diags, &out);
    tr_resume(paused);
    api_finish(f);
    return good ? api_give(&out, size) : NULL;
}
