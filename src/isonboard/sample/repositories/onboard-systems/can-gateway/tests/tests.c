#include <math.h>
#include <stdio.h>
#include <string.h>

#include "signal.h"

static int failed;

static void expect(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "FAIL %s\n", what);
        failed = 1;
    }
}

int main(void)
{
    struct frame frame;
    double value = 0;

    expect(frame_read("0CF00400#F07D7D4B2200F07D\n", &frame), "a frame is read");
    expect(frame.length == 8 && frame.data[3] == 0x4B, "its bytes are in order");
    expect(frame_group(&frame) == 0xF004, "its group is engine controller 1");
    expect(signal_of(&frame) && strcmp(signal_of(&frame)->name, "engine-speed") == 0, "its signal is known");
    expect(signal_value(signal_of(&frame), &frame, &value) && fabs(value - 1097.375) < 0.001, "its value is scaled");

    expect(frame_read("18FEEE00#FF", &frame), "a short frame is read");
    expect(!signal_value(signal_of(&frame), &frame, &value), "a sensor without a value has none");

    expect(frame_read("18FEF700#00", &frame), "a frame may be too short for its signal");
    expect(!signal_value(signal_of(&frame), &frame, &value), "what is not sent is not read");

    expect(!frame_read("", &frame), "an empty line is no frame");
    expect(!frame_read("0CF00400", &frame), "a frame has a number sign");
    expect(!frame_read("0CF00400#F", &frame), "bytes have two digits");
    expect(!frame_read("0CF00400#00112233445566778899", &frame), "a frame has eight bytes at most");
    expect(!frame_read("FFFFFFFF#00", &frame), "an id has 29 bits");

    if (!failed)
        puts("all tests passed");
    return failed;
}
