/* page_frame.h - what every page says of itself at its end. */
#ifndef FORDELA_REPORT_PAGE_FRAME_H
#define FORDELA_REPORT_PAGE_FRAME_H

#include "base/diag.h"
#include "check/bind.h"

typedef struct PageFrame {
    const char *command;        /* that made it, or NULL */
    const char *version;
    const SourceList *sources;  /* every file read */
    const struct MapShapes *shapes;     /* of a map file; NULL: tiles */
} PageFrame;

#endif
