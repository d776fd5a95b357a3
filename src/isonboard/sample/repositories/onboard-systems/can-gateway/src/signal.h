/* Signals: what the bytes of a frame mean. */
#ifndef SIGNAL_H
#define SIGNAL_H

#include "frame.h"

struct signal {
    const char *name;
    const char *unit;
    uint32_t group;
    uint8_t first;   /* byte, from 0 */
    uint8_t bytes;   /* 1 or 2, low byte first */
    double scale;
    double offset;
};

/* The signal that a frame carries, NULL when nobody knows. */
const struct signal *signal_of(const struct frame *frame);

/* Its value; false when the sensor says that it has none. */
bool signal_value(const struct signal *signal, const struct frame *frame, double *value);

#endif
