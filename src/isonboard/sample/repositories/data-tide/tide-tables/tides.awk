# Reads "time;height in metres" lines and prints where the water turned.
# A run of equal heights turns at its first reading.

BEGIN { FS = ";" }

/^#/ || NF < 2 { next }

{
    height = $2 + 0
    if (seen && height != last) {
        direction = height > last ? 1 : -1
        if (before && direction != before)
            printf "%s  %-4s  %.2f m\n", since, (before > 0 ? "high" : "low"), last
        before = direction
    }
    if (!seen || height != last)
        since = $1
    last = height
    seen = 1
}
