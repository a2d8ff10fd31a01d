/* infer_int.h - between the files that infer. */
#ifndef FORDELA_INFER_INT_H
#define FORDELA_INFER_INT_H

#include "study/infer.h"

__extension__ typedef __int128 InferWide;

#endif
