/**
 * What a board says: the next departures, one row each.
 *
 * @typedef {{ time: number, to: string, delay?: number, cancelled?: boolean }} Departure
 * `time` and `delay` are in minutes since midnight and minutes.
 */

const ROWS = 5;
const STAYS = 2; // minutes that a departure stays on the board after it has left

/**
 * @param {Departure[]} departures
 * @param {number} now minutes since midnight
 * @returns {string[]} at most five rows, the next one first
 */
export function board(departures, now) {
  return departures
    .filter((departure) => leaves(departure) + STAYS >= now)
    .sort((one, other) => one.time - other.time)
    .slice(0, ROWS)
    .map((departure) => row(departure, now));
}

function leaves({ time, delay = 0 }) {
  return time + delay;
}

function row(departure, now) {
  return `${clock(departure.time)}  ${departure.to.padEnd(16)}${remark(departure, now)}`.trimEnd();
}

function remark(departure, now) {
  if (departure.cancelled) return "cancelled";
  if (departure.delay) return `now ${clock(leaves(departure))}`;
  const minutes = departure.time - now;
  if (minutes < 0) return "has left";
  return minutes <= 10 ? `in ${minutes} min` : "";
}

export function clock(minutes) {
  const day = 24 * 60;
  const since = ((minutes % day) + day) % day;
  return `${String(Math.floor(since / 60)).padStart(2, "0")}:${String(since % 60).padStart(2, "0")}`;
}
