#include "signal.h"

static const struct signal SIGNALS[] = {
    {"engine-speed", "rpm", 0xF004, 3, 2, 0.125, 0.0},
    {"coolant-temperature", "C", 0xFEEE, 0, 1, 1.0, -40.0},
    {"battery-voltage", "V", 0xFEF7, 4, 2, 0.05, 0.0},
};

const struct signal *signal_of(const struct frame *frame)
{
    uint32_t group = frame_group(frame);
    for (size_t index = 0; index < sizeof SIGNALS / sizeof *SIGNALS; index++)
        if (SIGNALS[index].group == group)
            return &SIGNALS[index];
    return NULL;
}

bool signal_value(const struct signal *signal, const struct frame *frame, double *value)
{
    if (signal->first + signal->bytes > frame->length)
        return false;
    uint32_t raw = frame->data[signal->first];
    if (signal->bytes == 2)
        raw |= (uint32_t)frame->data[signal->first + 1] << 8;
    /* all ones: not available */
    if (raw == (signal->bytes == 2 ? 0xFFFFu : 0xFFu))
        return false;
    *value = raw * signal->scale + signal->offset;
    return true;
}
