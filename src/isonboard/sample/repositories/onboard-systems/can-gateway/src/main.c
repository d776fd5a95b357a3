/* Frames on standard input, one a line; signals on standard output. */
#include <stdio.h>

#include "signal.h"

int main(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct frame frame;
        double value;
        if (!frame_read(line, &frame)) {
            fprintf(stderr, "not a frame: %s", line);
            continue;
        }
        const struct signal *signal = signal_of(&frame);
        if (signal == NULL)
            continue;
        if (signal_value(signal, &frame, &value))
            printf("%s %.1f %s\n", signal->name, value, signal->unit);
        else
            printf("%s unknown\n", signal->name);
    }
    return 0;
}
