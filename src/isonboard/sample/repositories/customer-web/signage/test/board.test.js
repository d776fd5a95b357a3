import assert from "node:assert/strict";
import { test } from "node:test";

import { board, clock } from "../src/board.js";

const NOON = 12 * 60;

test("the next departures come first", () => {
  const rows = board(
    [
      { time: NOON + 30, to: "Skjær" },
      { time: NOON + 5, to: "Grav Island" },
    ],
    NOON,
  );
  assert.deepEqual(rows, ["12:05  Grav Island     in 5 min", "12:30  Skjær"]);
});

test("a delay is said as a time, not as a number of minutes", () => {
  assert.deepEqual(board([{ time: NOON, to: "Skjær", delay: 15 }], NOON + 5), [
    "12:00  Skjær           now 12:15",
  ]);
});

test("a departure stays for two minutes after it has left", () => {
  const departures = [{ time: NOON, to: "Skjær" }];
  assert.deepEqual(board(departures, NOON + 2), ["12:00  Skjær           has left"]);
  assert.deepEqual(board(departures, NOON + 3), []);
});

test("what is cancelled stays until it would have left", () => {
  assert.deepEqual(board([{ time: NOON, to: "Skjær", cancelled: true }], NOON), ["12:00  Skjær           cancelled"]);
});

test("five rows are enough", () => {
  const departures = Array.from({ length: 9 }, (_, hour) => ({ time: NOON + hour * 60, to: "Skjær" }));
  assert.equal(board(departures, NOON).length, 5);
});

test("the clock wraps at midnight", () => {
  assert.equal(clock(24 * 60 + 5), "00:05");
});
