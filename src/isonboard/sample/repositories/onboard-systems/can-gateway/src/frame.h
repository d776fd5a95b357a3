/* A frame of the bus, and how it is written: "0CF00400#F07D7D4B2200F07D". */
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frame {
    uint32_t id;      /* 29 bits */
    uint8_t length;   /* 0 to 8 */
    uint8_t data[8];
};

/* Reads a frame from a line; false when the line is not one. */
bool frame_read(const char *line, struct frame *frame);

/* The parameter group number (SAE J1939) of a frame. */
uint32_t frame_group(const struct frame *frame);

#endif
