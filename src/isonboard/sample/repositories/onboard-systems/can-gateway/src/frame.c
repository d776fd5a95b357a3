#include "frame.h"

static int digit(char sign)
{
    if (sign >= '0' && sign <= '9')
        return sign - '0';
    if (sign >= 'A' && sign <= 'F')
        return sign - 'A' + 10;
    if (sign >= 'a' && sign <= 'f')
        return sign - 'a' + 10;
    return -1;
}

bool frame_read(const char *line, struct frame *frame)
{
    uint32_t id = 0;
    for (int place = 0; place < 8; place++, line++) {
        int value = digit(*line);
        if (value < 0)
            return false;
        id = id << 4 | (uint32_t)value;
    }
    if (*line++ != '#' || id > 0x1FFFFFFF)
        return false;
    frame->id = id;
    frame->length = 0;
    while (*line != '\0' && *line != '\n') {
        int high = digit(line[0]);
        int low = high < 0 ? -1 : digit(line[1]);
        if (low < 0 || frame->length == 8)
            return false;
        frame->data[frame->length++] = (uint8_t)(high << 4 | low);
        line += 2;
    }
    return true;
}

uint32_t frame_group(const struct frame *frame)
{
    uint32_t group = frame->id >> 8 & 0x3FFFF;
    /* below 240 the low byte is an address and not part of the group */
    return (group >> 8 & 0xFF) < 240 ? group & 0x3FF00 : group;
}
