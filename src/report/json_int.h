/* json_int.h - between the files that use yajl. */
#ifndef FORDELA_JSON_INT_H
#define FORDELA_JSON_INT_H

#include <yajl/yajl_common.h>

/* yajl's memory comes from base/mem.h. */
extern const yajl_alloc_funcs json_memory;

#endif
